package org.rescueregistry.fetch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.FlatHasher;
import org.rescueregistry.log.TilePath;

/** The levels of tiles above the leaf hashes, growing from left to right; each tile is compared when it is complete. */
final class TileLevels {
    private final LogSource source;
    private final long size;
    private final FlatHasher hasher = new FlatHasher();
    private final List<Level> levels = new ArrayList<>();
    private byte[] edge = new byte[0];

    /** The rightmost tile of one level. */
    private static final class Level {
        final byte[] tile = FlatHasher.newTile();
        long index;
        int width;

        /** A hash in it, or below it, could not be computed. */
        boolean gap;
    }

    TileLevels(LogSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** Adds the next bundles. */
    void add(BundleSpan.Hashed hashed, Findings findings) throws TroubleException {
        for (Digest root : hashed.roots()) {
            add(1, root, findings);
        }
        if (!hashed.edge().isEmpty()) {
            edge = new byte[hashed.edge().size() * Digest.SIZE];
            for (int i = 0; i < hashed.edge().size(); i++) {
                hashed.edge().get(i).writeTo(edge, i * Digest.SIZE);
            }
        }
    }

    private void add(int number, @Nullable Digest hash, Findings findings) throws TroubleException {
        while (levels.size() < number) {
            levels.add(new Level());
        }
        Level level = levels.get(number - 1);
        if (hash == null) {
            level.gap = true;
        } else {
            hash.writeTo(level.tile, FlatHasher.FIRST + level.width * Digest.SIZE);
        }
        level.width++;
        if (level.width == TilePath.FULL_WIDTH) {
            compare(number, level, findings);
            Digest root = level.gap ? null : hasher.root(level.tile, 0, TilePath.FULL_WIDTH);
            level.index++;
            level.width = 0;
            level.gap = false;
            add(number + 1, root, findings);
        }
    }

    private void compare(int number, Level level, Findings findings) throws TroubleException {
        TilePath path = TilePath.hashes(number, level.index, level.width);
        byte[] served = BundleSpan.tile(source, path, findings);
        byte[] computed = hashes(level);
        if (served != null && !level.gap && !Arrays.equals(served, computed)) {
            findings.add(Difference.of(path, served, computed));
        }
    }

    private static byte[] hashes(Level level) {
        return Arrays.copyOfRange(level.tile, FlatHasher.FIRST, FlatHasher.FIRST + level.width * Digest.SIZE);
    }

    /** After the last bundle: compares the partial tiles, and gives the root; null where something could not be read. */
    @Nullable
    Digest finish(Findings findings) throws TroubleException {
        List<byte[]> tiles = new ArrayList<>();
        boolean whole = edge.length > 0 || size % TilePath.FULL_WIDTH == 0;
        tiles.add(edge);
        for (int number = 1; number <= levels.size(); number++) {
            Level level = levels.get(number - 1);
            if (level.width > 0) {
                compare(number, level, findings);
            }
            whole &= !level.gap;
            tiles.add(hashes(level));
        }
        return whole ? VerifiedTiles.root(tiles) : null;
    }
}
