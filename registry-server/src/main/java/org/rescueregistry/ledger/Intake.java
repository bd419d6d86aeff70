package org.rescueregistry.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bounded row in which leaves wait for a batch, first come first served: bounded in places and in bytes, so that a flood is
 * turned away at the door. The last places are kept for removing acts: a registry that is flooded with applications can still
 * suspend and revoke. When their writer stops, all who wait are told, and so is everyone who comes after.
 *
 * <p>Any thread may call it.
 */
final class Intake<W extends Intake.Waiting> {
    private final ArrayDeque<W> row = new ArrayDeque<>();
    private final Bounds bounds;
    private final AtomicBoolean batchDue = new AtomicBoolean();
    private final CompletableFuture<LedgerStoppedException> stopped = new CompletableFuture<>();
    private long bytes;

    /** A leaf that was offered. */
    interface Waiting {
        /** How heavy it is. */
        long bytes();

        /** What whoever offered it waits for. */
        CompletableFuture<?> answer();
    }

    /**
     * How much may wait, and how much of that is one batch.
     *
     * @param places for leaves
     * @param kept how many of these only removing acts may take
     * @param bytes of all that wait; removing acts may go over it, by no more than {@code kept} of them
     * @param batchPlaces the most leaves of a batch
     * @param batchBytes the most bytes of a batch, unless its first leaf alone is heavier
     */
    record Bounds(int places, int kept, long bytes, int batchPlaces, long batchBytes) {}

    Intake(Bounds bounds) {
        this.bounds = bounds;
    }

    /** False when there is no room left for an act of this kind. True says that it will be answered, by whichever end. */
    boolean offer(W leaf, boolean removing) {
        if (!place(leaf, removing)) {
            return false;
        }
        if (stopped.isDone()) {
            // Perhaps after the others were told.
            failAll();
        }
        return true;
    }

    private synchronized boolean place(W leaf, boolean removing) {
        long heavier = bytes + leaf.bytes();
        boolean room = row.size() < bounds.places() - bounds.kept() && heavier <= bounds.bytes();
        if (!room && !(removing && row.size() < bounds.places())) {
            return false;
        }
        row.add(leaf);
        bytes = heavier;
        return true;
    }

    /** Whether leaves wait and nobody has been told so: who is told sees to it that the next batch is taken. */
    boolean claimBatch() {
        return !stopped.isDone() && !isEmpty() && batchDue.compareAndSet(false, true);
    }

    /** Moves the leaves of the next batch there. Whoever comes from now on waits for another one. */
    void moveBatch(List<W> batch) {
        batchDue.set(false);
        move(batch);
    }

    /** A leaf is in the batch before it leaves the row: it is in one of them even if this ends early, and so will be answered. */
    private synchronized void move(List<W> taken) {
        long takenBytes = 0;
        for (W next = row.peek(); next != null && taken.size() < bounds.batchPlaces(); next = row.peek()) {
            takenBytes += next.bytes();
            if (takenBytes > bounds.batchBytes() && !taken.isEmpty()) {
                break;
            }
            taken.add(next);
            row.remove();
            bytes -= next.bytes();
        }
    }

    /** How many wait. */
    synchronized int size() {
        return row.size();
    }

    /** How heavy all that wait are together. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean isEmpty() {
        return row.isEmpty();
    }

    /** Tells all who wait, and will, that nothing is written any more. Why, is what was said the first time. */
    void stop(LedgerStoppedException why) {
        stopped.complete(why);
        failAll();
    }

    private void failAll() {
        List<W> some = new ArrayList<>();
        for (move(some); !some.isEmpty(); move(some)) {
            fail(some);
            some.clear();
        }
    }

    /** Tells the leaves of a batch that was taken before the writer stopped. */
    void fail(List<W> batch) {
        batch.forEach(one -> one.answer().completeExceptionally(stopped.join()));
    }

    boolean isStopped() {
        return stopped.isDone();
    }

    /** Nothing while it is not stopped. */
    Optional<LedgerStoppedException> whyStopped() {
        return Optional.ofNullable(stopped.getNow(null));
    }

    /** Comes when it is stopped. */
    CompletionStage<LedgerStoppedException> stopped() {
        return stopped.minimalCompletionStage();
    }
}
