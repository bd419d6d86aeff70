package org.rescueregistry.sdk;

import java.util.List;
import org.rescueregistry.wire.MalformedException;

/** Reads many things on as many threads as there are for it. */
final class InParallel {
    private InParallel() {}

    /** Reads one. */
    interface Reading<T, R> {
        R read(T item) throws MalformedException;
    }

    /** Carries a refusal through a stream. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final MalformedException why;

        Unreadable(MalformedException why) {
            super(why);
            this.why = why;
        }
    }

    /**
     * What all of them read as, in their order.
     *
     * @throws MalformedException one of those that were refused
     */
    static <T, R> List<R> read(List<T> items, Reading<T, R> reading) throws MalformedException {
        try {
            return items.parallelStream()
                    .map(item -> {
                        try {
                            return reading.read(item);
                        } catch (MalformedException e) {
                            throw new Unreadable(e);
                        }
                    })
                    .toList();
        } catch (Unreadable e) {
            throw e.why;
        }
    }
}
