package org.rescueregistry.sdk;

import java.util.Arrays;
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
    private List<HeldAttestation> attested = List.of();

    private final String platform;

    /**
     * The account's id, and behind it each of its names, its length before it. Every post of the account is compared with these, and to
     * go for them to a list, strings and what is in them takes longer than all the rest of a verdict.
     */
    private final char[] idAndNames;

    private final int idLength;

    /** That of the {@link AccountId}. */
    private final int hash;

    /** Another one of the same account; null behind the last. */
    private @Nullable Binding next;

    /**
     * What was last found of it. Written without a lock: whoever reads an older one, or none, works it out again and comes to the same.
     */
    private @Nullable AccountFinding last;

    /** @param digest which stands for the account in the record of {@code code} */
    Binding(RegistrySnapshot registry, Code code, Digest digest, BoundAccount bound) {
        AccountId account = bound.account();
        this.registry = registry;
        this.code = code;
        this.digest = digest;
        // There are few platforms, and tens of thousands of accounts.
        this.platform = account.platform().intern();
        this.idAndNames = idAndNames(bound);
        this.idLength = account.id().length();
        this.hash = account.hashCode();
    }

    private static char[] idAndNames(BoundAccount bound) {
        StringBuilder text = new StringBuilder(bound.account().id());
        for (String name : bound.names()) {
            text.append((char) name.length()).append(name);
        }
        char[] chars = new char[text.length()];
        text.getChars(0, chars.length, chars, 0);
        return chars;
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

    String platform() {
        return platform;
    }

    boolean isOf(AccountId account) {
        return isAt(0, idLength, account.id()) && platform.equals(account.platform());
    }

    boolean isOfSame(Binding other) {
        return platform.equals(other.platform)
                && Arrays.equals(idAndNames, 0, idLength, other.idAndNames, 0, other.idLength);
    }

    private boolean isAt(int from, int to, String text) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (idAndNames[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** That of the account: what {@link AccountId#hashCode} gives. */
    int hashOfAccount() {
        return hash;
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

    /** Takes those of these by which the organisation vouches, before anybody else sees it. */
    void attest(List<HeldAttestation> ofAccount) {
        attested = ofAccount.stream()
                .filter(one -> one.organisation().equals(code))
                .toList();
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
        for (int at = idLength; at < idAndNames.length; at += 1 + idAndNames[at]) {
            if (isAt(at + 1, at + 1 + idAndNames[at], name)) {
                return true;
            }
        }
        // Hardly ever another form of the same.
        for (int at = idLength; at < idAndNames.length; at += 1 + idAndNames[at]) {
            if (Names.areEqual(new String(idAndNames, at + 1, idAndNames[at]), name)) {
                return true;
            }
        }
        return false;
    }
}
