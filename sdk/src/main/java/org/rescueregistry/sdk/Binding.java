package org.rescueregistry.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Names;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.BoundAccount;

/** An account that an organisation of a registry has bound, as a snapshot tells it. */
final class Binding {
    private final RegistrySnapshot registry;
    private final Code code;
    private final Digest digest;
    private final BoundAccount bound;
    private final List<HeldAttestation> attested;

    private final String platform;

    /**
     * The account's id, and behind it the first of its names. Nearly every post of the account is compared with these two alone, and to
     * go for them to a list, two strings and what is in them takes longer than all the rest of a verdict.
     */
    private final char[] idAndName;

    private final int idLength;

    /** Another one of the same account; null behind the last. */
    private @Nullable Binding next;

    /**
     * What was last found of it. Written without a lock: whoever reads an older one, or none, works it out again and comes to the same.
     */
    private @Nullable AccountFinding last;

    /** @param digest which stands for the account in the record of {@code code} */
    Binding(RegistrySnapshot registry, Code code, Digest digest, BoundAccount bound) {
        this.registry = registry;
        this.code = code;
        this.digest = digest;
        this.bound = bound;
        this.attested = registry.attested().of(bound.account(), code);
        this.platform = bound.account().platform();
        String id = bound.account().id();
        this.idAndName = (id + bound.names().get(0)).toCharArray();
        this.idLength = id.length();
    }

    RegistrySnapshot registry() {
        return registry;
    }

    Code code() {
        return code;
    }

    /** As the record of the snapshot has it. */
    Account account() {
        return registry.record(code).flatMap(record -> record.account(digest)).orElseThrow();
    }

    BoundAccount bound() {
        return bound;
    }

    boolean isOf(AccountId account) {
        return isAt(0, idLength, account.id()) && platform.equals(account.platform());
    }

    private boolean isAt(int from, int to, String text) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (idAndName[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** The next one of the same account, of another registry or organisation. */
    @Nullable
    Binding next() {
        return next;
    }

    /** Puts another one of the same account behind all there are, before anybody else sees them. */
    void addBehind(Binding other) {
        Binding last = this;
        while (last.next != null) {
            last = last.next;
        }
        last.next = other;
    }

    /** By what the organisation vouches for posts of the account, in the order in which it was signed. */
    List<HeldAttestation> attested() {
        return attested;
    }

    @Nullable
    AccountFinding last() {
        return last;
    }

    void remember(AccountFinding finding) {
        last = finding;
    }

    /** Whether the name is one of those bound, in Unicode normalisation form C. */
    boolean binds(String name) {
        return isAt(idLength, idAndName.length, name)
                || bound.names().stream().anyMatch(own -> Names.areEqual(own, name));
    }
}
