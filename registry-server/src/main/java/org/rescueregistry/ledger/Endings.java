package org.rescueregistry.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;

/**
 * What the log says for good of post attestations, which its records do not hold: those that were retracted, also before they
 * came, and when vetters last set an organisation's key, which voids all before. Follows from the leaves alone.
 */
final class Endings {
    private final Map<Code, Set<Digest>> retracted = new HashMap<>();
    private final Map<Code, KeySet> voided = new HashMap<>();

    /** The leaf by which vetters set a key. */
    private record KeySet(long index, Instant time) {}

    /**
     * Takes note of a leaf.
     *
     * @param at the time of its batch
     * @return the organisation whose attestations it ends
     */
    Optional<Code> note(Judged leaf, Instant at, Fold fold) {
        Optional<LiveAttestations.Ended> ended = LiveAttestations.endedBy(leaf, fold::signatory);
        ended.ifPresent(end -> {
            Digest one = end.attestation();
            if (one == null) {
                voided.put(end.organisation(), new KeySet(leaf.index(), at));
            } else {
                retracted
                        .computeIfAbsent(end.organisation(), none -> new HashSet<>())
                        .add(one);
            }
        });
        return ended.map(LiveAttestations.Ended::organisation);
    }

    boolean isRetracted(PostAttestation attestation) {
        return retracted.getOrDefault(attestation.organisation(), Set.of()).contains(attestation.id());
    }

    /** Whether it was accepted before vetters last set the key. */
    boolean isVoid(AttestationFile.Row row) {
        KeySet last = voided.get(row.attestation().organisation());
        return last != null && row.since() <= last.index();
    }

    /**
     * Whether it may have been accepted before vetters last set the key: one that is void and forgotten must not come back. None that
     * was accepted then can be younger than this takes it to be.
     */
    boolean mayBeVoid(PostAttestation attestation) {
        KeySet last = voided.get(attestation.organisation());
        return last != null && !attestation.iat().isAfter(last.time().plus(LiveAttestations.SKEW));
    }
}
