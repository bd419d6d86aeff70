package org.rescueregistry.statement;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;

/**
 * Which post attestations a state leaf commits to (docs/reference/attestations.md, <em>Live</em>): a pure function of what was accepted,
 * the records as of the leaf, and its index and time. Neither a clock nor the order of arrival is in it, so that whoever has the
 * attestations finds the set behind every state leaf again.
 */
public final class LiveAttestations {
    /** How far {@code iat} may be ahead of a state leaf, as with statements. */
    public static final Duration SKEW = Duration.ofSeconds(60);

    private LiveAttestations() {}

    /**
     * An attestation that a registry has accepted, its signature checked.
     *
     * @param from index of the first state leaf that may hold it
     * @param ended index of the leaf that {@linkplain #endedBy ended} it, or {@link #NEVER}
     */
    public record Accepted(PostAttestation attestation, long from, long ended) {
        /** Nothing in the log ended it. */
        public static final long NEVER = Long.MAX_VALUE;

        /** One that nothing has ended. */
        public Accepted(PostAttestation attestation, long from) {
            this(attestation, from, NEVER);
        }
    }

    /**
     * What a leaf of the log ends for good.
     *
     * @param attestation id of the one that was retracted; null for all of the organisation's that were accepted before the leaf
     */
    public record Ended(Code organisation, @Nullable Digest attestation) {}

    /**
     * Whether an attestation counts, as far as record and time say.
     *
     * @param record of the organisation, after what was due at {@code time}
     */
    public static boolean isLive(PostAttestation attestation, OrganisationRecord record, Instant time) {
        return isInTime(attestation.iat(), attestation.exp(), time)
                && record.code().equals(attestation.organisation())
                && record.status() == Status.ACTIVE
                && record.keys().key().keyId().equals(attestation.signer());
    }

    /** Whether {@code time} lies within the life of an attestation. */
    public static boolean isInTime(Instant iat, Instant exp, Instant time) {
        return iat.getEpochSecond() <= SKEW.toSeconds() + time.getEpochSecond() && exp.isAfter(time);
    }

    /**
     * Whether the state leaf of this index and time commits to it.
     *
     * @param record of the organisation as of that leaf
     */
    public static boolean isLive(Accepted one, OrganisationRecord record, long index, Instant time) {
        return one.from() <= index && one.ended() > index && isLive(one.attestation(), record, time);
    }

    /**
     * The ids to which a state leaf commits.
     *
     * @param records as of that leaf
     */
    public static SortedSet<Digest> at(
            Collection<Accepted> accepted,
            Function<Code, Optional<OrganisationRecord>> records,
            long index,
            Instant time) {
        SortedSet<Digest> live = new TreeSet<>();
        for (Accepted one : accepted) {
            Optional<OrganisationRecord> record =
                    records.apply(one.attestation().organisation());
            if (record.isPresent() && isLive(one, record.get(), index, time)) {
                live.add(one.attestation().id());
            }
        }
        return live;
    }

    /** The member {@code attestations} of a state leaf: SHA-256 over the ids, 32 bytes each, ascending. */
    public static Digest hash(Collection<Digest> ids) {
        return Digest.sha256(ids);
    }

    /**
     * What a leaf ends: an organisation's {@code retract} that one attestation, be it accepted or not; a completed {@code rekey} by
     * vetters all that were accepted before.
     *
     * @param signatories whose key it is, as {@link Fold#signatory} tells
     */
    public static Optional<Ended> endedBy(Judged judged, Function<KeyId, Optional<Signatory>> signatories) {
        if (!(judged.judgement() instanceof Judgement.Effective)
                || !(judged.leaf() instanceof Leaf.Signed signed)
                || signed.statement().organisation().isEmpty()) {
            return Optional.empty();
        }
        Code organisation = signed.statement().organisation().get();
        if (signed.statement().act() instanceof Act.Retract retract) {
            return Optional.of(new Ended(organisation, retract.attestation()));
        }
        boolean byVetter = signatories
                .apply(signed.statement().signer())
                .filter(signatory -> signatory.role().equals(Role.VETTER.text()))
                .isPresent();
        return signed.statement().act() instanceof Act.Rekey && byVetter
                ? Optional.of(new Ended(organisation, null))
                : Optional.empty();
    }
}
