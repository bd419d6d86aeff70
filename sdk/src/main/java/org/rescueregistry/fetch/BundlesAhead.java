package org.rescueregistry.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * The entry bundles of a tree one after the other, while several threads read the next ones: memory depends on how far ahead
 * they are, not on the log. For one thread; whoever made it closes it.
 */
public final class BundlesAhead implements AutoCloseable {
    /** Bundles that are read or wait to be taken. */
    private static final int AHEAD = 8;

    private static final int THREADS = 4;

    private final Source source;
    private final long end;
    private final ExecutorService workers;
    private final Deque<Future<Read>> asked = new ArrayDeque<>();
    private long next;

    /** Gives bundle {@code index}; called by several threads. */
    interface Source {
        Read bundle(long index) throws IOException, MalformedException;
    }

    /** A bundle that was read, and the hashes of its entries one after the other. */
    public static final class Read {
        private final long index;
        private final EntryBundle bundle;
        private final byte[] hashes;

        Read(long index, EntryBundle bundle, byte[] ownedHashes) {
            this.index = index;
            this.bundle = bundle;
            this.hashes = ownedHashes;
        }

        /** The number of its first entry. */
        public long first() {
            return index * TilePath.FULL_WIDTH;
        }

        /** The number behind its last entry. */
        public long end() {
            return first() + bundle.width();
        }

        /** Its entries from number {@code from} of the log up to and without {@code to}, as far as it has them. */
        public List<byte[]> entries(long from, long to) {
            int begin = (int) Math.max(0, from - first());
            return bundle.entries().subList(begin, (int) (Math.min(end(), to) - first()));
        }

        EntryBundle bundle() {
            return bundle;
        }

        TilePath path() {
            return TilePath.entries(index, bundle.width());
        }

        /** The hash of entry {@code number} of the log. */
        Digest leafHash(long number) {
            return Digest.of(hashes, (int) (number - first()) * Digest.SIZE);
        }
    }

    BundlesAhead(Source source, long from, long to) {
        this.source = source;
        this.next = from / TilePath.FULL_WIDTH;
        this.end = (to + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
        this.workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "log-reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The bundles of the tree of {@code size} leaves that hold its leaves {@code from} up to {@code to}; each was hashed up to the
     * root that was signed before it is given.
     */
    public static BundlesAhead of(VerifiedTiles tree, long size, long from, long to) {
        return new BundlesAhead(index -> verified(tree, TilePath.entriesIn(size, index)), from, to);
    }

    private static Read verified(VerifiedTiles tree, TilePath path) throws IOException {
        byte[] hashes = tree.read(TilePath.hashes(0, path.index(), path.width()));
        byte[] bytes = tree.bundle(path, hashes);
        try {
            return new Read(path.index(), EntryBundle.parse(path, bytes), hashes);
        } catch (MalformedException e) {
            throw new UntrueTileException(path, "is malformed: " + e.getMessage());
        }
    }

    /** Whether there is another. */
    public boolean hasNext() {
        ask();
        return !asked.isEmpty();
    }

    /** Whether {@link #next()} will not have to wait. */
    boolean isReady() {
        ask();
        Future<Read> first = asked.peek();
        return first != null && first.isDone();
    }

    /** The number of the bundle that {@link #next()} gives. */
    long nextIndex() {
        return next - asked.size();
    }

    /** The next bundle. If it cannot be had it stays the next one, and asking again gives the same answer. */
    public Read next() throws IOException, MalformedException {
        ask();
        Read read = finished(asked.element());
        asked.remove();
        return read;
    }

    private void ask() {
        while (next < end && asked.size() < AHEAD) {
            long index = next++;
            asked.add(workers.submit(() -> source.bundle(index)));
        }
    }

    private static Read finished(Future<Read> bundle) throws IOException, MalformedException {
        try {
            return bundle.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            if (e.getCause() instanceof MalformedException expected) {
                throw expected;
            }
            throw new IllegalStateException("a bundle could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("given up");
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
