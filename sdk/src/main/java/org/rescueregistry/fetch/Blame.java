package org.rescueregistry.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;

/**
 * Says who is wrong where tiles and entries differ. The root is signed, so it decides: if the entries give it, a tile that
 * differs is wrong. If they do not, the tiles are followed from the root down: the hash above a tile says whether the tile
 * or the entries below it are the ones that were signed. Where the tiles do not lead down from the root, both are named.
 */
interface Blame {
    /** Whose fault one difference is. */
    enum Fault {
        TILE,
        ENTRIES,
        EITHER
    }

    Fault of(Difference difference);

    /** Whether entries and tiles, when they agree, have the root that was signed. */
    boolean rootIsSigned();

    /**
     * The judge of a tree.
     *
     * @param computed root of the entries; null where some could not be read
     */
    static Blame of(Checkpoint checkpoint, @Nullable Digest computed, LogSource source) {
        return computed != null && computed.equals(checkpoint.root())
                ? new EntriesAreRight()
                : new FollowTiles(new VerifiedTiles(checkpoint, source), computed == null);
    }

    /** The entries give the root. */
    record EntriesAreRight() implements Blame {
        @Override
        public Fault of(Difference difference) {
            return Fault.TILE;
        }

        @Override
        public boolean rootIsSigned() {
            return true;
        }
    }

    /** The check had to stop before anything could be compared with the root. */
    record Unknown() implements Blame {
        @Override
        public Fault of(Difference difference) {
            return Fault.EITHER;
        }

        @Override
        public boolean rootIsSigned() {
            return true;
        }
    }

    /**
     * The entries do not give the root.
     *
     * @param incomplete because some could not be read
     */
    record FollowTiles(VerifiedTiles tiles, boolean incomplete) implements Blame {
        @Override
        public Fault of(Difference difference) {
            try {
                if (!difference.path().isFull()) {
                    // The partial tiles together give the root, or this throws.
                    return tiles.edge().isEmpty() ? Fault.EITHER : Fault.ENTRIES;
                }
                Digest signed = tiles.node(
                        difference.path().level() + 1, difference.path().index());
                if (is(signed, difference.served())) {
                    return Fault.ENTRIES;
                }
                return is(signed, difference.computed()) ? Fault.TILE : Fault.EITHER;
            } catch (IOException noWayDown) {
                return Fault.EITHER;
            }
        }

        private static boolean is(Digest signed, @Nullable Digest root) {
            return root != null && root.equals(signed);
        }

        @Override
        public boolean rootIsSigned() {
            return incomplete;
        }
    }
}
