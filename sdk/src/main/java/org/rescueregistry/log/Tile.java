package org.rescueregistry.log;

import java.util.Arrays;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * A run of up to 256 neighbouring hashes of one level of the tree (C2SP tlog-tiles, "Merkle Tree"): their 32 bytes
 * each, one after the other.
 */
public final class Tile {
    private final byte[] bytes;

    private Tile(byte[] owned) {
        this.bytes = owned;
    }

    /**
     * The tile at {@code path}, whose width the bytes must have.
     *
     * @throws MalformedException {@code tile_bad_length}
     */
    public static Tile parse(TilePath path, byte[] bytes) throws MalformedException {
        if (path.isEntries() || bytes.length != path.width() * Digest.SIZE) {
            throw new MalformedException(
                    "tile_bad_length", path + " has " + bytes.length + " bytes, not " + path.width() + " hashes");
        }
        return new Tile(bytes.clone());
    }

    /** A tile of 1 to 256 hashes. */
    static Tile of(List<Digest> hashes) {
        byte[] bytes = new byte[hashes.size() * Digest.SIZE];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).writeTo(bytes, i * Digest.SIZE);
        }
        return new Tile(bytes);
    }

    public int width() {
        return bytes.length / Digest.SIZE;
    }

    public Digest hash(int i) {
        return Digest.of(bytes, i * Digest.SIZE);
    }

    /** The node over {@code 1 << height} of the hashes from {@code from} on. */
    Digest node(int height, int from) {
        if (height == 0) {
            return hash(from);
        }
        int half = 1 << (height - 1);
        return Merkle.nodeHash(node(height - 1, from), node(height - 1, from + half));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile tile && Arrays.equals(bytes, tile.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
