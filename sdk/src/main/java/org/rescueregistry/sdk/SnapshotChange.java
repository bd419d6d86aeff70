package org.rescueregistry.sdk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param attested accounts of which there is a further attestation
 * @param ended ids of attestations that are no longer live
 */
record SnapshotChange(Set<Code> organisations, Set<AccountId> accounts, Set<AccountId> attested, Set<Digest> ended) {

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
        Set<AccountId> attested = new HashSet<>();
        attestations(after, before).forEach(one -> attested.add(one.account()));
        Set<Digest> ended = new HashSet<>();
        attestations(before, after).forEach(one -> ended.add(one.id()));
        return new SnapshotChange(organisations, accounts, attested, ended);
    }

    /** Those that one snapshot has and the other has not; mostly a registry's are the same object in both. */
    private static List<HeldAttestation> attestations(Snapshot having, Snapshot lacking) {
        Set<AttestedPosts> same =
                lacking.registries().stream().map(RegistrySnapshot::attested).collect(Collectors.toSet());
        List<HeldAttestation> changed = having.registries().stream()
                .map(RegistrySnapshot::attested)
                .filter(posts -> !same.contains(posts))
                .flatMap(AttestedPosts::stream)
                .toList();
        if (changed.isEmpty()) {
            return changed;
        }
        Set<Digest> there = lacking.registries().stream()
                .flatMap(registry -> registry.attested().stream())
                .map(HeldAttestation::id)
                .collect(Collectors.toSet());
        return changed.stream().filter(one -> !there.contains(one.id())).toList();
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
