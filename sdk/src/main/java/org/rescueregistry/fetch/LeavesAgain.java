package org.rescueregistry.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.rescueregistry.log.TilePath;

/**
 * Reads leaves of a tree once more, only to hash them up to the root that was signed: for whoever has folded them before and wants to
 * know that they are still what the log shows. Several threads, each in an array of its own.
 */
public final class LeavesAgain {
    private static final int THREADS = 4;

    private final VerifiedTiles tree;
    private final long size;

    /** Number of the next bundle that a thread takes. */
    private final AtomicLong next = new AtomicLong();

    private final long end;

    private LeavesAgain(VerifiedTiles tree, long size, long leaves) {
        this.tree = tree;
        this.size = size;
        this.end = (leaves + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
    }

    /**
     * Demands that all bundles with the first {@code leaves} leaves can be had and are those of the tree.
     *
     * @param size leaves of the whole tree
     * @throws IOException one cannot be had, or is not the one that was signed
     */
    public static void require(VerifiedTiles tree, long size, long leaves) throws IOException {
        new LeavesAgain(tree, size, leaves).require();
    }

    private void require() throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "log-hash");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(workers.submit(() -> {
                    hash();
                    return null;
                }));
            }
            for (Future<?> one : all) {
                finish(one);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private void hash() throws IOException {
        VerifiedTiles.Room room = new VerifiedTiles.Room();
        for (long index = next.getAndIncrement(); index < end; index = next.getAndIncrement()) {
            tree.require(TilePath.entriesIn(size, index), room);
        }
    }

    private static void finish(Future<?> hashing) throws IOException {
        try {
            hashing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            throw new IllegalStateException("leaves could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("given up").initCause(e);
        }
    }
}
