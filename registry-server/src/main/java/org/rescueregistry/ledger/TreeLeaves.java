package org.rescueregistry.ledger;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/** The leaves of one tree of our own log, from its files; the bundle read last is kept. Not for several threads. */
public final class TreeLeaves {
    private final long size;
    private final TileReader tiles;
    private long at = -1;
    private @Nullable EntryBundle bundle;

    /** @param size of the tree, which may be one that is not public yet */
    public TreeLeaves(long size, TileReader tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    long size() {
        return size;
    }

    /** The leaf at an index below the size. */
    public byte[] leaf(long index) throws IOException {
        long number = index / TilePath.FULL_WIDTH;
        EntryBundle known = bundle;
        if (known == null || at != number) {
            TilePath path = TilePath.entriesIn(size, number);
            try {
                known = EntryBundle.parse(path, tiles.read(path));
            } catch (MalformedException e) {
                throw new IOException("a bundle of our own log is damaged: " + path, e);
            }
            bundle = known;
            at = number;
        }
        return known.entry((int) (index % TilePath.FULL_WIDTH));
    }

    /** The first state leaf at {@code from} or behind it; null if there is none. */
    @Nullable
    StateLeaf firstState(long from) throws IOException {
        for (long index = from; index < size; index++) {
            byte[] leaf = leaf(index);
            if (StateLeaf.looksLike(leaf)) {
                try {
                    return StateLeaf.parse(leaf);
                } catch (MalformedException e) {
                    throw new IOException("leaf " + index + " of our own log is no state leaf", e);
                }
            }
        }
        return null;
    }
}
