package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rescueregistry.fetch.UntrueTileException;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;

/**
 * Copies the tiles and bundles of a tree into files. Each was hashed up to the root of the checkpoint before it is kept
 * ({@link VerifiedTiles}), and all are durable when {@link #run} returns; what they are called in the end, a mirror's new
 * checkpoint or a restored log, is the caller's next step.
 *
 * <p>If the process dies within, the files hold parts of a tree that nobody has been told of. The next run finds the
 * bundles that are there already and does not ask for them again.
 */
public final class LogCopy {
    /** Bundles that are fetched at the same time, and then written together. */
    private static final int BATCH = 32;

    private static final int THREADS = 8;

    private final LogFiles files;
    private final Progress progress;

    /** Is told how far a copy is. */
    @FunctionalInterface
    public interface Progress {
        void at(long leaves, long total);
    }

    public LogCopy(LogFiles files, Progress progress) {
        this.files = files;
        this.progress = progress;
    }

    /**
     * Brings the files from the tree of {@code from} leaves, a beginning of the new one, to the tree of {@code to}.
     *
     * @param sources asked one after the other for what is not here
     * @throws UntrueTileException the last of them gives something else than was signed
     */
    public void run(long from, Checkpoint to, List<? extends TileReader> sources) throws IOException {
        List<TileReader> all = new ArrayList<>();
        all.add(path -> files.read(path.toString()).orElseThrow(() -> new IOException(path + " is not here yet")));
        all.addAll(sources);
        VerifiedTiles signed = new VerifiedTiles(to, all);
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "log-copy");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long bundles = bundles(to.size());
            for (long first = from / TilePath.FULL_WIDTH; first < bundles; first += BATCH) {
                List<TilePath> batch = new ArrayList<>();
                for (long index = first; index < Math.min(bundles, first + BATCH); index++) {
                    batch.add(TilePath.entries(index, TilePath.widthIn(to.size(), 0, index)));
                }
                write(fetch(batch, signed, workers));
                progress.at(Math.min(to.size(), (first + BATCH) * TilePath.FULL_WIDTH), to.size());
            }
            write(upperTiles(from, to.size(), signed));
        } finally {
            workers.shutdownNow();
        }
    }

    private static long bundles(long size) {
        return (size + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
    }

    private static SortedMap<String, byte[]> fetch(
            List<TilePath> bundles, VerifiedTiles signed, ExecutorService workers) throws IOException {
        List<Future<SortedMap<String, byte[]>>> fetched = new ArrayList<>();
        for (TilePath path : bundles) {
            fetched.add(workers.submit(() -> fetch(path, signed)));
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Future<SortedMap<String, byte[]>> one : fetched) {
            files.putAll(finished(one));
        }
        return files;
    }

    /** A bundle and its tile of leaf hashes. */
    private static SortedMap<String, byte[]> fetch(TilePath path, VerifiedTiles signed) throws IOException {
        TilePath tile = TilePath.hashes(0, path.index(), path.width());
        byte[] hashes = signed.read(tile);
        return new TreeMap<>(Map.of(tile.toString(), hashes, path.toString(), signed.bundle(path, hashes)));
    }

    private static <T> T finished(Future<T> read) throws IOException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            throw new IllegalStateException("a tile could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the copying was given up", e);
        }
    }

    /** The tiles above the leaf hashes that are new or wider than before: one in 256 of the others. */
    private static SortedMap<String, byte[]> upperTiles(long from, long to, VerifiedTiles signed) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int level = 1; level <= TilePath.MAX_LEVEL && to >>> (Byte.SIZE * level) > 0; level++) {
            long first = (from >>> (Byte.SIZE * level)) / TilePath.FULL_WIDTH;
            for (long index = first; TilePath.widthIn(to, level, index) > 0; index++) {
                TilePath path = TilePath.hashes(level, index, TilePath.widthIn(to, level, index));
                files.put(path.toString(), signed.read(path));
            }
        }
        return files;
    }

    /** Writes what is not there, or not right; what is there may never have been forced. */
    private void write(SortedMap<String, byte[]> wanted) throws IOException {
        SortedMap<String, byte[]> missing = new TreeMap<>();
        List<String> there = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : wanted.entrySet()) {
            Optional<byte[]> kept = files.read(file.getKey());
            if (kept.isPresent() && Arrays.equals(kept.get(), file.getValue())) {
                there.add(file.getKey());
            } else {
                missing.put(file.getKey(), file.getValue());
            }
        }
        if (!missing.isEmpty()) {
            files.write(missing);
        }
        files.settle(there);
    }
}
