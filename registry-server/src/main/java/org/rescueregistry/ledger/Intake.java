package org.rescueregistry.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The bounded row in which leaves wait for a batch, first come first served: bounded in places and in bytes, so that a flood is
 * turned away at the door. The last places are kept for removing acts: a registry that is flooded with applications can still
 * suspend and revoke.
 */
final class Intake<T> {
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final ToLongFunction<T> weight;
    private final Bounds bounds;
    private long bytes;

    /**
     * How much may wait.
     *
     * @param places for items
     * @param kept how many of these only removing acts may take
     * @param bytes of all that wait; removing acts may go over it, by no more than {@code kept} of them
     */
    record Bounds(int places, int kept, long bytes) {}

    /** A row of items, each as many bytes heavy as {@code weight} says. */
    Intake(Bounds bounds, ToLongFunction<T> weight) {
        this.bounds = bounds;
        this.weight = weight;
    }

    /** False when there is no room left for an act of this kind. */
    synchronized boolean offer(T item, boolean removing) {
        long heavier = bytes + weight.applyAsLong(item);
        boolean room = waiting.size() < bounds.places() - bounds.kept() && heavier <= bounds.bytes();
        if (!room && !(removing && waiting.size() < bounds.places())) {
            return false;
        }
        waiting.add(item);
        bytes = heavier;
        return true;
    }

    /** The next ones, at most {@code most}, and at most {@code mostBytes} unless the first alone is heavier. */
    synchronized List<T> take(int most, long mostBytes) {
        List<T> taken = new ArrayList<>(Math.min(most, waiting.size()));
        long takenBytes = 0;
        for (T next = waiting.peek(); next != null && taken.size() < most; next = waiting.peek()) {
            takenBytes += weight.applyAsLong(next);
            if (takenBytes > mostBytes && !taken.isEmpty()) {
                break;
            }
            taken.add(waiting.remove());
            bytes -= weight.applyAsLong(next);
        }
        return taken;
    }

    /** How many wait. */
    synchronized int size() {
        return waiting.size();
    }

    /** How heavy all that wait are together. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
