package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/**
 * Whether the leaf of a {@link StateEvidence}, of which it is shown that the log has signed it, is wrong. What can be seen offline is: that a
 * tree ends in no state leaf, from the leaf alone; that a time is wrong, from the cosignatures under the two checkpoints, if the witnesses are
 * known. That a state does not follow is seen by replaying the leaves before it, out of any copy of the log: every tile is held against the
 * checkpoint that the evidence brings, so nobody need be believed.
 */
public final class StateEvidenceCheck {
    private static final List<String> OF_TIME = List.of("time");
    private static final List<String> OF_NO_STATE = List.of("state");

    private final @Nullable LogPolicy policy;
    private final @Nullable TileReader log;
    private final Instant now;

    /** What came of it. */
    public sealed interface Outcome {
        /** One method for each. */
        interface Cases<R> {
            R wrong(Wrong outcome);

            R open(Open outcome);

            R notWrong(NotWrong outcome);
        }

        <R> R match(Cases<R> cases);
    }

    /** The leaf is wrong; {@code how} in plain words. */
    public record Wrong(String how) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.wrong(this);
        }
    }

    /**
     * What is at hand does not tell.
     *
     * @param code {@code needs_log} (the leaves before it), {@code needs_policy} (the witnesses' keys), {@code needs_clock} (only the
     *     replayer's clock says so), {@code too_new} (rules that are not known here)
     */
    public record Open(String code, String message) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.open(this);
        }
    }

    /**
     * The evidence contradicts itself, or the leaf is right.
     *
     * @param code {@code not_wrong}, or {@code evidence_contradicts_itself}
     */
    public record NotWrong(String code, String message) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notWrong(this);
        }
    }

    /**
     * A check with what is at hand.
     *
     * @param policy whose witnesses count for the log; null if they are not known
     * @param log the log, or any copy of it; null if there is none
     * @param now the reader's time; cosignatures from the future do not count
     */
    public StateEvidenceCheck(@Nullable LogPolicy policy, @Nullable TileReader log, Instant now) {
        this.policy = policy;
        this.log = log;
        this.now = now;
    }

    /**
     * Checks.
     *
     * @throws IOException if the log cannot be read, or is not the tree that the evidence is about
     * @throws MalformedException if a checkpoint in it cannot be read by the policy
     */
    public Outcome check(StateEvidence.Signed signed) throws IOException, MalformedException {
        StateEvidence.Finding finding = signed.finding();
        Optional<StateLeaf> leaf = leaf(finding.leaf());
        Checkpoint tree = signed.checkpoint().checkpoint();
        boolean closes = leaf.filter(state -> state.log().equals(tree.origin()) && state.size() == signed.index())
                .isPresent();
        if (StateLeaf.isOfLaterRules(finding.leaf(), tree.origin())) {
            return new Open("too_new", "the leaf follows rules that this program does not know");
        }
        if (finding.differs().equals(OF_NO_STATE)) {
            return noState(signed, closes);
        }
        if (!closes) {
            return itself("the leaf is no state leaf of this log at this place");
        }
        return finding.differs().equals(OF_TIME) ? time(signed, leaf.orElseThrow()) : state(signed, leaf.orElseThrow());
    }

    private Outcome noState(StateEvidence.Signed signed, boolean closes) throws IOException, MalformedException {
        if (signed.index() + 1 != signed.checkpoint().checkpoint().size()) {
            return itself("the leaf is not the last of the tree");
        }
        return closes ? replayed(signed) : new Wrong("the log signed a tree that does not end in a state leaf");
    }

    /** What the leaf says of the state; without the leaves before it only whether the evidence is of one piece. */
    private Outcome state(StateEvidence.Signed signed, StateLeaf leaf) throws IOException, MalformedException {
        Optional<StateLeaf> computed = leaf(signed.finding().computed());
        boolean founded = signed.finding().computed().length > 0;
        if (founded
                && (computed.isEmpty()
                        || !differs(leaf, computed.get())
                                .equals(signed.finding().differs()))) {
            return itself("the two leaves in it do not differ in what it says");
        }
        return replayed(signed);
    }

    /** As the fold compares them, in its order. */
    private static List<String> differs(StateLeaf said, StateLeaf computed) {
        List<String> differs = new ArrayList<>();
        if (!said.charter().equals(computed.charter())) {
            differs.add("charter");
        }
        if (!said.map().equals(computed.map())) {
            differs.add("map");
        }
        if (!said.statusLists().equals(computed.statusLists())) {
            differs.add("status_lists");
        }
        return differs;
    }

    private Outcome time(StateEvidence.Signed signed, StateLeaf leaf) throws MalformedException {
        SignedCheckpoint earlier = signed.earlier();
        if (policy == null) {
            return new Open("needs_policy", "the times are those of witnesses, whose keys have to be known");
        }
        Optional<Instant> cosigned = asOf(earlier == null ? signed.checkpoint() : earlier, policy);
        if (cosigned.isEmpty()) {
            return new NotWrong("not_wrong", "too few witnesses have cosigned what it brings");
        }
        if (earlier == null) {
            return leaf.time().isAfter(cosigned.get().plus(CosignedCheckpoint.CLOCK_SKEW))
                    ? new Wrong("the leaf says " + leaf.time() + ", and witnesses had seen it by " + cosigned.get())
                    : new Open("needs_clock", "by the clock of whoever wrote this the leaf was from the future");
        }
        boolean late = earlier.checkpoint().size() <= signed.index()
                && leaf.time().isBefore(cosigned.get().minus(CosignedCheckpoint.CLOCK_SKEW));
        return late
                ? new Wrong("the leaf says " + leaf.time() + ", and at " + cosigned.get()
                        + " witnesses vouched that the log ended before it")
                : new NotWrong("not_wrong", "the leaf is not older than what the witnesses had seen before it");
    }

    private Optional<Instant> asOf(SignedCheckpoint checkpoint, LogPolicy by) throws MalformedException {
        return by.check(checkpoint.note()) instanceof PolicyResult.Met met
                ? met.checkpoint().provenAsOf(now)
                : Optional.empty();
    }

    private Outcome replayed(StateEvidence.Signed signed) throws IOException, MalformedException {
        if (log == null) {
            return new Open("needs_log", "that it is wrong shows by replaying the leaves before it");
        }
        Checkpoint tree = signed.checkpoint().checkpoint();
        long end = signed.index() + 1;
        Fold fold = Fold.start(tree.origin());
        List<ClosedBatch> last = new ArrayList<>();
        BundlesAhead bundles = BundlesAhead.of(new VerifiedTiles(tree, log), tree.size(), 0, end);
        try (TreeFold leaves = new TreeFold(fold, bundles, 0, end)) {
            while (leaves.hasNext()) {
                leaves.next(batch -> {
                    last.clear();
                    last.add(batch);
                });
            }
        }
        if (fold.stop().isPresent()) {
            return new Open(
                    "too_new",
                    "leaf " + fold.stop().get().index() + " before it follows rules that this program does not know");
        }
        Optional<ClosedBatch> closing = last.stream()
                .filter(batch -> batch.state().size() == signed.index())
                .findFirst();
        return closing.map(batch -> outcome(batch, signed))
                .orElseGet(() -> new Wrong("replayed: the leaf closes no batch, so the tree ends in no state leaf"));
    }

    private static Outcome outcome(ClosedBatch batch, StateEvidence.Signed signed) {
        return batch.check().match(new ClosedBatch.StateCheck.Cases<>() {
            @Override
            public Outcome right(ClosedBatch.Right check) {
                return new NotWrong("not_wrong", "replayed: the leaf says what follows from the leaves before it");
            }

            @Override
            public Outcome wrong(ClosedBatch.Wrong check) {
                return check.differs().equals(signed.finding().differs())
                        ? new Wrong("replayed: another " + String.join(", ", check.differs()) + " follows")
                        : new Wrong("replayed: another " + String.join(", ", check.differs())
                                + " follows, not what the evidence names");
            }

            @Override
            public Outcome noCharter(ClosedBatch.NoCharter check) {
                return new Wrong("replayed: the log has no legal charter");
            }
        });
    }

    private static Outcome itself(String message) {
        return new NotWrong("evidence_contradicts_itself", message);
    }

    private static Optional<StateLeaf> leaf(byte[] bytes) {
        try {
            return Optional.of(StateLeaf.parse(bytes));
        } catch (MalformedException none) {
            return Optional.empty();
        }
    }
}
