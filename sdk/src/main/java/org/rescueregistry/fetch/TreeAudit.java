package org.rescueregistry.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads a whole tree twice over, as entries and as tiles, and names the place where the two or the signed root disagree.
 *
 * <p>The root is signed, so it decides who is wrong: if the entries give it, a tile that differs is; if the tiles give
 * it, an entry that differs is; if neither does, both are named.
 */
final class TreeAudit {
    private final LogSource source;
    private final Checkpoint checkpoint;
    private final List<Trouble> troubles = new ArrayList<>();

    TreeAudit(LogSource source, Checkpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
    }

    List<Trouble> run() {
        try {
            Growth computed = Growth.append(0, entries(), path -> {
                throw new IOException("the empty tree has no tiles");
            });
            compare(computed);
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        } catch (IOException | MalformedException e) {
            throw new IllegalStateException("a tree is computed from its entries alone", e);
        }
        return List.copyOf(troubles);
    }

    private List<byte[]> entries() throws TroubleException {
        List<byte[]> entries = new ArrayList<>();
        long size = checkpoint.size();
        for (long index = 0; index * TilePath.FULL_WIDTH < size; index++) {
            int width = (int) Math.min(TilePath.FULL_WIDTH, size - index * TilePath.FULL_WIDTH);
            TilePath path = TilePath.entries(index, width);
            try {
                entries.addAll(EntryBundle.parse(path, read(path)).entries());
            } catch (MalformedException e) {
                throw new TroubleException(
                        Trouble.Kind.MALFORMED, path.toString(), e.code() + ": " + LogReader.message(e));
            }
        }
        return entries;
    }

    private byte[] read(TilePath path) throws TroubleException {
        try {
            return source.read(path);
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, path.toString(), LogReader.message(e));
        }
    }

    private void compare(Growth computed) throws TroubleException {
        boolean entriesGiveTheRoot = computed.root().equals(checkpoint.root());
        boolean tilesGiveTheRoot = !entriesGiveTheRoot && tilesGiveTheRoot();
        for (Map.Entry<TilePath, byte[]> file : computed.files().entrySet()) {
            TilePath path = file.getKey();
            if (path.isEntries()) {
                continue;
            }
            byte[] served = read(path);
            if (Arrays.equals(served, file.getValue())) {
                continue;
            }
            if (!tilesGiveTheRoot) {
                differ(path.toString(), "the tile is not that of its entries");
            }
            if (!entriesGiveTheRoot && path.level() == 0) {
                nameEntries(path, served, file.getValue());
            }
        }
        if (!entriesGiveTheRoot && troubles.isEmpty()) {
            differ("checkpoint", "entries and tiles agree with each other and not with the root that was signed");
        }
    }

    private boolean tilesGiveTheRoot() {
        try {
            return new TileHashes(checkpoint.size(), source).root().equals(checkpoint.root());
        } catch (IOException | MalformedException unreadable) {
            return false;
        }
    }

    /** Entry i of a bundle is wrong where the tile of leaf hashes beside it has another hash. */
    private void nameEntries(TilePath tile, byte[] served, byte[] computed) {
        int hash = computed.length / tile.width();
        for (int i = 0; i < tile.width() && served.length == computed.length; i++) {
            if (!Arrays.equals(served, i * hash, (i + 1) * hash, computed, i * hash, (i + 1) * hash)) {
                long leaf = tile.index() * TilePath.FULL_WIDTH + i;
                differ(
                        TilePath.entries(tile.index(), tile.width()).toString(),
                        "entry " + i + ", leaf " + leaf + ", is not the one whose hash is in the tree");
            }
        }
    }

    private void differ(String place, String message) {
        troubles.add(new Trouble(Trouble.Kind.INCONSISTENT, place, message));
    }
}
