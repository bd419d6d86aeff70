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
 *     what is not yet there
 */
public record Growth(long oldSize, long newSize, Digest root, Map<TilePath, byte[]> files) {
    public Growth {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Appends {@code entries}, at least one, to the log of {@code oldSize} whose tiles {@code reader} has. It reads at
     * most the rightmost tile of each level and the last, partial bundle.
     *
     * @throws IllegalArgumentException if an entry is longer than {@link EntryBundle#MAX_ENTRY_BYTES}
     */
    public static Growth append(long oldSize, List<byte[]> entries, TileReader reader)
            throws IOException, MalformedException {
        if (entries.isEmpty() || oldSize < 0) {
            throw new IllegalArgumentException("nothing to append to size " + oldSize);
        }
        Map<TilePath, byte[]> files = new LinkedHashMap<>();
        addBundles(oldSize, entries, reader, files);
        List<Digest> leafHashes = entries.stream().map(Merkle::leafHash).toList();
        addTiles(oldSize, leafHashes, reader, files);

        Frontier frontier = new TileHashes(oldSize, reader).frontier();
        leafHashes.forEach(frontier::append);
        return new Growth(oldSize, frontier.size(), frontier.root(), files);
    }

    private static void addBundles(long oldSize, List<byte[]> entries, TileReader reader, Map<TilePath, byte[]> files)
            throws IOException, MalformedException {
        List<byte[]> pending = new ArrayList<>();
        int begun = (int) (oldSize % TilePath.FULL_WIDTH);
        long index = oldSize / TilePath.FULL_WIDTH;
        if (begun > 0) {
            TilePath path = TilePath.entries(index, begun);
            pending.addAll(EntryBundle.parse(path, reader.read(path)).entries());
        }
        for (int at = 0; at < entries.size(); index++) {
            int until = Math.min(entries.size(), at + TilePath.FULL_WIDTH - pending.size());
            pending.addAll(entries.subList(at, until));
            at = until;
            files.put(
                    TilePath.entries(index, pending.size()),
                    EntryBundle.of(pending).toBytes());
            pending.clear();
        }
    }

    private static void addTiles(long oldSize, List<Digest> leafHashes, TileReader reader, Map<TilePath, byte[]> files)
            throws IOException, MalformedException {
        List<Digest> added = leafHashes;
        long oldCount = oldSize;
        for (int level = 0; !added.isEmpty(); level++) {
            List<Digest> completed = new ArrayList<>();
            List<Digest> pending = new ArrayList<>();
            long index = oldCount / TilePath.FULL_WIDTH;
            int begun = (int) (oldCount % TilePath.FULL_WIDTH);
            if (begun > 0) {
                TilePath path = TilePath.hashes(level, index, begun);
                Tile tile = Tile.parse(path, reader.read(path));
                for (int i = 0; i < begun; i++) {
                    pending.add(tile.hash(i));
                }
            }
            for (int at = 0; at < added.size(); index++) {
                int until = Math.min(added.size(), at + TilePath.FULL_WIDTH - pending.size());
                pending.addAll(added.subList(at, until));
                at = until;
                Tile tile = Tile.of(pending);
                files.put(TilePath.hashes(level, index, tile.width()), tile.toBytes());
                if (tile.width() == TilePath.FULL_WIDTH) {
                    completed.add(tile.node(TilePath.HEIGHT, 0));
                }
                pending.clear();
            }
            added = completed;
            oldCount /= TilePath.FULL_WIDTH;
        }
    }
}
