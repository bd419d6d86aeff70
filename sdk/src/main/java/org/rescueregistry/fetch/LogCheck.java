package org.rescueregistry.fetch;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;

/**
 * Checks all files of the tree of one checkpoint (C2SP tlog-tiles): every entry is hashed, every tile of every level is
 * compared with what the entries give, and the root with the checkpoint's. What differs is named, and who is wrong: see
 * {@link Blame}.
 *
 * <p>The bundles are dealt out to threads, a few at a time; what is kept of them is one hash each, until the tile above
 * is full. So memory depends on the number of threads, not on the log.
 */
public final class LogCheck {
    /** Most findings of one check; a log in which there are more is not mended leaf by leaf. */
    public static final int MOST_FINDINGS = 1000;

    /** Bundles that one thread hashes at a time. */
    private static final int SPAN = 8;

    /** Spans that may wait for their turn, for each thread. */
    private static final int AHEAD = 4;

    private final LogSource source;
    private final int threads;
    private final Progress progress;

    /** Is told how far a check is; on the thread that runs it. */
    @FunctionalInterface
    public interface Progress {
        /** {@code leaves} of {@code total} are checked; {@code bytes} were read for them. */
        void at(long leaves, long total, long bytes);
    }

    /**
     * What a check found.
     *
     * @param leaves that were hashed; all of them unless it had to stop
     * @param bytes of entry bundles that were read for them
     * @param troubles all that is not as it should be, at most {@value #MOST_FINDINGS}
     */
    public record Result(long leaves, long bytes, List<Trouble> troubles) {
        public Result {
            troubles = List.copyOf(troubles);
        }

        /** Everything is as it should be. */
        public boolean isClean() {
            return troubles.isEmpty();
        }
    }

    /**
     * A check of what {@code source} has.
     *
     * @param threads that read and hash at the same time: the number of processors for files, more for a distant server
     */
    public LogCheck(LogSource source, int threads, Progress progress) {
        this.source = source;
        this.threads = threads;
        this.progress = progress;
    }

    /** Reads everything under {@code checkpoint}, whose root is taken as what was signed. */
    public Result run(Checkpoint checkpoint) {
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "log-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return run(checkpoint, workers);
        } finally {
            workers.shutdownNow();
        }
    }

    private Result run(Checkpoint checkpoint, ExecutorService workers) {
        long size = checkpoint.size();
        long bundles = (size + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
        TileLevels levels = new TileLevels(source, size);
        Queue<BundleSpan> free = new ConcurrentLinkedQueue<>();
        Findings findings = new Findings();
        Deque<Future<BundleSpan.Hashed>> ahead = new ArrayDeque<>();
        long leaves = 0;
        long bytes = 0;
        try {
            for (long next = 0; leaves < size; ) {
                while (next < bundles && ahead.size() < threads * AHEAD) {
                    long first = next;
                    next = Math.min(bundles, next + SPAN);
                    long end = next;
                    ahead.add(workers.submit(() -> hash(free, size, first, end)));
                }
                BundleSpan.Hashed hashed = finished(ahead.remove());
                leaves += hashed.leaves();
                bytes += hashed.bytes();
                findings.add(hashed.findings());
                levels.add(hashed, findings);
                progress.at(leaves, size, bytes);
                if (findings.areTooMany()) {
                    findings.stopped(leaves);
                    return new Result(leaves, bytes, findings.named(new Blame.Unknown()));
                }
            }
            Blame blame = Blame.of(checkpoint, levels.finish(findings), source);
            return new Result(leaves, bytes, findings.named(blame));
        } catch (TroubleException stopped) {
            List<Trouble> troubles = new ArrayList<>(findings.named(new Blame.Unknown()));
            troubles.add(stopped.trouble());
            return new Result(leaves, bytes, troubles);
        }
    }

    /** With arrays that another span has finished with. */
    private BundleSpan.Hashed hash(Queue<BundleSpan> free, long size, long first, long end) throws TroubleException {
        BundleSpan used = free.poll();
        BundleSpan span = used == null ? new BundleSpan(source, size) : used;
        try {
            return span.hash(first, end);
        } finally {
            free.add(span);
        }
    }

    private static BundleSpan.Hashed finished(Future<BundleSpan.Hashed> span) throws TroubleException {
        try {
            return span.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TroubleException expected) {
                throw expected;
            }
            throw new IllegalStateException("a span of bundles could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TroubleException(
                    Trouble.Kind.UNREACHABLE, "checkpoint", new InterruptedIOException("given up").toString());
        }
    }
}
