package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.function.Consumer;
import org.rescueregistry.fetch.BundlesAhead;
import org.rescueregistry.fetch.TreeFold;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Stop;
import org.rescueregistry.wire.MalformedException;

/**
 * Another log run through the reducer, leaf by leaf. A bundle is hashed up to the root of the checkpoint before any leaf of it is
 * folded, so nothing ever has to be taken back. In memory are the state and a few bundles.
 */
final class Replay {
    /** Most leaves that may stand without a state leaf behind them: they are held in memory, and no honest batch is that long. */
    static final int MOST_OPEN = 1 << 16;

    private final Fold fold;
    private long taken;

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
     * @param closed is told of each batch, once its state leaf was compared
     */
    void advance(VerifiedTiles tiles, long size, Consumer<ClosedBatch> closed) throws IOException, MalformedException {
        try (TreeFold leaves = new TreeFold(fold, BundlesAhead.of(tiles, size, taken, size), taken, size)) {
            while (fold.stop().isEmpty() && leaves.hasNext()) {
                taken = leaves.next(closed).end();
                if (fold.stop().isEmpty() && taken - fold.size() > MOST_OPEN) {
                    throw new IOException(
                            "no state leaf among the " + (taken - fold.size()) + " leaves from " + fold.size());
                }
            }
        }
    }

    /** Leaf {@code index} of a tree. */
    static byte[] leaf(VerifiedTiles tiles, long size, long index) throws IOException, MalformedException {
        try (BundlesAhead bundle = BundlesAhead.of(tiles, size, index, index + 1)) {
            return bundle.next().entries(index, index + 1).get(0);
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
