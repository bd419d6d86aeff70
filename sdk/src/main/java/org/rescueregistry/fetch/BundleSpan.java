package org.rescueregistry.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.FlatHasher;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/** Hashes a few neighbouring bundles and compares the tiles of leaf hashes beside them. For one thread at a time. */
final class BundleSpan {
    /** A connection that breaks is no finding until it broke this often. */
    private static final int TRIES = 3;

    private static final int ROOM = 256 << 10;

    private final LogSource source;
    private final long size;
    private final FlatHasher hasher = new FlatHasher();
    private final byte[] computed = FlatHasher.newTile();

    /** For bundles of ordinary size; used again and again, it stays near the processor. */
    private final byte[] room = new byte[ROOM];

    BundleSpan(LogSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /**
     * What came of it.
     *
     * @param roots of the full bundles, in order; null where neither bundle nor tile could be read
     * @param edge the leaf hashes of a partial bundle at the end; none if there is none, or it could not be read
     */
    record Hashed(List<@Nullable Digest> roots, List<Digest> edge, long leaves, long bytes, Findings findings) {}

    /** Hashes bundle {@code first} and those after it, up to and without {@code end}. */
    Hashed hash(long first, long end) throws TroubleException {
        List<@Nullable Digest> roots = new ArrayList<>();
        List<Digest> edge = new ArrayList<>();
        Findings findings = new Findings();
        long leaves = 0;
        long bytes = 0;
        for (long index = first; index < end; index++) {
            int width = TilePath.widthIn(size, 0, index);
            TilePath path = TilePath.hashes(0, index, width);
            int bundle = bundle(TilePath.entries(index, width), findings);
            byte[] tile = tile(source, path, findings);
            boolean known = bundle >= 0 || standIn(path, tile);
            if (bundle >= 0) {
                bytes += bundle;
                compare(path, tile, findings);
            }
            if (width == TilePath.FULL_WIDTH) {
                roots.add(known ? hasher.root(computed, 0, width) : null);
            } else if (known) {
                for (int i = 0; i < width; i++) {
                    edge.add(Digest.of(computed, FlatHasher.FIRST + i * Digest.SIZE));
                }
            }
            leaves += width;
        }
        return new Hashed(roots, edge, leaves, bytes, findings);
    }

    /** The length of the bundle, whose leaf hashes are then in {@link #computed}; -1 if it is missing or malformed. */
    private int bundle(TilePath path, Findings findings) throws TroubleException {
        byte[] bytes = room;
        int length = roomy(path);
        if (length < 0) {
            bytes = read(source, path, findings);
            if (bytes == null) {
                return -1;
            }
            length = bytes.length;
        }
        try {
            hasher.leafHashes(path, bytes, length, computed);
            return length;
        } catch (MalformedException e) {
            findings.add(new Trouble(Trouble.Kind.MALFORMED, path.toString(), e.code() + ": " + LogReader.message(e)));
            return -1;
        }
    }

    private int roomy(TilePath path) {
        try {
            return source.read(path, room);
        } catch (IOException triedAgain) {
            return -1;
        }
    }

    /** Takes the tile for what the entries would have given, so that the rest of the tree can be checked. */
    private boolean standIn(TilePath path, byte @Nullable [] tile) {
        if (tile == null || tile.length != path.width() * Digest.SIZE) {
            return false;
        }
        System.arraycopy(tile, 0, computed, FlatHasher.FIRST, tile.length);
        return true;
    }

    private void compare(TilePath path, byte @Nullable [] tile, Findings findings) {
        int length = path.width() * Digest.SIZE;
        int first = FlatHasher.FIRST;
        if (tile != null
                && !(tile.length == length && Arrays.equals(tile, 0, length, computed, first, first + length))) {
            findings.add(Difference.of(path, tile, Arrays.copyOfRange(computed, first, first + length)));
        }
    }

    /** A tile of hashes; null if it is missing. */
    static byte @Nullable [] tile(LogSource source, TilePath path, Findings findings) throws TroubleException {
        return read(source, path, findings);
    }

    private static byte @Nullable [] read(LogSource source, TilePath path, Findings findings) throws TroubleException {
        IOException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                return source.read(path);
            } catch (FileNotFoundException missing) {
                findings.add(new Trouble(Trouble.Kind.MISSING, path.toString(), LogReader.message(missing)));
                return null;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new TroubleException(
                Trouble.Kind.UNREACHABLE, path.toString(), last == null ? "not read" : LogReader.message(last));
    }
}
