package org.rescueregistry.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;

/**
 * A bare log: leaves whose meaning it does not know, no rulebook, no witnesses. The same leaf is in it once: adding it again gives
 * the index it has, also in the same batch, from several threads, and after a restart.
 *
 * <p>Any thread may call it.
 */
public final class LeafLog implements AutoCloseable {
    private static final long CLOSING_SECONDS = 30;

    private final LogHome home;
    private final Limits limits;
    private final LogWriter writer;
    private final Map<Digest, Long> indexes;
    private final Intake<Waiting> intake;
    private final AtomicBoolean batchDue = new AtomicBoolean();
    private final CompletableFuture<LedgerStoppedException> stopped = new CompletableFuture<>();
    private final ExecutorService serial = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "leaf-log");
        thread.setDaemon(true);
        return thread;
    });

    private volatile SignedCheckpoint published;

    private static final class Waiting {
        final byte[] leaf;
        final Digest hash;
        final CompletableFuture<Added> answer = new CompletableFuture<>();

        Waiting(byte[] leaf) {
            this.leaf = leaf;
            this.hash = Merkle.leafHash(leaf);
        }
    }

    /**
     * How much a log takes on at a time.
     *
     * @param waitingLeaves how many may wait to be written
     * @param waitingBytes how heavy they may be together
     * @param batchLeaves how many are written at once
     * @param batchBytes how heavy these may be together
     * @param retryAfter what is said to those for whom there is no room
     */
    public record Limits(int waitingLeaves, long waitingBytes, int batchLeaves, long batchBytes, Duration retryAfter) {

        public static final Limits DEFAULT = new Limits(65_536, 32 << 20, 16_384, 8 << 20, Duration.ofSeconds(1));
    }

    /** The answer to a leaf that was to be added. */
    public sealed interface Added {
        /** One method for each answer. */
        interface Cases<R> {
            R at(At answer);

            R busy(Busy answer);
        }

        <R> R match(Cases<R> cases);

        /**
         * The leaf is durable, and under the published checkpoint.
         *
         * @param index of the leaf
         * @param fresh false if it was in the log before
         */
        record At(long index, boolean fresh) implements Added {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.at(this);
            }
        }

        /** Too much waits already; the leaf was not looked at. */
        record Busy(Duration retryAfter) implements Added {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.busy(this);
            }
        }
    }

    private LeafLog(
            LogHome home, Limits limits, LogWriter writer, Map<Digest, Long> indexes, SignedCheckpoint published) {
        this.home = home;
        this.limits = limits;
        this.writer = writer;
        this.indexes = indexes;
        this.published = published;
        this.intake = new Intake<>(
                new Intake.Bounds(limits.waitingLeaves(), 0, limits.waitingBytes()), one -> one.leaf.length);
    }

    /**
     * Takes the log up where the last process left it, or begins one: an empty log, too, has a signed checkpoint.
     *
     * @throws SigningRefusedException the files, the fork guard and what was signed before disagree; nothing was signed
     */
    public static LeafLog open(LogHome home, Limits limits) throws IOException, SigningRefusedException {
        Map<Digest, Long> indexes = new HashMap<>();
        LogWriter.Opened opened = LogWriter.open(home.files(), home.guard(), home.key(), new LogWriter.Replay() {
            @Override
            public void leaf(byte[] leaf) {
                indexes.put(Merkle.leafHash(leaf), (long) indexes.size());
            }

            @Override
            public void reached(Checkpoint signed) {}
        });
        SignedCheckpoint head =
                opened.signed().orElseGet(() -> home.key().sign(new Checkpoint(home.origin(), 0, Merkle.EMPTY_ROOT)));
        opened.writer().publish(head);
        return new LeafLog(home, limits, opened.writer(), indexes, head);
    }

    /**
     * Adds a leaf of at most {@link EntryBundle#MAX_ENTRY_BYTES}, which must not change afterwards. The answer comes on the writer's
     * thread, where nothing slow may be hung on it; it fails with {@link LedgerStoppedException} when the log stopped before the
     * leaf was known to be durable.
     */
    public CompletionStage<Added> add(byte[] leaf) {
        if (leaf.length > EntryBundle.MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("a leaf of " + leaf.length + " bytes is too long");
        }
        Waiting waiting = new Waiting(leaf);
        if (!intake.offer(waiting, false)) {
            return CompletableFuture.completedFuture(new Added.Busy(limits.retryAfter()));
        }
        if (stopped.isDone()) {
            failAllWaiting();
        } else if (batchDue.compareAndSet(false, true)) {
            serial.execute(this::batch);
        }
        return waiting.answer;
    }

    private void batch() {
        batchDue.set(false);
        List<Waiting> batch = take();
        if (stopped.isDone()) {
            fail(batch);
            return;
        }
        try {
            write(batch);
        } catch (IOException | SigningRefusedException | RuntimeException e) {
            stop(e);
            fail(batch);
        }
        if (!intake.isEmpty() && batchDue.compareAndSet(false, true)) {
            serial.execute(this::batch);
        }
    }

    private void write(List<Waiting> batch) throws IOException, SigningRefusedException {
        long size = writer.size();
        List<byte[]> leaves = new ArrayList<>();
        for (Waiting waiting : batch) {
            if (indexes.putIfAbsent(waiting.hash, size + leaves.size()) == null) {
                leaves.add(waiting.leaf);
            }
        }
        if (!leaves.isEmpty()) {
            SignedCheckpoint signed = writer.append(leaves);
            writer.publish(signed);
            published = signed;
        }
        long fresh = size;
        for (Waiting waiting : batch) {
            long index = indexes.getOrDefault(waiting.hash, -1L);
            waiting.answer.complete(new Added.At(index, index == fresh));
            if (index == fresh) {
                fresh++;
            }
        }
    }

    private List<Waiting> take() {
        return intake.take(limits.batchLeaves(), limits.batchBytes());
    }

    private void stop(Throwable cause) {
        stopped.complete(new LedgerStoppedException(
                "the log has stopped and its process must be restarted: " + cause.getMessage(), cause));
        failAllWaiting();
    }

    private void failAllWaiting() {
        for (List<Waiting> some = take(); !some.isEmpty(); some = take()) {
            fail(some);
        }
    }

    private void fail(List<Waiting> waiting) {
        waiting.forEach(one -> one.answer.completeExceptionally(stopped.join()));
    }

    /** How many leaves are under the published checkpoint. */
    public long size() {
        return published.checkpoint().size();
    }

    /** What to serve as {@code <prefix>/checkpoint}: the newest signed note that was published. */
    public byte[] checkpoint() {
        return published.note().toBytes();
    }

    /** What to serve as {@code <prefix>/<path>}, from the disk; nothing if it is not under the published checkpoint. */
    public Optional<byte[]> tile(TilePath path) throws IOException {
        return path.isWithin(size()) ? home.files().read(path.toString()) : Optional.empty();
    }

    /** Finishes the batches that wait, takes no more, and lets another process take the log. Nothing happens the second time. */
    @Override
    public synchronized void close() throws IOException {
        if (serial.isShutdown()) {
            return;
        }
        try {
            serial.submit(this::drain).get(CLOSING_SECONDS, TimeUnit.SECONDS);
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            stop(e);
        } finally {
            serial.shutdown();
            home.guard().close();
        }
    }

    private void drain() {
        while (!intake.isEmpty() && !stopped.isDone()) {
            batch();
        }
        stopped.complete(new LedgerStoppedException("the log is shutting down"));
        failAllWaiting();
    }
}
