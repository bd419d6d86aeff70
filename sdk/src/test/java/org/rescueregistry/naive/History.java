package org.rescueregistry.naive;

import java.util.List;
import java.util.Map;

/** A log to be folded twice, and what was met in writing it. */
record History(List<byte[]> leaves, Map<String, Integer> seen) {
    private static final int UNFOUNDED_IN = 25;

    /** One in so many begins in a way that is in doubt. */
    static History of(Founding founding, List<Long> steps) {
        if (Math.floorMod(steps.get(0), UNFOUNDED_IN) == 0) {
            return new History(Unfounded.of(founding, steps), Map.of());
        }
        Walk walk = Walk.of(founding, steps);
        return new History(walk.leaves(), walk.seen());
    }
}
