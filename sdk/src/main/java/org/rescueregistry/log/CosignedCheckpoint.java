package org.rescueregistry.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint that meets a policy: signed by its log, cosigned by enough witnesses. Made by {@link LogPolicy#check}
 * and {@link CosignatureCount} alone.
 */
public final class CosignedCheckpoint {
    /** How far a witness's clock may be ahead of ours. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final SignedCheckpoint signed;
    private final List<ByWitness> cosignatures;
    private final QuorumRule quorum;

    /** A cosignature and the name its witness has in the policy. */
    public record ByWitness(String name, Cosignature cosignature) {}

    CosignedCheckpoint(SignedCheckpoint signed, List<ByWitness> cosignatures, QuorumRule quorum) {
        this.signed = signed;
        this.cosignatures = List.copyOf(cosignatures);
        this.quorum = quorum;
    }

    public Checkpoint checkpoint() {
        return signed.checkpoint();
    }

    public SignedCheckpoint signed() {
        return signed;
    }

    /** As {@link #cosignatures}, each with the name of its witness. */
    public List<ByWitness> byWitness() {
        return cosignatures;
    }

    /** The cosignatures by witnesses of the policy, in the order of the note. */
    public List<Cosignature> cosignatures() {
        return cosignatures.stream().map(ByWitness::cosignature).toList();
    }

    /**
     * The time as of which this was proven to be the log's head: the largest T for which the cosignatures timed within
     * [T, {@code now} + {@link #CLOCK_SKEW}] meet the policy by themselves. Empty if too many are from the future, or
     * if the policy asks for no witness, for then nobody vouches for a time.
     */
    public Optional<Instant> provenAsOf(Instant now) {
        Instant latest = now.plus(CLOCK_SKEW);
        List<ByWitness> newestFirst = cosignatures.stream()
                .filter(by -> !by.cosignature().time().isAfter(latest))
                .sorted(Comparator.comparing((ByWitness by) -> by.cosignature().time())
                        .reversed())
                .toList();
        Set<String> names = new HashSet<>();
        for (ByWitness by : newestFirst) {
            names.add(by.name());
            if (quorum.isMetBy(names) && !(quorum instanceof QuorumRule.Nobody)) {
                return Optional.of(by.cosignature().time());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return signed.toString();
    }
}
