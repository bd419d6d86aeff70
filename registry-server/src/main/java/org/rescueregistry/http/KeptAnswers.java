package org.rescueregistry.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that were made last of one published state, those that were asked for last first. Not for several threads. */
final class KeptAnswers {
    /** Most deltas that are kept. */
    static final int MOST = 32;

    /** How heavy they may be together, in bytes. */
    static final int HEAVIEST = 16 << 20;

    /** What was asked for last stands last. */
    private final Map<Of, Ready> deltas = new LinkedHashMap<>(MOST, 0.75f, true);

    private final Map<Of, Ready> whole = new LinkedHashMap<>();
    private int weight;

    /**
     * What an answer is of.
     *
     * @param since what changed since the tree of this size; null for the whole
     */
    record Of(@Nullable Long since, boolean packed) {
        static Of all(boolean packed) {
            return new Of(null, packed);
        }

        static Of since(long size, boolean packed) {
            return new Of(size, packed);
        }
    }

    @Nullable
    Ready find(Of of) {
        return of.since() == null ? whole.get(of) : deltas.get(of);
    }

    /** Keeps it, in place of those that nobody has asked for longest; gives it back. */
    Ready keep(Of of, Ready made) {
        if (of.since() == null) {
            whole.put(of, made);
            return made;
        }
        deltas.put(of, made);
        weight += made.weight();
        for (Iterator<Ready> oldest = deltas.values().iterator(); deltas.size() > MOST || weight > HEAVIEST; ) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
        return made;
    }
}
