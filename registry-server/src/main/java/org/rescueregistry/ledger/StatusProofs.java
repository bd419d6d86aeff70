package org.rescueregistry.ledger;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.LeafInTree;
import org.rescueregistry.sdk.MapAnswer;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** Makes status proofs under the newest checkpoint that witnesses and replayers vouch for: of its state, and of earlier ones. Blocks. For any number of threads. */
public final class StatusProofs {
    private final Sequencer ledger;
    private final PastStates past;
    private final InstantSource clock;

    public StatusProofs(Sequencer ledger, InstantSource clock) {
        this.ledger = ledger;
        this.past = new PastStates(ledger.accepted().tree().origin());
        this.clock = clock;
    }

    /**
     * What is to be proven.
     *
     * @param at the time of which it is asked; null for now
     * @param last whether the receipt of the record's last statement is wanted
     */
    public record Wanted(Code code, @Nullable Instant at, boolean last) {}

    /** A proof, or why there is none. */
    public sealed interface Answer {
        /** One method for each. */
        interface Cases<R> {
            R made(StatusProof proof);

            R refused(Refusal refusal);
        }

        <R> R match(Cases<R> cases);
    }

    /** The proof; it may be one that there is no record. */
    public record Made(StatusProof proof) implements Answer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.made(proof);
        }
    }

    /** Why there is none. */
    public enum Refusal implements Answer {
        /** Nothing is cosigned yet that says what held then. */
        NOT_PUBLISHED,
        /** The code is one of another registry's. */
        CODE_OF_ANOTHER,
        /** The log begins after that time. */
        BEFORE_THE_LOG,
        /** An earlier state is being folded for somebody else. */
        BUSY,
        /** More leaves stand before that state than are folded for an answer. */
        TOO_FAR_BACK,
        /** The proof would be longer than one may be. */
        PROOF_TOO_LONG;

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Makes it. */
    public Answer make(Wanted wanted) throws IOException {
        Published published = ledger.proven().orElse(null);
        if (published == null) {
            return Refusal.NOT_PUBLISHED;
        }
        if (!wanted.code.prefix().equals(published.view().charter().codePrefix())) {
            return Refusal.CODE_OF_ANOTHER;
        }
        try {
            return wanted.at == null
                    ? made(new Making(published).of(newest(published.view()), wanted))
                    : at(published, wanted, wanted.at);
        } catch (MalformedException e) {
            throw new IOException("a tile of our own log is damaged", e);
        }
    }

    private static PastStates.State newest(LedgerView view) {
        return new PastStates.State(view.state(), view.map(), view.records());
    }

    private Answer at(Published published, Wanted wanted, Instant time) throws IOException, MalformedException {
        Making making = new Making(published);
        LedgerView view = published.view();
        if (!time.isBefore(view.state().time())) {
            boolean reached = published
                    .checkpoint()
                    .provenAsOf(clock.instant())
                    .filter(proven -> !proven.isBefore(time))
                    .isPresent();
            return reached ? made(making.of(newest(view), wanted)) : Refusal.NOT_PUBLISHED;
        }
        StateLeaf leaf = PastStates.lastUntil(time, making.leaves);
        if (leaf == null) {
            return Refusal.BEFORE_THE_LOG;
        }
        if (leaf.size() >= PastStates.MOST_LEAVES) {
            return Refusal.TOO_FAR_BACK;
        }
        Optional<PastStates.State> state = past.of(leaf, making.leaves);
        if (state.isEmpty()) {
            return Refusal.BUSY;
        }
        List<LeafInTree> next = making.next(leaf);
        return next.size() > StatusProof.MAX_NEXT
                ? Refusal.PROOF_TOO_LONG
                : made(making.of(state.get(), wanted).withNext(next));
    }

    private static Answer made(StatusProof proof) {
        return proof.toBytes().length > StatusProof.MAX_BYTES ? Refusal.PROOF_TOO_LONG : new Made(proof);
    }

    /** Under one published checkpoint. */
    private final class Making {
        private final Published published;
        private final TreeLeaves leaves;
        private final TileHashes hashes;

        Making(Published published) {
            Checkpoint tree = published.checkpoint().checkpoint();
            this.published = published;
            this.leaves = new TreeLeaves(tree.size(), ledger.tiles());
            this.hashes = new TileHashes(tree.size(), ledger.tiles());
        }

        StatusProof of(PastStates.State state, Wanted wanted) throws IOException, MalformedException {
            Code code = wanted.code;
            OrganisationRecord record = state.records().get(code);
            StatusProof proof = StatusProof.of(
                    new MapAnswer(code, record, state.map().proof(code)),
                    state.leaf(),
                    TlogProof.of(
                            hashes.inclusionProof(state.leaf().size()),
                            published.checkpoint().signed()));
            if (record == null || !wanted.last) {
                return proof;
            }
            long last = record.last().index();
            return proof.withLast(
                    Statement.parse(leaves.leaf(last)),
                    hashes.inclusionProof(last).hashes());
        }

        /** The leaves behind this state leaf up to the next one, of which there is one; no more than one too many. */
        List<LeafInTree> next(StateLeaf state) throws IOException, MalformedException {
            List<LeafInTree> next = new ArrayList<>();
            StateLeaf end = leaves.firstState(state.size() + 1);
            long last = end == null ? leaves.size() - 1 : end.size();
            for (long index = state.size() + 1; index <= last && next.size() <= StatusProof.MAX_NEXT; index++) {
                next.add(new LeafInTree(
                        leaves.leaf(index), hashes.inclusionProof(index).hashes()));
            }
            return next;
        }
    }
}
