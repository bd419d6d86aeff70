package org.rescueregistry.fetch;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.TilePath;

/**
 * A tile that is not what was computed from the entries below it.
 *
 * @param served root of the tile as it was read; null if it is partial or has a wrong length
 * @param computed root of the tile as it should be by the entries; null if it is partial
 * @param hashes the numbers of those that differ, none if the length does
 */
record Difference(
        TilePath path, @Nullable Digest served, @Nullable Digest computed, BitSet hashes) {

    /** What differs between two tiles, given as hashes one after the other; {@code computed} has the right length. */
    static Difference of(TilePath path, byte[] served, byte[] computed) {
        BitSet hashes = new BitSet();
        boolean sameLength = served.length == computed.length;
        for (int i = 0; i < path.width() && sameLength; i++) {
            int from = i * Digest.SIZE;
            int to = from + Digest.SIZE;
            hashes.set(i, !Arrays.equals(served, from, to, computed, from, to));
        }
        return new Difference(
                path,
                path.isFull() && sameLength ? VerifiedTiles.root(served, 0, TilePath.FULL_WIDTH) : null,
                path.isFull() ? VerifiedTiles.root(computed, 0, TilePath.FULL_WIDTH) : null,
                hashes);
    }
}
