package org.rescueregistry.log;

import java.util.Arrays;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;

/**
 * An entry on its way into a log, with its leaf hash (RFC 6962 section 2.1), which is computed once: it goes into a tile, and is
 * what two equal entries are known by. Kept as it will stand in a bundle, in one array: {@code 0003 6f6e65}, then 32 bytes.
 */
public final class HashedEntry {
    private static final ThreadLocal<Sha256> SHA = ThreadLocal.withInitial(Sha256::new);
    private static final int PREFIX = 2;
    private static final byte LEAF = 0;

    private final byte[] bytes;

    private HashedEntry(byte[] owned) {
        this.bytes = owned;
    }

    /**
     * Copies and hashes an entry.
     *
     * @throws IllegalArgumentException if it is longer than {@link EntryBundle#MAX_ENTRY_BYTES}
     */
    public static HashedEntry of(byte[] entry) {
        if (entry.length > EntryBundle.MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry of " + entry.length + " bytes is too long");
        }
        byte[] bytes = new byte[PREFIX + entry.length + Digest.SIZE];
        // The byte before the entry is, for a moment, the prefix that is hashed with it.
        bytes[PREFIX - 1] = LEAF;
        System.arraycopy(entry, 0, bytes, PREFIX, entry.length);
        SHA.get().hash(bytes, PREFIX - 1, 1 + entry.length, bytes, PREFIX + entry.length);
        bytes[0] = (byte) (entry.length >>> 8);
        bytes[1] = (byte) entry.length;
        return new HashedEntry(bytes);
    }

    /** How many bytes it takes in a bundle. */
    public int bundledLength() {
        return bytes.length - Digest.SIZE;
    }

    public Digest leafHash() {
        return Digest.of(bytes, bundledLength());
    }

    /** A copy of the entry itself. */
    public byte[] entry() {
        return Arrays.copyOfRange(bytes, PREFIX, bundledLength());
    }

    void writeBundled(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bundledLength());
    }

    void writeLeafHash(byte[] target, int at) {
        System.arraycopy(bytes, bundledLength(), target, at, Digest.SIZE);
    }
}
