package org.rescueregistry.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Names;
import org.rescueregistry.key.Digest;
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
    private final List<String> names;

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
        this.names = bound.names();
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
        for (int i = 0; i < names.size(); i++) {
            if (Names.areEqual(names.get(i), name)) {
                return true;
            }
        }
        return false;
    }
}
