package org.rescueregistry.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.statement.StateLeaf;

/**
 * Which times a state leaf may say that was not there when the log was last looked at. Not later than the witnesses of the checkpoint
 * it came under, and the replayer's own clock: a leaf is written before it is shown. Not earlier than the time as of which the
 * witnesses vouched that the log ended before it: an older leaf was held back from them, or says a time that was not. Both with a
 * minute to spare for clocks.
 *
 * <p>So whatever was there at the first look is history and may be as old as it says; after a night without a look, or without
 * witnesses, the bound is from before the night. And who holds both checkpoints sees the same, without a clock.
 */
final class TimeRule {
    private final @Nullable CosignedCheckpoint earlier;
    private final @Nullable Instant from;
    private final long known;
    private final Instant until;

    /**
     * The rule for what came after {@code earlier}, null for nothing, under {@code latest}, seen at {@code now}.
     */
    TimeRule(@Nullable CosignedCheckpoint earlier, CosignedCheckpoint latest, Instant now) {
        this.earlier = earlier;
        this.known = earlier == null ? 0 : earlier.checkpoint().size();
        this.from = Optional.ofNullable(earlier)
                .flatMap(before -> before.provenAsOf(now))
                .map(time -> time.minus(Replayer.CLOCK_SKEW))
                .orElse(null);
        Instant seen = latest.provenAsOf(now).filter(now::isAfter).orElse(now);
        this.until = seen.plus(Replayer.CLOCK_SKEW);
    }

    /** The nearest time that would do instead of what the leaf says; nothing if that will do. */
    Optional<Instant> instead(StateLeaf leaf) {
        if (leaf.time().isAfter(until)) {
            return Optional.of(until);
        }
        return leaf.size() >= known ? Optional.ofNullable(from).filter(leaf.time()::isBefore) : Optional.empty();
    }

    /** What makes a leaf too late. */
    @Nullable
    CosignedCheckpoint earlier() {
        return earlier;
    }
}
