package org.rescueregistry.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.StateLeaf;

/** What is wrong with the leaf that stands where a right state leaf should. */
record StateFinding(long index, StateEvidence.Finding finding) {
    private static final byte[] NONE_WOULD_DO = new byte[0];

    /** The first thing that is wrong with a state leaf: what it says of the state, or of the time. */
    static Optional<StateFinding> in(ClosedBatch batch, TimeRule times) {
        StateLeaf leaf = batch.state();
        return batch.check().match(new ClosedBatch.StateCheck.Cases<>() {
            @Override
            public Optional<StateFinding> right(ClosedBatch.Right check) {
                return times.instead(leaf).map(bound -> time(leaf, bound, times));
            }

            @Override
            public Optional<StateFinding> wrong(ClosedBatch.Wrong check) {
                return Optional.of(of(leaf, check.differs(), check.computed().bytes(), null));
            }

            @Override
            public Optional<StateFinding> noCharter(ClosedBatch.NoCharter check) {
                return Optional.of(of(leaf, List.of("charter"), NONE_WOULD_DO, null));
            }
        });
    }

    private static StateFinding time(StateLeaf leaf, Instant bound, TimeRule times) {
        StateLeaf instead = new StateLeaf(
                leaf.attestations(),
                leaf.charter(),
                leaf.log(),
                leaf.map(),
                leaf.size(),
                leaf.statusLists(),
                bound.truncatedTo(ChronoUnit.SECONDS));
        CosignedCheckpoint earlier = times.earlier();
        boolean tooEarly = leaf.time().isBefore(bound);
        return of(
                leaf,
                List.of("time"),
                instead.bytes(),
                tooEarly && earlier != null ? earlier.signed().note() : null);
    }

    private static StateFinding of(
            StateLeaf leaf, List<String> differs, byte[] computed, @Nullable SignedNote earlier) {
        return new StateFinding(leaf.size(), new StateEvidence.Finding(leaf.bytes(), differs, computed, earlier));
    }

    /** A signed tree ends in this leaf, which closes no batch. */
    static StateFinding missing(long index, byte[] leaf) {
        return new StateFinding(index, new StateEvidence.Finding(leaf, List.of("state"), NONE_WOULD_DO, null));
    }
}
