package org.rescueregistry.statement;

import java.util.Arrays;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.wire.MalformedException;

/**
 * The siblings of a {@link MapProof}, from the root down, as the bytes in which they are carried: an absent one costs a bit.
 *
 * <pre>
 * n          1 byte, 0 to 32
 * bits       n bytes, the last not zero; bit d, from the most significant of the first byte, is 1 if the sibling at depth d is there
 * siblings   for each 1 its sibling: 32 bytes, not all zero
 * </pre>
 *
 * <p>The last 1 is the last sibling. A walk ends where at most one record is left, so its last step has others beside it.
 * Immutable.
 */
public final class Siblings {
    /** Most siblings: the bits of a key. */
    static final int MAX = Digest.SIZE * Byte.SIZE;

    private static final int MAX_BIT_BYTES = MAX / Byte.SIZE;
    private static final byte[] ZEROS = new byte[Digest.SIZE];

    private final byte[] bytes;
    private final int depth;

    private Siblings(byte[] owned) {
        int bitBytes = owned[0];
        this.bytes = owned;
        // The last of the bits' bytes has a 1, and that is the last sibling's.
        this.depth = bitBytes == 0 ? 0 : bitBytes * Byte.SIZE - Integer.numberOfTrailingZeros(owned[bitBytes]);
    }

    /** @param siblings from the root down, 32 zero bytes where absent; at most 256, the last not absent */
    static Siblings of(List<Digest> siblings) {
        int count = siblings.size();
        if (count > MAX || (count > 0 && siblings.get(count - 1).equals(MapProof.ABSENT))) {
            throw new IllegalArgumentException("more siblings than bits, or the last is absent: " + count);
        }
        int bitBytes = (count + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[1 + bitBytes + count * Digest.SIZE];
        bytes[0] = (byte) bitBytes;
        int end = 1 + bitBytes;
        for (int place = 0; place < count; place++) {
            if (!siblings.get(place).equals(MapProof.ABSENT)) {
                bytes[1 + (place >> 3)] |= (byte) (0x80 >> (place & 7));
                siblings.get(place).writeTo(bytes, end);
                end += Digest.SIZE;
            }
        }
        return new Siblings(Arrays.copyOf(bytes, end));
    }

    /**
     * Reads what {@link #bytes()} gives.
     *
     * @throws MalformedException {@code siblings_malformed}
     */
    public static Siblings parse(byte[] bytes) throws MalformedException {
        int bitBytes = bytes.length == 0 ? -1 : bytes[0];
        if (bitBytes < 0 || bitBytes > MAX_BIT_BYTES || bytes.length <= bitBytes) {
            throw malformed("no bits, or more than a key has");
        }
        if (bitBytes > 0 && bytes[bitBytes] == 0) {
            throw malformed("the last byte of the bits is zero");
        }
        int there = 0;
        for (int i = 1; i <= bitBytes; i++) {
            there += Integer.bitCount(bytes[i] & 0xff);
        }
        if (bytes.length != 1 + bitBytes + there * Digest.SIZE) {
            throw malformed("not as many siblings as bits that are 1");
        }
        for (int at = 1 + bitBytes; at < bytes.length; at += Digest.SIZE) {
            if (Arrays.equals(bytes, at, at + Digest.SIZE, ZEROS, 0, Digest.SIZE)) {
                throw malformed("an absent sibling is there");
            }
        }
        return new Siblings(bytes.clone());
    }

    private static MalformedException malformed(String why) {
        return new MalformedException("siblings_malformed", "siblings of a map proof: " + why);
    }

    /** The bytes in which they are carried: 1 to 8,225. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many there are, absent ones too: the bits that the walk takes. */
    int depth() {
        return depth;
    }

    /** The root over a subtree with the hash {@code end}, to which the first bits of {@code key} lead. */
    Digest root(Digest key, Digest end) {
        Sha256 sha = new Sha256();
        byte[] block = new byte[MapNode.BLOCK_BYTES];
        block[0] = MapNode.INNER;
        end.writeTo(block, own(key, depth - 1));
        int from = bytes.length;
        for (int place = depth - 1; place >= 0; place--) {
            int beside = MapNode.side(!key.bit(place));
            if (isThere(place)) {
                from -= Digest.SIZE;
                System.arraycopy(bytes, from, block, beside, Digest.SIZE);
            } else {
                System.arraycopy(ZEROS, 0, block, beside, Digest.SIZE);
            }
            sha.hash(block, 0, block.length, block, own(key, place - 1));
        }
        return Digest.of(block, MapNode.LEFT);
    }

    /** On which side the walk goes on at this depth; above the root, on the left. */
    private static int own(Digest key, int place) {
        return MapNode.side(place >= 0 && key.bit(place));
    }

    private boolean isThere(int place) {
        return (bytes[1 + (place >> 3)] & 0x80 >> (place & 7)) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Siblings siblings && Arrays.equals(bytes, siblings.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
