package org.rescueregistry.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
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
 * The entry bundles of one tree, a few at a time, read by several threads: each was hashed up to the root that was signed
 * before it is given. So whoever goes on with one has checked it, and memory depends on the chunk, not on the log.
 */
final class BundleChunks implements AutoCloseable {
    /** Bundles of one chunk. */
    static final int CHUNK = 8;

    private static final int THREADS = 4;

    private final VerifiedTiles tree;
    private final long size;
    private final ExecutorService workers;

    /** A bundle, and the verified hashes of its entries one after the other. */
    static final class Verified {
        private final EntryBundle bundle;
        private final long bytes;
        private final byte[] hashes;

        private Verified(EntryBundle bundle, long bytes, byte[] ownedHashes) {
            this.bundle = bundle;
            this.bytes = bytes;
            this.hashes = ownedHashes;
        }

        EntryBundle bundle() {
            return bundle;
        }

        long bytes() {
            return bytes;
        }

        Digest leafHash(int i) {
            return Digest.of(hashes, i * Digest.SIZE);
        }
    }

    BundleChunks(VerifiedTiles tree, long size) {
        this.tree = tree;
        this.size = size;
        this.workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "log-reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The bundles from number {@code first} on, at most {@link #CHUNK}. */
    List<Verified> read(long first) throws TroubleException {
        long bundles = (size + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
        List<Future<Verified>> asked = new ArrayList<>();
        for (long index = first; index < Math.min(bundles, first + CHUNK); index++) {
            long number = index;
            asked.add(workers.submit(() -> bundle(number)));
        }
        List<Verified> read = new ArrayList<>();
        for (Future<Verified> one : asked) {
            read.add(finished(one));
        }
        return read;
    }

    private Verified bundle(long index) throws TroubleException {
        int width = TilePath.widthIn(size, 0, index);
        TilePath path = TilePath.entries(index, width);
        try {
            byte[] hashes = tree.read(TilePath.hashes(0, index, width));
            byte[] bytes = tree.bundle(path, hashes);
            return new Verified(EntryBundle.parse(path, bytes), bytes.length, hashes);
        } catch (UntrueTileException e) {
            throw new TroubleException(Trouble.Kind.INCONSISTENT, path.toString(), LogReader.message(e));
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, path.toString(), LogReader.message(e));
        } catch (MalformedException e) {
            throw new TroubleException(Trouble.Kind.MALFORMED, path.toString(), LogReader.message(e));
        }
    }

    private static Verified finished(Future<Verified> bundle) throws TroubleException {
        try {
            return bundle.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TroubleException expected) {
                throw expected;
            }
            throw new IllegalStateException("a bundle could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TroubleException(
                    Trouble.Kind.UNREACHABLE, "checkpoint", new InterruptedIOException("given up").toString());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
