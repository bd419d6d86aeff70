package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.HashedEntry;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;

/**
 * A bare log: leaves whose meaning it does not know, no rulebook, no witnesses. The same leaf is in it once: adding it again gives
 * the index it has, also in the same batch, from several threads, and after a restart.
 *
 * <p>Three threads hand batches on, each doing some of the steps told in {@link LogWriter}: while one batch is forced, the next is
 * computed and the one before becomes public. What waits meanwhile goes into the next, so batches grow with the load. Any thread
 * may call it.
 */
public final class LeafLog implements AutoCloseable {
    private static final long CLOSING_SECONDS = 30;

    /** How many batches are on their way at a time: one with each thread. */
    private static final int UNDER_WAY = 3;

    /**
     * Batches lighter than this follow each other one at a time, and wait a moment until they are as large as the last one: forcing,
     * signing and publishing cost the same for one leaf as for thousands.
     */
    private static final long LIGHT_BYTES = 1 << 20;

    /** How many places of the index are read ahead: more of them are no longer near when their turn comes. */
    private static final int LOOKED_UP_TOGETHER = 64;

    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final int MOST_LOOKS = 20;

    private final LogHome home;
    private final Limits limits;
    private final LogWriter writer;
    private final LeafHashes hashes;
    private final LeafIndex index;
    private final Intake<Waiting> intake;
    private final Semaphore underWay = new Semaphore(UNDER_WAY);
    private final ExecutorService preparing = thread("leaf-log prepare");
    private final ExecutorService deciding = thread("leaf-log decide");
    private final ScheduledThreadPoolExecutor publishing = thread("leaf-log publish");

    private volatile SignedCheckpoint published;

    /** Whether the file of the checkpoint was written a moment ago, and what is in it; the publishing thread's. */
    private boolean justShown;

    private SignedCheckpoint shown;

    /** How many leaves the last batch had; the preparing thread's. */
    private int lastBatch;

    /** A leaf that was offered, and what to answer. */
    private static final class Waiting implements Intake.Waiting {
        final CompletableFuture<Added> answer = new CompletableFuture<>();
        private final int bytes;
        private @Nullable HashedEntry leaf;
        long index;
        boolean fresh;

        Waiting(byte[] leaf) {
            this.leaf = HashedEntry.of(leaf);
            this.bytes = this.leaf.bundledLength();
        }

        @Override
        public long bytes() {
            return bytes;
        }

        Digest hash() {
            return Objects.requireNonNull(leaf).leafHash();
        }

        /** The leaf, once: its bytes go into a bundle then, and are not kept twice while that is forced and made public. */
        HashedEntry take() {
            HashedEntry taken = Objects.requireNonNull(leaf);
            leaf = null;
            return taken;
        }

        @Override
        public CompletableFuture<Added> answer() {
            return answer;
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

        public static final Limits DEFAULT = new Limits(65_536, 8 << 20, 16_384, 4 << 20, Duration.ofSeconds(1));
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

    private LeafLog(LogHome home, Limits limits, LogWriter writer, SignedCheckpoint published) {
        this.home = home;
        this.limits = limits;
        this.writer = writer;
        this.published = published;
        this.shown = published;
        this.hashes = new LeafHashes(home.files(), writer.size());
        this.index = new LeafIndex(hashes, writer.size());
        this.intake = new Intake<>(new Intake.Bounds(
                limits.waitingLeaves(), 0, limits.waitingBytes(), limits.batchLeaves(), limits.batchBytes()));
    }

    /** Takes all leaves that are there into the index. */
    private void remember() throws IOException {
        for (long next = 0; next < writer.size(); ) {
            byte[] tile = hashes.tile(next / TilePath.FULL_WIDTH);
            List<Digest> leaves = new ArrayList<>(TilePath.FULL_WIDTH);
            for (int at = 0; at < tile.length; at += Digest.SIZE) {
                leaves.add(Digest.of(tile, at));
            }
            index.lookAhead(leaves);
            for (Digest leaf : leaves) {
                long unused = index.putIfAbsent(leaf, next++);
            }
        }
    }

    /** What it was to do some time later it does no more once it is shut down: then others may have the log. */
    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /**
     * Takes the log up where the last process left it, or begins one: an empty log, too, has a signed checkpoint. Of what is there
     * it hashes the right edge again, and reads the leaf hashes, not the leaves.
     *
     * @throws SigningRefusedException the files, the fork guard and what was signed before disagree; nothing was signed
     */
    public static LeafLog open(LogHome home, Limits limits) throws IOException, SigningRefusedException {
        LogWriter.Opened opened = LogWriter.openAtEdge(home);
        SignedCheckpoint head =
                opened.signed().orElseGet(() -> home.key().sign(new Checkpoint(home.origin(), 0, Merkle.EMPTY_ROOT)));
        opened.writer().show(head);
        LeafLog log = new LeafLog(home, limits, opened.writer(), head);
        log.remember();
        opened.writer().sweep();
        return log;
    }

    /**
     * Adds a leaf of at most {@link EntryBundle#MAX_ENTRY_BYTES}. The answer comes on a thread of the writer, where nothing slow may
     * be hung on it; it fails with {@link LedgerStoppedException} when the log stopped before the leaf was known to be durable.
     */
    public CompletionStage<Added> add(byte[] leaf) {
        Waiting waiting = new Waiting(leaf);
        if (!intake.offer(waiting, false)) {
            return CompletableFuture.completedFuture(new Added.Busy(limits.retryAfter()));
        }
        if (intake.claimBatch()) {
            preparing.execute(this::batch);
        }
        return waiting.answer;
    }

    private void batch() {
        awaitTurn();
        List<Waiting> batch = new ArrayList<>();
        step(batch, () -> {
            intake.moveBatch(batch);
            lastBatch = batch.size();
            List<HashedEntry> fresh = place(batch);
            Optional<StagedBatch> staged = fresh.isEmpty() ? Optional.empty() : Optional.of(writer.prepare(fresh));
            deciding.execute(() -> decide(batch, staged));
        });
        if (intake.claimBatch()) {
            preparing.execute(this::batch);
        }
    }

    /**
     * Takes one permit of {@link #underWay}, for a light batch once no other is under way. A leaf that comes after one that came alone
     * does not wait.
     */
    private void awaitTurn() {
        if (intake.bytes() >= LIGHT_BYTES) {
            underWay.acquireUninterruptibly();
            return;
        }
        underWay.acquireUninterruptibly(UNDER_WAY);
        underWay.release(UNDER_WAY - 1);
        // Those who were answered last come back, most of them: once as many wait again, waiting longer gains nothing.
        for (int looks = 0; looks < MOST_LOOKS && intake.size() < lastBatch; looks++) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Gives each leaf its index, and returns those that are new. */
    private List<HashedEntry> place(List<Waiting> batch) throws IOException {
        long next = writer.size();
        List<HashedEntry> fresh = new ArrayList<>(batch.size());
        List<Digest> begun = new ArrayList<>(batch.size());
        hashes.begin(next, begun);
        List<Digest> wanted = batch.stream().map(Waiting::hash).toList();
        for (int i = 0; i < wanted.size(); i++) {
            if (i % LOOKED_UP_TOGETHER == 0) {
                index.lookAhead(wanted.subList(i, Math.min(wanted.size(), i + LOOKED_UP_TOGETHER)));
            }
            Waiting waiting = batch.get(i);
            Digest hash = wanted.get(i);
            HashedEntry leaf = waiting.take();
            waiting.index = index.putIfAbsent(hash, next + fresh.size());
            waiting.fresh = waiting.index == next + fresh.size();
            if (waiting.fresh) {
                fresh.add(leaf);
                begun.add(hash);
            }
        }
        return fresh;
    }

    /** A batch of known leaves goes the same way: the ones before it may hold them, and have to be public first. */
    private void decide(List<Waiting> batch, Optional<StagedBatch> staged) {
        step(batch, () -> {
            Optional<SignedCheckpoint> signed =
                    staged.isPresent() ? Optional.of(writer.decide(staged.get())) : Optional.empty();
            publishing.execute(() -> publish(batch, staged, signed));
        });
    }

    private void publish(List<Waiting> batch, Optional<StagedBatch> staged, Optional<SignedCheckpoint> signed) {
        step(batch, () -> {
            if (staged.isPresent() && signed.isPresent()) {
                writer.expose(staged.get());
                published = signed.get();
                hashes.exposed(size());
                show();
            }
            for (Waiting waiting : batch) {
                waiting.answer.complete(new Added.At(waiting.index, waiting.fresh));
            }
            underWay.release();
        });
    }

    /**
     * Brings the checkpoint's file up to date, at most once in {@link #SHOWN_AGAIN}: it is for those who read the folder, and what it
     * says can be signed again. Readers of this log get the newest at once.
     */
    private void show() throws IOException, SigningRefusedException {
        if (justShown || shown.equals(published)) {
            return;
        }
        writer.show(published);
        shown = published;
        justShown = true;
        Future<?> unused = publishing.schedule(this::showAgain, SHOWN_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void showAgain() {
        justShown = false;
        try {
            show();
        } catch (Throwable e) {
            stop(e);
        }
    }

    private interface Step {
        void run() throws IOException, SigningRefusedException;
    }

    /** Whatever goes wrong, a full heap too, stops the log and is told to the batch: nobody waits for an answer that never comes. */
    private void step(List<Waiting> batch, Step step) {
        try {
            if (!intake.isStopped()) {
                step.run();
                return;
            }
        } catch (Throwable e) {
            stop(e);
        }
        underWay.release();
        intake.fail(batch);
    }

    private void stop(Throwable cause) {
        intake.stop(new LedgerStoppedException(
                "the log has stopped and its process must be restarted: " + cause.getMessage(), cause));
    }

    /** Comes when the log stops by itself or is closed. After the former the process has to be restarted. */
    public CompletionStage<LedgerStoppedException> stopped() {
        return intake.stopped();
    }

    /** The checkpoint that covers all that was answered; another one after each batch. */
    public SignedCheckpoint published() {
        return published;
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

    /** Where the bytes of {@link #tile} are a file of their own, if it is there. */
    public Optional<Path> file(TilePath path) {
        return home.files().file(path.toString());
    }

    /** Finishes the batches that wait, takes no more, and lets another process take the log. Nothing happens the second time. */
    @Override
    public synchronized void close() throws IOException {
        if (publishing.isShutdown()) {
            return;
        }
        try {
            preparing.submit(this::drain).get(CLOSING_SECONDS, TimeUnit.SECONDS);
            publishing.submit(this::showAgain).get(CLOSING_SECONDS, TimeUnit.SECONDS);
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            stop(e);
        } finally {
            List.of(preparing, deciding, publishing).forEach(ExecutorService::shutdown);
            home.guard().close();
        }
    }

    private void drain() {
        while (!intake.isEmpty() && !intake.isStopped()) {
            batch();
        }
        underWay.acquireUninterruptibly(UNDER_WAY);
        intake.stop(new LedgerStoppedException("the log is shutting down"));
        underWay.release(UNDER_WAY);
    }
}
