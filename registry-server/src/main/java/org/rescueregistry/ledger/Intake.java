package org.rescueregistry.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounded row in which statements wait for a batch, first come first served. The last places are kept for removing acts:
 * a registry that is flooded with applications can still suspend and revoke.
 */
final class Intake<T> {
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final int places;
    private final int keptForRemoving;

    Intake(int places, int keptForRemoving) {
        this.places = places;
        this.keptForRemoving = keptForRemoving;
    }

    /** False when there is no place left for an act of this kind. */
    synchronized boolean offer(T item, boolean removing) {
        if (waiting.size() >= (removing ? places : places - keptForRemoving)) {
            return false;
        }
        waiting.add(item);
        return true;
    }

    /** The next ones, at most {@code most}. */
    synchronized List<T> take(int most) {
        List<T> taken = new ArrayList<>(Math.min(most, waiting.size()));
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
