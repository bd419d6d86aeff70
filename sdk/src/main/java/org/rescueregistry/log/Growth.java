package org.rescueregistry.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * What appending entries to a log adds: the new root, and every tile and entry bundle that is to be written, none of
 * them an overwrite.
 *
 * @param files the bytes by path, entry bundles first, then hashes from level 0 up; in this order nothing refers to
 *     what is not yet there. The arrays are not copied: nobody may change them
 */
public record Growth(long oldSize, long newSize, Digest root, Map<TilePath, byte[]> files) {
    public Growth {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** {@link #append} of entries that are hashed here. */
    public static Growth append(long oldSize, List<byte[]> entries, TileReader reader)
            throws IOException, MalformedException {
        return appendHashed(oldSize, entries.stream().map(HashedEntry::of).toList(), reader);
    }

    /**
     * Appends {@code entries}, at least one, to the log of {@code oldSize} whose tiles {@code reader} has. It reads the
     * rightmost tile of each level and the last, partial bundle, and no more.
     */
    public static Growth appendHashed(long oldSize, List<HashedEntry> entries, TileReader reader)
            throws IOException, MalformedException {
        if (entries.isEmpty() || oldSize < 0) {
            throw new IllegalArgumentException("nothing to append to size " + oldSize);
        }
        Map<TilePath, byte[]> files = new LinkedHashMap<>();
        addBundles(oldSize, entries, reader, files);
        addTiles(oldSize, entries, reader, files);
        long newSize = oldSize + entries.size();
        Digest root = root(newSize, path -> {
            byte[] grown = files.get(path);
            return grown != null ? grown : reader.read(path);
        });
        return new Growth(oldSize, newSize, root, files);
    }

    /**
     * The root of the tree of {@code size} entries, out of the partial tiles on its right edge, of which there is at most one on
     * each level: whatever is full there is one hash in the tile above.
     */
    public static Digest root(long size, TileReader reader) throws IOException, MalformedException {
        FlatHasher hasher = new FlatHasher();
        Digest root = null;
        for (int level = 0; level <= TilePath.MAX_LEVEL; level++) {
            long hashes = size >>> (level * TilePath.HEIGHT);
            int width = (int) (hashes % TilePath.FULL_WIDTH);
            if (width == 0) {
                continue;
            }
            TilePath path = TilePath.hashes(level, hashes / TilePath.FULL_WIDTH, width);
            byte[] tile = roomy(Tile.parse(path, reader.read(path)).toBytes());
            // The complete subtrees in it, from the right, the smallest, on.
            for (int end = width; end > 0; end &= end - 1) {
                int run = Integer.lowestOneBit(end);
                Digest subtree = hasher.root(tile, end - run, run);
                root = root == null ? subtree : Merkle.nodeHash(subtree, root);
            }
        }
        return root == null ? Merkle.EMPTY_ROOT : root;
    }

    private static void addBundles(
            long oldSize, List<HashedEntry> entries, TileReader reader, Map<TilePath, byte[]> files)
            throws IOException, MalformedException {
        int begun = (int) (oldSize % TilePath.FULL_WIDTH);
        long index = oldSize / TilePath.FULL_WIDTH;
        byte[] before = new byte[0];
        if (begun > 0) {
            TilePath path = TilePath.entries(index, begun);
            before = EntryBundle.parse(path, reader.read(path)).toBytes();
        }
        for (int from = 0; from < entries.size(); index++) {
            int until = Math.min(entries.size(), from + TilePath.FULL_WIDTH - begun);
            int length = before.length;
            for (int i = from; i < until; i++) {
                length += entries.get(i).bundledLength();
            }
            byte[] bundle = new byte[length];
            System.arraycopy(before, 0, bundle, 0, before.length);
            int at = before.length;
            for (int i = from; i < until; i++) {
                entries.get(i).writeBundled(bundle, at);
                at += entries.get(i).bundledLength();
            }
            files.put(TilePath.entries(index, begun + until - from), bundle);
            from = until;
            begun = 0;
            before = new byte[0];
        }
    }

    /** Hashes of one level, however they are kept. */
    private interface Row {
        void write(int i, byte[] target, int at);
    }

    private static void addTiles(
            long oldSize, List<HashedEntry> entries, TileReader reader, Map<TilePath, byte[]> files)
            throws IOException, MalformedException {
        List<Digest> completed = addLevel(
                new Level(0, oldSize, entries.size()),
                (i, target, at) -> entries.get(i).writeLeafHash(target, at),
                reader,
                files);
        for (int level = 1; !completed.isEmpty(); level++) {
            List<Digest> added = completed;
            completed = addLevel(
                    new Level(level, oldSize >>> (level * TilePath.HEIGHT), added.size()),
                    (i, target, at) -> added.get(i).writeTo(target, at),
                    reader,
                    files);
        }
    }

    private record Level(int number, long oldCount, int added) {}

    /** Writes the tiles of one level, and gives the root of each that is full now, for the level above. */
    private static List<Digest> addLevel(Level level, Row row, TileReader reader, Map<TilePath, byte[]> files)
            throws IOException, MalformedException {
        FlatHasher hasher = new FlatHasher();
        List<Digest> completed = new ArrayList<>();
        int begun = (int) (level.oldCount() % TilePath.FULL_WIDTH);
        long index = level.oldCount() / TilePath.FULL_WIDTH;
        byte[] before = new byte[0];
        if (begun > 0) {
            TilePath path = TilePath.hashes(level.number(), index, begun);
            before = Tile.parse(path, reader.read(path)).toBytes();
        }
        for (int from = 0; from < level.added(); index++) {
            int until = Math.min(level.added(), from + TilePath.FULL_WIDTH - begun);
            int width = begun + until - from;
            byte[] tile = new byte[width * Digest.SIZE];
            System.arraycopy(before, 0, tile, 0, before.length);
            for (int i = from; i < until; i++) {
                row.write(i, tile, (begun + i - from) * Digest.SIZE);
            }
            files.put(TilePath.hashes(level.number(), index, width), tile);
            if (width == TilePath.FULL_WIDTH) {
                completed.add(hasher.root(roomy(tile), 0, width));
            }
            from = until;
            begun = 0;
            before = new byte[0];
        }
        return completed;
    }

    /** A copy with the free byte in front that {@link FlatHasher} works with. */
    private static byte[] roomy(byte[] tile) {
        byte[] copy = new byte[FlatHasher.FIRST + tile.length];
        System.arraycopy(tile, 0, copy, FlatHasher.FIRST, tile.length);
        return copy;
    }
}
