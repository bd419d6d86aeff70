package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;
import org.rescueregistry.key.Digest;

/**
 * A batch that is being written: all its statements have one time, each is judged when it is offered, and a state leaf
 * closes it (section 4). {@link Fold#open} makes it. Not for several threads.
 *
 * <pre>{@code
 * Batch batch = fold.open(now);
 * if (!batch.offer(statement).isVoid()) { leaves.add(statement.bytes()); }
 * leaves.add(batch.close(attestations).bytes());
 * }</pre>
 */
public final class Batch {
    private final Fold fold;
    private final RegistryState state;
    private final Instant time;
    private long next;
    private boolean closed;

    Batch(Fold fold, RegistryState state, Instant time) {
        this.fold = fold;
        this.state = state;
        this.time = time;
        this.next = fold.size();
    }

    /** The time of every leaf in it. */
    public Instant time() {
        return time;
    }

    /** The index of the next leaf. */
    public long next() {
        return next;
    }

    /** Whether no statement of it was legal so far. */
    public boolean isEmpty() {
        return next == fold.size();
    }

    /**
     * Judges a statement. A legal one has its effect and is the leaf {@link #next()} was before the call; a void one
     * changes nothing and takes no index.
     */
    public Judgement offer(Statement statement) {
        requireOpen();
        Judgement judgement = judge(statement).judgement();
        if (!judgement.isVoid()) {
            next++;
        }
        return judgement;
    }

    /**
     * Closes the batch with the state leaf that is to follow its statements; the fold then covers it.
     *
     * @param attestations SHA-256 over the ids of the live post attestations, ascending
     * @throws IllegalStateException if the log has no charter yet
     */
    public StateLeaf close(Digest attestations) {
        requireOpen();
        StateLeaf leaf = fold.stateLeaf(next, time, attestations);
        end(next + 1);
        return leaf;
    }

    /** Judges the leaf that stands at {@link #next()} in a log that others wrote: a void one takes its index there. */
    Judged read(Leaf leaf) {
        Ruling ruling = leaf.match(new Leaf.Cases<>() {
            @Override
            public Ruling signed(Leaf.Signed signed) {
                return judge(signed.statement());
            }

            @Override
            public Ruling state(Leaf.State misplaced) {
                return Ruling.refused(RefusalCode.STATE_MISPLACED, "this state leaf closes no batch");
            }

            @Override
            public Ruling unreadable(Leaf.Unreadable unreadable) {
                return new Ruling(unreadable.judgement(), List.of());
            }

            @Override
            public Ruling beyond(Leaf.Beyond beyond) {
                throw new IllegalStateException("a reader stops before it judges this");
            }
        });
        if (!state.hasCharter()) {
            ruling = Ruling.refused(RefusalCode.NO_CHARTER, "the log does not begin with a legal charter");
        }
        return new Judged(next++, leaf, ruling.judgement(), ruling.touched());
    }

    void end(long size) {
        closed = true;
        fold.closed(size);
    }

    void abandon() {
        closed = true;
    }

    private Ruling judge(Statement statement) {
        Ruling ruling = Judge.judge(state, statement, new Hearing.Place(next, time));
        if (!ruling.judgement().isVoid()) {
            state.apply(statement, ruling);
        }
        return ruling;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the batch is closed, or another was opened after it");
        }
    }
}
