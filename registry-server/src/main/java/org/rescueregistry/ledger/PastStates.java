package org.rescueregistry.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;

/**
 * What the log said at earlier times, folded again from its files. Anybody may ask, so it is bounded: one fold at a time,
 * no state behind more than {@link #MOST_LEAVES} leaves; what is kept is one fold, which goes on from where it is when a
 * later state is asked for, and the {@link #KEPT} states asked for last. For any number of threads.
 */
final class PastStates {
    /** Most leaves that are folded for an answer. */
    static final long MOST_LEAVES = 1 << 18;

    /** States that are kept. */
    static final int KEPT = 8;

    private final String origin;
    private final ReentrantLock folding = new ReentrantLock();
    private final Map<Long, State> kept = new LinkedHashMap<>();
    private @Nullable Fold fold;

    PastStates(String origin) {
        this.origin = origin;
    }

    /** The state that a state leaf closed. */
    record State(StateLeaf leaf, StateMap map, Map<Code, OrganisationRecord> records) {}

    /**
     * The last state leaf whose time is not after {@code time}; null if there is none. A search by halves, for a state's
     * time is never before that of the one before.
     */
    static @Nullable StateLeaf lastUntil(Instant time, TreeLeaves leaves) throws IOException {
        StateLeaf last = null;
        long from = 0;
        long end = leaves.size();
        while (from < end) {
            long middle = from + (end - from) / 2;
            StateLeaf next = leaves.firstState(middle);
            if (next == null || next.time().isAfter(time)) {
                end = middle;
            } else {
                last = next;
                from = next.size() + 1;
            }
        }
        return last;
    }

    /** The state that this leaf closed; nothing while another one is being folded. */
    Optional<State> of(StateLeaf leaf, TreeLeaves leaves) throws IOException {
        State known = known(leaf.size());
        if (known != null) {
            return Optional.of(known);
        }
        if (!folding.tryLock()) {
            return Optional.empty();
        }
        try {
            State folded = fold(leaf, leaves);
            keep(folded);
            return Optional.of(folded);
        } finally {
            folding.unlock();
        }
    }

    private synchronized @Nullable State known(long index) {
        State state = kept.remove(index);
        if (state != null) {
            kept.put(index, state);
        }
        return state;
    }

    private synchronized void keep(State state) {
        kept.put(state.leaf.size(), state);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private State fold(StateLeaf leaf, TreeLeaves leaves) throws IOException {
        Fold reading = fold;
        // A fold that failed half-way is not gone on with.
        fold = null;
        if (reading == null || reading.size() > leaf.size()) {
            reading = Fold.start(origin);
        }
        for (long index = reading.size(); index <= leaf.size(); index++) {
            Optional<ClosedBatch> closed = reading.append(leaves.leaf(index));
            if (closed.isPresent() && !(closed.get().check() instanceof ClosedBatch.Right)) {
                throw new IOException("the state leaf " + index + " of our own log does not follow from its leaves");
            }
        }
        if (reading.size() != leaf.size() + 1) {
            throw new IOException("leaf " + leaf.size() + " of our own log closes no batch");
        }
        fold = reading;
        FoldedState state = reading.state();
        return new State(leaf, state.map(), state.records());
    }
}
