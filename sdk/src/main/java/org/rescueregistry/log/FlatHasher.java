package org.rescueregistry.log;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.wire.MalformedException;

/**
 * The hashes of {@link Merkle} over whole bundles and tiles, without an object for each hash: for those who check or copy
 * millions of leaves. It works inside the arrays it is given, so they have to be the caller's own. Not for several
 * threads.
 *
 * <p>Hashes stand one after the other in an array whose first byte is free ({@link #newTile}): there, and over bytes that
 * are not needed any more, go the prefixes of RFC 6962, so that each hash is one run of bytes and nothing is copied.
 */
public final class FlatHasher {
    /** Where the first hash of a tile stands in an array of {@link #newTile}. */
    public static final int FIRST = 1;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final int PREFIX = 2;

    private final Sha256 sha = new Sha256();

    /** Room for the hashes of one full tile. */
    public static byte[] newTile() {
        return new byte[FIRST + TilePath.FULL_WIDTH * Digest.SIZE];
    }

    /**
     * Writes the leaf hashes of the bundle at {@code path} to {@code tile}. The lengths in {@code bundle} are destroyed.
     *
     * @throws MalformedException {@code bundle_malformed}, as {@link EntryBundle#parse}
     */
    public void leafHashes(TilePath path, byte[] bundle, byte[] tile) throws MalformedException {
        leafHashes(path, bundle, bundle.length, tile);
    }

    /** The same for a bundle that is the first {@code size} bytes of an array. */
    public void leafHashes(TilePath path, byte[] bundle, int size, byte[] tile) throws MalformedException {
        int at = 0;
        for (int i = 0; i < path.width(); i++) {
            if (size - at < PREFIX) {
                throw new MalformedException("bundle_malformed", path + " ends after " + i + " entries");
            }
            int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
            at += PREFIX;
            if (size - at < length) {
                throw new MalformedException("bundle_malformed", path + " ends within entry " + i);
            }
            bundle[at - 1] = LEAF;
            sha.hash(bundle, at - 1, 1 + length, tile, FIRST + i * Digest.SIZE);
            at += length;
        }
        if (at != size) {
            throw new MalformedException("bundle_malformed", path + " has bytes behind its last entry");
        }
    }

    /** The node over the {@code width} hashes, a power of two, from number {@code from} on. They are destroyed. */
    public Digest root(byte[] tile, int from, int width) {
        int base = from * Digest.SIZE;
        for (int left = width; left > 1; left /= 2) {
            // Each node is written where hashes lay that are used up; the byte before a pair is used up, too, or free.
            for (int i = 0; i < left / 2; i++) {
                int pair = base + 2 * i * Digest.SIZE;
                byte before = tile[pair];
                tile[pair] = NODE;
                sha.hash(tile, pair, 1 + 2 * Digest.SIZE, tile, base + FIRST + i * Digest.SIZE);
                if (i == 0) {
                    tile[pair] = before;
                }
            }
        }
        return Digest.of(tile, base + FIRST);
    }
}
