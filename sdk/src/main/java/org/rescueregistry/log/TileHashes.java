package org.rescueregistry.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * Hashes of the tree of one size, out of its tiles (C2SP tlog-tiles): root, inclusion and consistency proofs.
 *
 * <p>A root takes one read a level (at most 8), a proof at most three a level; tiles are kept while this object reads,
 * up to {@value #MAX_KEPT_TILES}. What comes out is only as true as the tiles: compare the root with a checkpoint, or
 * verify the proof. Not for use by several threads.
 */
public final class TileHashes {
    private static final int MAX_KEPT_TILES = 64;

    private final long size;
    private final TileReader reader;
    private final Map<TilePath, Tile> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, Tile> eldest) {
            return size() > MAX_KEPT_TILES;
        }
    };

    /** The tree of {@code size} leaves whose tiles {@code reader} has. */
    public TileHashes(long size, TileReader reader) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        this.size = size;
        this.reader = reader;
    }

    /** The root of the tree. */
    public Digest root() throws IOException, MalformedException {
        return frontier().root();
    }

    /** The right edge of the tree, to append to. */
    public Frontier frontier() throws IOException, MalformedException {
        return new Frontier(size, completeSubtrees(0, size));
    }

    /** The hash of leaf {@code index}. */
    public Digest leafHash(long index) throws IOException, MalformedException {
        requireLeaf(index);
        return node(0, index);
    }

    /** The proof that leaf {@code index} is in this tree. */
    public InclusionProof inclusionProof(long index) throws IOException, MalformedException {
        requireLeaf(index);
        return new InclusionProof(index, size, path(0, index));
    }

    /** The proof that this tree continues the one of {@code oldSize} leaves, from 1 to its own size. */
    public ConsistencyProof consistencyProof(long oldSize) throws IOException, MalformedException {
        if (oldSize < 1 || oldSize > size) {
            throw new IllegalArgumentException("no proof leads from size " + oldSize + " to size " + size);
        }
        if (oldSize == size) {
            return new ConsistencyProof(oldSize, size, List.of());
        }
        List<Digest> hashes = prefixProof(oldSize).hashes();
        // Of an old tree that is one complete subtree whoever asks has the root.
        boolean oldIsComplete = Long.bitCount(oldSize) == 1;
        return new ConsistencyProof(oldSize, size, oldIsComplete ? hashes.subList(1, hashes.size()) : hashes);
    }

    /** The proof of what the first {@code prefix} leaves hash to, from 1 to the tree's own size. */
    public PrefixProof prefixProof(long prefix) throws IOException, MalformedException {
        if (prefix < 1 || prefix > size) {
            throw new IllegalArgumentException("no " + prefix + " leaves are a beginning of " + size);
        }
        int level = Long.numberOfTrailingZeros(prefix);
        long index = (prefix - 1) >>> level;
        List<Digest> hashes = new ArrayList<>();
        hashes.add(node(level, index));
        hashes.addAll(path(level, index));
        return new PrefixProof(prefix, size, hashes);
    }

    /** The siblings on the way from a complete subtree, {@code level} high, up to the root. */
    private List<Digest> path(int level, long index) throws IOException, MalformedException {
        List<Digest> hashes = new ArrayList<>();
        long last = (size - 1) >>> level;
        for (int at = level; last >>> (at - level) != 0; at++) {
            long sibling = (index >>> (at - level)) ^ 1;
            long begin = sibling << at;
            if (begin < size) {
                hashes.add(sibling < last >>> (at - level) ? node(at, sibling) : cutSubtree(begin));
            }
        }
        return hashes;
    }

    /** The node over all leaves from {@code begin} to the end of the tree. */
    private Digest cutSubtree(long begin) throws IOException, MalformedException {
        return new Frontier(size - begin, completeSubtrees(begin, size)).root();
    }

    /** The complete subtrees, largest first, that make up the leaves from {@code begin} to {@code end}. */
    private List<Digest> completeSubtrees(long begin, long end) throws IOException, MalformedException {
        List<Digest> subtrees = new ArrayList<>();
        for (long from = begin; from < end; ) {
            int level = Merkle.bits(end - from) - 1;
            subtrees.add(node(level, from >>> level));
            from += 1L << level;
        }
        return subtrees;
    }

    /** The node over the complete subtree number {@code index} of {@code 1 << level} leaves. */
    private Digest node(int level, long index) throws IOException, MalformedException {
        // A node on the border between two tiles is the one below it, ready made: the tile above holds it.
        int tileLevel = level / TilePath.HEIGHT;
        int height = level % TilePath.HEIGHT;
        long first = index << height;
        Tile tile = tile(tileLevel, first / TilePath.FULL_WIDTH);
        return tile.node(height, (int) (first % TilePath.FULL_WIDTH));
    }

    private Tile tile(int level, long index) throws IOException, MalformedException {
        TilePath path = TilePath.hashes(level, index, TilePath.widthIn(size, level, index));
        Tile tile = kept.get(path);
        if (tile == null) {
            tile = Tile.parse(path, reader.read(path));
            kept.put(path, tile);
        }
        return tile;
    }

    private void requireLeaf(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
    }
}
