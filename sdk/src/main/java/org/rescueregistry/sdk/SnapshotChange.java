package org.rescueregistry.sdk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.BoundAccount;

/**
 * What differs between two snapshots.
 *
 * @param organisations whose record came, went or became another, or of whose registry something is in doubt now or no more
 * @param accounts that were bound, unbound, disclosed or erased
 */
record SnapshotChange(Set<Code> organisations, Set<AccountId> accounts) {

    static SnapshotChange between(Snapshot before, Snapshot after) {
        Map<Code, Known> then = known(before);
        Map<Code, Known> now = known(after);
        Set<Code> all = new HashSet<>(then.keySet());
        all.addAll(now.keySet());
        Set<Code> organisations = new HashSet<>();
        Set<AccountId> accounts = new HashSet<>();
        for (Code code : all) {
            Known old = then.getOrDefault(code, Known.NOTHING);
            Known young = now.getOrDefault(code, Known.NOTHING);
            if (!old.equals(young)) {
                organisations.add(code);
                old.accounts.stream()
                        .filter(one -> !young.accounts.contains(one))
                        .forEach(accounts::add);
                young.accounts.stream()
                        .filter(one -> !old.accounts.contains(one))
                        .forEach(accounts::add);
            }
        }
        return new SnapshotChange(organisations, accounts);
    }

    /** What a verdict about an organisation can depend on. */
    private record Known(
            @Nullable HeldRecord record,
            Optional<RegistrySnapshot.Doubt> doubt,
            boolean heardOfRemoval,
            Set<AccountId> accounts) {
        static final Known NOTHING = new Known(null, Optional.empty(), false, Set.of());
    }

    private static Map<Code, Known> known(Snapshot snapshot) {
        Map<Code, Known> known = new HashMap<>();
        for (RegistrySnapshot registry : snapshot.registries()) {
            for (HeldRecord record : registry.held()) {
                Set<AccountId> accounts = new HashSet<>();
                for (Digest account : record.accounts()) {
                    BoundAccount bound = registry.account(account);
                    if (bound != null) {
                        accounts.add(bound.account());
                    }
                }
                Code code = record.code();
                known.put(code, new Known(record, registry.doubt(), registry.hasHeardOfRemoval(code), accounts));
            }
        }
        return known;
    }
}
