package org.rescueregistry.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.TilePath;

/**
 * A source that has the full tile where the partial one is gone (C2SP tlog-tiles, "Partial Tiles": a log may delete a
 * partial tile once the full one is there). The first hashes or entries of the one are the other.
 */
abstract class WholeTiles implements LogSource {
    private static final int LENGTH_BYTES = 2;

    /** The bytes under exactly this path. */
    abstract byte[] stored(TilePath path) throws IOException;

    @Override
    public final byte[] read(TilePath path) throws IOException {
        if (path.isFull()) {
            return stored(path);
        }
        try {
            return stored(path);
        } catch (FileNotFoundException gone) {
            byte[] full;
            try {
                full = stored(path.full());
            } catch (FileNotFoundException never) {
                throw gone;
            }
            return cut(path, full);
        }
    }

    /** The part of a full tile or bundle that {@code path} names; whoever reads it checks it like any other. */
    static byte[] cut(TilePath path, byte[] full) throws IOException {
        int end = 0;
        if (path.isEntries()) {
            for (int i = 0; i < path.width() && end + LENGTH_BYTES <= full.length; i++) {
                end += LENGTH_BYTES + ((full[end] & 0xff) << 8 | (full[end + 1] & 0xff));
            }
        } else {
            end = path.width() * Digest.SIZE;
        }
        if (end > full.length) {
            throw new IOException(path.full() + " is too short to hold " + path);
        }
        return Arrays.copyOf(full, end);
    }
}
