package org.rescueregistry.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.FlatHasher;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.wire.MalformedException;

/**
 * The tiles and bundles of the tree of one checkpoint, out of a source nobody trusts: whatever is read here was hashed up
 * to that checkpoint's root first. The partial tiles give the root together; a full tile gives one hash of the tile above
 * it; a bundle gives the hashes of the tile beside it.
 *
 * <p>Only tiles of this very tree can be read. Safe for several threads.
 */
public final class VerifiedTiles implements TileReader {
    private static final int MOST_KEPT = 64;

    private final Checkpoint checkpoint;
    private final List<TileReader> sources;

    /** Verified tiles that the check of others goes through, the latest ones. */
    private final Map<TilePath, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private @Nullable List<byte[]> edge;

    /** The tree of this checkpoint, which is taken as true. */
    public VerifiedTiles(Checkpoint checkpoint, TileReader source) {
        this(checkpoint, List.of(source));
    }

    /** The tree of this checkpoint, out of several sources: each is asked for what those before it do not have, or not right. */
    public VerifiedTiles(Checkpoint checkpoint, List<TileReader> sources) {
        this.checkpoint = checkpoint;
        this.sources = List.copyOf(sources);
    }

    /** Gives something, or says that this source has it not. */
    private interface From<T> {
        T read(TileReader source) throws IOException;
    }

    private <T> T first(From<T> from) throws IOException {
        IOException why = new IOException("there is no source to read from");
        for (TileReader source : sources) {
            try {
                return from.read(source);
            } catch (IOException e) {
                if (sources.size() > 1) {
                    e.addSuppressed(why);
                }
                why = e;
            }
        }
        throw why;
    }

    /**
     * Reads a tile or bundle of this tree.
     *
     * @throws UntrueTileException it is not the one that was signed, or the tree has none of this name
     */
    @Override
    public byte[] read(TilePath path) throws IOException {
        if (path.width() != TilePath.widthIn(checkpoint.size(), path.level(), path.index())) {
            throw new UntrueTileException(path, "is no part of a tree of " + checkpoint.size() + " leaves");
        }
        return path.isEntries() ? bundle(path) : hashes(path);
    }

    private byte[] bundle(TilePath path) throws IOException {
        return bundle(path, hashes(TilePath.hashes(0, path.index(), path.width())));
    }

    /** Reads the bundle beside a tile of leaf hashes that was read here before. */
    public byte[] bundle(TilePath path, byte[] tile) throws IOException {
        return first(source -> {
            byte[] bytes = source.read(path);
            requireEntries(path, bytes, tile);
            return bytes;
        });
    }

    /**
     * Reads a bundle and hashes it up to the root, as {@link #read} does; what it holds is not asked for.
     *
     * @param path a bundle of this tree
     * @throws UntrueTileException it is not the one that was signed
     */
    void require(TilePath path, Room room) throws IOException {
        if (!sources.isEmpty() && isTrue(path, sources.get(0), room)) {
            return;
        }
        // The slow way finds out what is wrong, and asks the other sources.
        read(path);
    }

    private boolean isTrue(TilePath path, TileReader source, Room room) throws IOException {
        try {
            int length = source.read(path, room.bundle);
            if (length < 0) {
                return false;
            }
            room.hasher.leafHashes(path, room.bundle, length, room.hashes);
        } catch (IOException | MalformedException triedAgain) {
            return false;
        }
        if (path.isFull()) {
            // Its hashes are those that were signed if the node above them is.
            return room.hasher.root(room.hashes, 0, path.width()).equals(node(1, path.index()));
        }
        byte[] tile = edge().get(0);
        return Arrays.equals(
                tile, 0, tile.length, room.hashes, FlatHasher.FIRST, FlatHasher.FIRST + path.width() * Digest.SIZE);
    }

    /** What one thread hashes bundles with, one after the other. */
    static final class Room {
        /** Longer bundles are read the slow way. */
        private static final int BUNDLE = 1 << 20;

        private final byte[] bundle = new byte[BUNDLE];
        private final byte[] hashes = FlatHasher.newTile();
        private final FlatHasher hasher = new FlatHasher();
    }

    /**
     * Demands that a bundle is the one whose leaf hashes {@code tile} holds, which was verified before.
     *
     * @throws UntrueTileException it is not
     */
    private static void requireEntries(TilePath path, byte[] bundle, byte[] tile) throws UntrueTileException {
        byte[] computed = FlatHasher.newTile();
        try {
            new FlatHasher().leafHashes(path, bundle.clone(), computed);
        } catch (MalformedException e) {
            throw new UntrueTileException(path, "is malformed: " + e.getMessage());
        }
        int first = FlatHasher.FIRST;
        for (int i = 0; i < path.width(); i++) {
            int at = i * Digest.SIZE;
            if (!Arrays.equals(tile, at, at + Digest.SIZE, computed, first + at, first + at + Digest.SIZE)) {
                throw new UntrueTileException(
                        path,
                        "holds another entry " + i + ", leaf " + (path.index() * TilePath.FULL_WIDTH + i)
                                + ", than the one that was signed");
            }
        }
    }

    private byte[] hashes(TilePath path) throws IOException {
        if (!path.isFull()) {
            return edge().get(path.level()).clone();
        }
        Digest expected = node(path.level() + 1, path.index());
        return first(source -> {
            byte[] bytes = tile(source, path);
            if (!root(bytes, 0, TilePath.FULL_WIDTH).equals(expected)) {
                throw new UntrueTileException(path, "is not the tile that was signed");
            }
            return bytes;
        });
    }

    /** The root over the first {@code prefix} leaves of this tree; at least one. */
    public Digest root(long prefix) throws IOException, MalformedException {
        // The tiles are verified, so the hashes lead to the root.
        return prefix == checkpoint.size()
                ? checkpoint.root()
                : new TileHashes(checkpoint.size(), this)
                        .prefixProof(prefix)
                        .prefixRoot(checkpoint.root())
                        .orElseThrow();
    }

    /** The verified hash number {@code n} of a level. */
    Digest node(int level, long n) throws IOException {
        long index = n / TilePath.FULL_WIDTH;
        TilePath path = TilePath.hashes(level, index, TilePath.widthIn(checkpoint.size(), level, index));
        byte[] bytes;
        synchronized (kept) {
            bytes = kept.get(path);
        }
        if (bytes == null) {
            bytes = hashes(path);
            synchronized (kept) {
                kept.put(path, bytes);
            }
        }
        return Digest.of(bytes, (int) (n % TilePath.FULL_WIDTH) * Digest.SIZE);
    }

    /**
     * The partial tiles by level, empty where there is none, all of which together were hashed to the root.
     *
     * @throws UntrueTileException they give another root
     */
    synchronized List<byte[]> edge() throws IOException {
        if (edge == null) {
            edge = first(this::edge);
        }
        return edge;
    }

    private List<byte[]> edge(TileReader source) throws IOException {
        List<byte[]> tiles = new ArrayList<>();
        for (int level = 0; TilePath.hashesIn(checkpoint.size(), level) > 0; level++) {
            long hashes = TilePath.hashesIn(checkpoint.size(), level);
            int width = (int) (hashes % TilePath.FULL_WIDTH);
            tiles.add(
                    width == 0
                            ? new byte[0]
                            : tile(source, TilePath.hashes(level, hashes / TilePath.FULL_WIDTH, width)));
        }
        if (!root(tiles).equals(checkpoint.root())) {
            throw new UntrueTileException("the tiles at the right edge of " + checkpoint.size()
                    + " leaves do not give the root that was signed");
        }
        return tiles;
    }

    private static byte[] tile(TileReader source, TilePath path) throws IOException {
        byte[] bytes = source.read(path);
        if (bytes.length != path.width() * Digest.SIZE) {
            throw new UntrueTileException(path, "has " + bytes.length + " bytes");
        }
        return bytes;
    }

    /** The root of the tree whose partial tiles these are, from level 0 up. */
    static Digest root(List<byte[]> edge) {
        Digest root = null;
        for (byte[] tile : edge) {
            // The complete subtrees of a tile, from the smallest, which is the rightmost.
            for (int left = tile.length / Digest.SIZE; left > 0; ) {
                int width = Integer.lowestOneBit(left);
                left -= width;
                Digest subtree = root(tile, left, width);
                root = root == null ? subtree : Merkle.nodeHash(subtree, root);
            }
        }
        return root == null ? Merkle.EMPTY_ROOT : root;
    }

    /** The node over {@code width} hashes of a tile from number {@code from} on. */
    static Digest root(byte[] tile, int from, int width) {
        byte[] room = FlatHasher.newTile();
        System.arraycopy(tile, from * Digest.SIZE, room, FlatHasher.FIRST, width * Digest.SIZE);
        return new FlatHasher().root(room, 0, width);
    }
}
