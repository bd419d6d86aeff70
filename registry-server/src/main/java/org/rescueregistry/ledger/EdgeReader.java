package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.FlatHasher;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads the right edge of a tree: on each level the partial tile, and the last full one before it, whose root is the last hash of the
 * tile above; and the bundles beside those of level 0. Enough to be sure that what is appended continues the tree that was decided
 * on, at a cost that does not grow with it. Whether all the rest is right is for {@code registry log fsck} to say.
 */
final class EdgeReader {
    private final LogFiles files;
    private final Checkpoint decided;
    private final Map<TilePath, byte[]> partial = new HashMap<>();

    /** The last tiles of leaf hashes, of which there are at most two. */
    private final Map<TilePath, byte[]> leafHashes = new HashMap<>();

    EdgeReader(LogFiles files, Checkpoint decided) {
        this.files = files;
        this.decided = decided;
    }

    /** @throws SigningRefusedException {@code files_differ} */
    RightEdge read() throws IOException, SigningRefusedException {
        try {
            byte[] above = new byte[0];
            for (int level = highest(); level >= 0; level--) {
                above = level(level, above);
            }
            long bundles = decided.size() / TilePath.FULL_WIDTH;
            if (bundles > 0) {
                bundle(bundles - 1, TilePath.FULL_WIDTH);
            }
            if (decided.size() % TilePath.FULL_WIDTH > 0) {
                bundle(bundles, (int) (decided.size() % TilePath.FULL_WIDTH));
            }
            Digest root = Growth.root(decided.size(), path -> RightEdge.part(partial, path));
            if (!root.equals(decided.root())) {
                throw differs("the tiles of its right edge");
            }
            return new RightEdge(decided.size(), root, partial);
        } catch (MalformedException e) {
            throw differs(String.valueOf(e.getMessage()));
        }
    }

    private int highest() {
        int level = 0;
        while (decided.size() >>> (TilePath.HEIGHT * (level + 1)) > 0) {
            level++;
        }
        return level;
    }

    /** Checks the last tiles of a level under {@code above}, the last hashes of the next, and gives its own last hashes. */
    private byte[] level(int level, byte[] above) throws IOException, SigningRefusedException, MalformedException {
        long hashes = decided.size() >>> (TilePath.HEIGHT * level);
        long full = hashes / TilePath.FULL_WIDTH;
        byte[] last = new byte[0];
        if (full > 0) {
            last = read(TilePath.hashes(level, full - 1, TilePath.FULL_WIDTH));
            byte[] tile = FlatHasher.newTile();
            System.arraycopy(last, 0, tile, FlatHasher.FIRST, last.length);
            Digest root = new FlatHasher().root(tile, 0, TilePath.FULL_WIDTH);
            if (above.length < Digest.SIZE || !root.equals(Digest.of(above, above.length - Digest.SIZE))) {
                throw differs("the last full tile of level " + level);
            }
        }
        int width = (int) (hashes % TilePath.FULL_WIDTH);
        if (width > 0) {
            TilePath path = TilePath.hashes(level, full, width);
            last = read(path);
            partial.put(path, last);
        }
        return last;
    }

    /** Checks a bundle against the tile of its leaf hashes. */
    private void bundle(long index, int width) throws IOException, SigningRefusedException, MalformedException {
        TilePath path = TilePath.entries(index, width);
        byte[] bytes = read(path);
        byte[] hashed = FlatHasher.newTile();
        new FlatHasher().leafHashes(path, bytes.clone(), hashed);
        byte[] tile = RightEdge.part(leafHashes, TilePath.hashes(0, index, width));
        if (!Arrays.equals(tile, 0, tile.length, hashed, FlatHasher.FIRST, FlatHasher.FIRST + tile.length)) {
            throw differs(path.toString());
        }
        if (!path.isFull()) {
            partial.put(path, bytes);
        }
    }

    private byte[] read(TilePath path) throws IOException, SigningRefusedException {
        byte[] bytes = files.read(path.toString()).orElseThrow(() -> Rehash.missing(path));
        if (!path.isEntries() && bytes.length != path.width() * Digest.SIZE) {
            throw differs(path.toString());
        }
        if (!path.isEntries() && path.level() == 0) {
            leafHashes.put(path, bytes);
        }
        return bytes;
    }

    private SigningRefusedException differs(String what) {
        return new SigningRefusedException(
                "files_differ",
                "what the files give at " + decided.size() + " leaves is not what the fork guard holds: " + what
                        + " was changed on the disk. Restore it from a mirror or a copy; nothing will be signed until then.");
    }
}
