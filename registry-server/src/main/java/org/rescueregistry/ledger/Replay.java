package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.rescueregistry.fetch.BundlesAhead;
import org.rescueregistry.fetch.LeavesAgain;
import org.rescueregistry.fetch.TreeFold;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Stop;
import org.rescueregistry.wire.MalformedException;

/**
 * Another log run through the reducer, leaf by leaf. A bundle is hashed up to the root of the checkpoint before any leaf of it is
 * folded, so nothing ever has to be taken back. In memory are the state and a few bundles.
 */
final class Replay {
    /** Most leaves that may stand without a state leaf behind them: they are held in memory, and no honest batch is that long. */
    static final int MOST_OPEN = 1 << 16;

    private Fold fold;
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

    /**
     * Goes on from where an earlier replay had come, if the tree is one that continues it: every leaf up to there is read and hashed up
     * to the root, and none is judged again.
     *
     * @param tiles of the tree
     * @return the state leaf that the earlier replay ended with; nothing if what it left does not fit to this tree
     * @throws IOException a leaf could not be had
     */
    Optional<StateLeaf> resume(Replayed earlier, VerifiedTiles tiles, long size) throws IOException {
        long far = earlier.tree().size();
        try {
            if (far > size || !tiles.root(far).equals(earlier.tree().root())) {
                return Optional.empty();
            }
            StateLeaf end = StateLeaf.parse(leaf(tiles, size, far - 1));
            CompletableFuture<Optional<Fold>> restoring = CompletableFuture.supplyAsync(() -> restored(earlier, end));
            LeavesAgain.require(tiles, size, far);
            Optional<Fold> restored = restoring.join().filter(at -> at.size() == far);
            restored.ifPresent(at -> {
                fold = at;
                taken = far;
            });
            return restored.map(at -> end);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fold> restored(Replayed earlier, StateLeaf end) {
        try {
            earlier.requireWhole();
            return Optional.of(Fold.restored(earlier.image(), end));
        } catch (MalformedException e) {
            return Optional.empty();
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
