package org.rescueregistry.sdk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.rescueregistry.wire.MalformedException;

/** Reads many things on as many threads as there are for it. */
final class InParallel {
    private InParallel() {}

    /** Reads one. */
    interface Reading<T, R> {
        R read(T item) throws MalformedException;
    }

    /** Works something out. */
    interface Work<T> {
        T take() throws MalformedException;
    }

    /** What two works gave. */
    record Both<A, B>(A first, B second) {}

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

    /**
     * Does the first on a thread of its own and the second on this one.
     *
     * @throws MalformedException that of the first if it is refused, else that of the second
     */
    static <A, B> Both<A, B> both(Work<A> first, Work<B> second) throws MalformedException {
        CompletableFuture<A> beside = CompletableFuture.supplyAsync(() -> {
            try {
                return first.take();
            } catch (MalformedException e) {
                throw new Unreadable(e);
            }
        });
        B own;
        try {
            own = second.take();
        } catch (MalformedException e) {
            A unused = join(beside);
            throw e;
        }
        return new Both<>(join(beside), own);
    }

    private static <A> A join(CompletableFuture<A> work) throws MalformedException {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unreadable refused) {
                throw refused.why;
            }
            throw e;
        }
    }
}
