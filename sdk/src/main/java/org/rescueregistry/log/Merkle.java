package org.rescueregistry.log;

import java.util.List;
import org.rescueregistry.key.Digest;

/** The hashes of the Merkle tree (RFC 6962 section 2.1): a leaf with the byte 0 before it, a node with 1. */
public final class Merkle {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The root of the tree without leaves: the hash of nothing. */
    public static final Digest EMPTY_ROOT = Digest.sha256();

    private Merkle() {}

    public static Digest leafHash(byte[] entry) {
        return Digest.sha256(LEAF, entry);
    }

    static Digest leafHash(byte[] data, int offset, int length) {
        return Digest.sha256(LEAF, data, offset, length);
    }

    public static Digest nodeHash(Digest left, Digest right) {
        return Digest.sha256(NODE, left, right);
    }

    /** The root over leaf hashes. */
    public static Digest root(List<Digest> leafHashes) {
        Frontier frontier = new Frontier();
        leafHashes.forEach(frontier::append);
        return frontier.root();
    }

    /** How many bits {@code value} has, counted from its highest one. */
    static int bits(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }
}
