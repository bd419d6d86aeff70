package org.rescueregistry.ledger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.SignedCheckpoint;

/**
 * Brings the newest signed checkpoint before the witnesses, and makes it public when they suffice: steps 7 and 8 of the order told
 * in {@link LogWriter}. One checkpoint at a time; those signed meanwhile are passed over for the newest. Sequencing does not wait
 * for it. Everything happens on the serial executor.
 */
final class Publisher {
    private final LogWriter writer;
    private final Witnessing witnessing;
    private final ScheduledExecutorService serial;
    private final Pace pace;
    private final Consumer<Throwable> stop;
    private final Consumer<Published> shown;

    private volatile @Nullable Published published;
    private @Nullable Head newest;
    private boolean asking;

    private record Head(SignedCheckpoint signed, LedgerView view) {}

    Publisher(LogWriter writer, Witnessing witnessing, ScheduledExecutorService serial, Pace pace, Told told) {
        this.writer = writer;
        this.witnessing = witnessing;
        this.serial = serial;
        this.pace = pace;
        this.stop = told.stop();
        this.shown = told.shown();
    }

    /**
     * Who is told.
     *
     * @param stop of a failure: nothing more may be published
     * @param shown of each checkpoint that was made public
     */
    record Told(Consumer<Throwable> stop, Consumer<Published> shown) {}

    /** What is public; nothing until witnesses sufficed for the first time. Any thread. */
    Optional<Published> published() {
        return Optional.ofNullable(published);
    }

    /** Takes up what a process before this one made public. Before {@link #start}. */
    void resume(Published before) {
        published = before;
        shown.accept(before);
    }

    /** Begins to ask, and asks again for fresh cosignatures from time to time. */
    void start(SignedCheckpoint signed, LedgerView view) {
        newest = new Head(signed, view);
        serial.execute(this::ask);
        long every = pace.refresh().toMillis();
        Future<?> unused = serial.scheduleWithFixedDelay(this::ask, every, every, TimeUnit.MILLISECONDS);
    }

    /** The log has signed a larger tree. */
    void signed(SignedCheckpoint signed, LedgerView view) {
        newest = new Head(signed, view);
        ask();
    }

    private void ask() {
        Head head = newest;
        if (asking || head == null) {
            return;
        }
        asking = true;
        CompletableFuture<Void> unused = witnessing
                .ask(head.signed())
                .handleAsync(
                        (result, failure) -> {
                            asking = false;
                            if (failure != null) {
                                stop.accept(failure);
                            } else {
                                decided(head, result);
                            }
                            return null;
                        },
                        serial);
    }

    private void decided(Head head, Optional<CosignedCheckpoint> cosigned) {
        if (cosigned.isEmpty()) {
            // What is public stays public. A new batch asks at once; without one, this does.
            Future<?> unused = serial.schedule(this::ask, pace.retry().toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        try {
            writer.publish(cosigned.get().signed());
        } catch (Throwable e) {
            // Errors too: a publisher that ended silently would leave everyone waiting for the next checkpoint.
            stop.accept(e);
            return;
        }
        Published next = new Published(cosigned.get(), head.view());
        published = next;
        shown.accept(next);
        if (newest != null && newest.view().size() > head.view().size()) {
            ask();
        }
    }
}
