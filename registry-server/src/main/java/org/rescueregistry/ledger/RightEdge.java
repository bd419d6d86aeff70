package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.HashedEntry;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * The part of a tree that still grows: its partial tiles, one for each level, and its partial entry bundle. All that appending
 * needs, however large the tree; kept in memory so that a file changed on the disk cannot get into the next root.
 *
 * <p>Immutable: {@link #grow} computes and changes nothing, so a batch that was not written has not happened in memory either.
 */
final class RightEdge {
    private static final int LEVELS = Long.SIZE / Byte.SIZE;

    static final RightEdge EMPTY = new RightEdge(0, Merkle.EMPTY_ROOT, Map.of());

    private final long size;
    private final Digest root;
    private final Map<TilePath, byte[]> partial;

    /** The edge of the tree of this size and root, out of its partial tiles and its partial bundle. */
    RightEdge(long size, Digest root, Map<TilePath, byte[]> partial) {
        this.size = size;
        this.root = root;
        this.partial = Map.copyOf(partial);
    }

    long size() {
        return size;
    }

    Digest root() {
        return root;
    }

    /** The partial tiles and the partial bundle of this tree. */
    Map<TilePath, byte[]> files() {
        return partial;
    }

    /** What appending {@code leaves}, at least one, would add. */
    Growth grow(List<HashedEntry> leaves) {
        try {
            return Growth.appendHashed(size, leaves, path -> part(partial, path));
        } catch (IOException | MalformedException e) {
            throw new IllegalStateException("the edge of a tree of " + size + " leaves is not whole", e);
        }
    }

    /** The edge once {@code growth} has been added. */
    RightEdge plus(Growth growth) {
        Map<TilePath, byte[]> kept = new HashMap<>();
        long count = growth.newSize();
        keepIfPartial(kept, growth, count, true, 0);
        for (int level = 0; level < LEVELS && count > 0; level++, count /= TilePath.FULL_WIDTH) {
            keepIfPartial(kept, growth, count, false, level);
        }
        return new RightEdge(growth.newSize(), growth.root(), kept);
    }

    private void keepIfPartial(Map<TilePath, byte[]> kept, Growth growth, long count, boolean entries, int level) {
        int width = (int) (count % TilePath.FULL_WIDTH);
        if (width > 0) {
            long index = count / TilePath.FULL_WIDTH;
            TilePath path = entries ? TilePath.entries(index, width) : TilePath.hashes(level, index, width);
            byte[] grown = growth.files().get(path);
            kept.put(path, grown != null ? grown : part(partial, path));
        }
    }

    /** One of the files of an edge. That an edge lacks it is a bug. */
    static byte[] part(Map<TilePath, byte[]> edge, TilePath path) {
        byte[] bytes = edge.get(path);
        if (bytes == null) {
            throw new IllegalStateException(path + " is not part of the edge");
        }
        return bytes;
    }
}
