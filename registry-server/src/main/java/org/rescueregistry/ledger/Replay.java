package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Stop;
import org.rescueregistry.wire.MalformedException;

/**
 * Another log run through the reducer, leaf by leaf. A bundle is hashed up to the root of the checkpoint before any leaf of it is
 * folded, so nothing ever has to be taken back; while some are folded the next are fetched. In memory are the state and at most
 * two spans of bundles.
 */
final class Replay {
    /** Bundles that are fetched at a time, and folded together: enough that their signatures keep all processors busy. */
    private static final int SPAN = 8;

    /** Most leaves that may stand without a state leaf behind them: they are held in memory, and no honest batch is that long. */
    static final int MOST_OPEN = 1 << 16;

    private final Fold fold;
    private long taken;

    /** Is told of each batch, once its state leaf was compared; may stop the replay by throwing. */
    interface Reader {
        void closed(ClosedBatch batch) throws IOException;
    }

    Replay(String origin) {
        this.fold = Fold.start(origin);
    }

    /** How many leaves were read; the fold covers those up to the last state leaf. */
    long taken() {
        return taken;
    }

    Fold fold() {
        return fold;
    }

    /**
     * Reads on to the end of a tree that continues what was read. When it throws, or stops at rules not known here, the next call
     * goes on from there.
     *
     * @param tiles of that tree
     */
    void advance(VerifiedTiles tiles, long size, Reader reader) throws IOException {
        if (taken >= size || fold.stop().isPresent()) {
            return;
        }
        ExecutorService ahead = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "replay-read");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<List<byte[]>> next = read(ahead, tiles, taken, size);
            while (taken < size && fold.stop().isEmpty()) {
                List<byte[]> leaves = finished(next);
                long behind = taken + leaves.size();
                if (behind < size) {
                    next = read(ahead, tiles, behind, size);
                }
                take(leaves, reader);
            }
        } finally {
            ahead.shutdownNow();
        }
    }

    private void take(List<byte[]> leaves, Reader reader) throws IOException {
        List<ClosedBatch> closed = fold.appendAll(leaves);
        taken += leaves.size();
        for (ClosedBatch batch : closed) {
            reader.closed(batch);
        }
        if (fold.stop().isEmpty() && taken - fold.size() > MOST_OPEN) {
            throw new IOException("no state leaf among the " + (taken - fold.size()) + " leaves from " + fold.size());
        }
    }

    private static Future<List<byte[]>> read(ExecutorService ahead, VerifiedTiles tiles, long from, long size) {
        return ahead.submit(() -> read(tiles, from, size));
    }

    /** The leaves from {@code from} to the end of a span of bundles, or of the tree. */
    static List<byte[]> read(VerifiedTiles tiles, long from, long size) throws IOException {
        List<byte[]> leaves = new ArrayList<>();
        long end = Math.min(size, (from / TilePath.FULL_WIDTH + SPAN) * TilePath.FULL_WIDTH);
        for (long at = from; at < end; ) {
            long index = at / TilePath.FULL_WIDTH;
            EntryBundle bundle = bundle(tiles, TilePath.entriesIn(size, index));
            for (int i = (int) (at % TilePath.FULL_WIDTH); i < bundle.width(); i++) {
                leaves.add(bundle.entry(i));
            }
            at = index * TilePath.FULL_WIDTH + bundle.width();
        }
        return leaves;
    }

    private static EntryBundle bundle(VerifiedTiles tiles, TilePath path) throws IOException {
        try {
            return EntryBundle.parse(path, tiles.read(path));
        } catch (MalformedException e) {
            throw new IOException(path + " is malformed: " + e.getMessage(), e);
        }
    }

    private static List<byte[]> finished(Future<List<byte[]>> read) throws IOException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            throw new IllegalStateException("a bundle could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the replay was given up", e);
        }
    }

    /** Where it cannot go on, in words; empty where it can. */
    String tooOld() {
        return fold.stop().map(Replay::words).orElse("");
    }

    private static String words(Stop stop) {
        return "leaf " + stop.index() + " follows rules that this program does not know ("
                + stop.cause().text() + "): it needs a newer one";
    }
}
