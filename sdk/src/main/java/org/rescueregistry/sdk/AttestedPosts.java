package org.rescueregistry.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;

/** The live post attestations of one registry, found by account. Immutable. */
final class AttestedPosts {
    static final AttestedPosts NONE = new AttestedPosts(new HeldAttestation[0]);

    /** Those of a registry could not be had: none is found, and of none it may be said that it is not live. */
    static final AttestedPosts UNKNOWN = new AttestedPosts(new HeldAttestation[0]);

    static final Comparator<AccountId> BY_ACCOUNT =
            Comparator.comparing(AccountId::platform).thenComparing(AccountId::id);

    /** Sorted, so that those of an account stand together: no map, which would take as much again. */
    private final HeldAttestation[] sorted;

    /** Computed when it is first asked for; who computes it again comes to the same. */
    private @Nullable Digest hash;

    private AttestedPosts(HeldAttestation[] sorted) {
        this.sorted = sorted;
    }

    static AttestedPosts of(Collection<HeldAttestation> held) {
        return held.isEmpty()
                ? NONE
                : new AttestedPosts(held.parallelStream().sorted().toArray(HeldAttestation[]::new));
    }

    /** Without these ids, and with these; one that is there already is there once. The same object if that changes nothing. */
    AttestedPosts changed(Set<Digest> ended, List<HeldAttestation> more) {
        List<HeldAttestation> all = new ArrayList<>(sorted.length + more.size());
        stream().filter(one -> ended.isEmpty() || !ended.contains(one.id())).forEach(all::add);
        boolean isWhole = all.size() == sorted.length;
        more.stream().filter(one -> Arrays.binarySearch(sorted, one) < 0).forEach(all::add);
        return isWhole && all.size() == sorted.length
                ? this
                : of(all.stream().distinct().toList());
    }

    boolean isKnown() {
        return this != UNKNOWN;
    }

    Stream<HeldAttestation> stream() {
        return Arrays.stream(sorted);
    }

    /** All of them, each read again. */
    List<PostAttestation> all() {
        return stream().parallel().map(HeldAttestation::attestation).toList();
    }

    /** As the state leaf has it. */
    Digest hash() {
        Digest known = hash;
        if (known == null) {
            known = LiveAttestations.hash(stream().map(HeldAttestation::id).toList());
            hash = known;
        }
        return known;
    }

    /** Gives those of each account, in the order in which they were signed. */
    void forEachAccount(BiConsumer<AccountId, List<HeldAttestation>> taking) {
        int to;
        for (int from = 0; from < sorted.length; from = to) {
            AccountId account = sorted[from].account();
            to = from + 1;
            while (to < sorted.length && sorted[to].account().equals(account)) {
                to++;
            }
            taking.accept(account, List.of(Arrays.copyOfRange(sorted, from, to)));
        }
    }
}
