package org.rescueregistry.key;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Function;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * A SHA-256 digest (FIPS 180-4): 32 bytes. In JSON it is base64url without padding, 43 characters: {@code
 * 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU}.
 *
 * <p>Ordered as unsigned bytes.
 */
public final class Digest implements Comparable<Digest> {
    /** Length in bytes. */
    public static final int SIZE = 32;

    private static final int STREAM_BUFFER = 1 << 16;

    private static final int BITS_PER_CHARACTER = 6;

    /** The characters of base64url by the six bits they stand for. */
    private static final int[] TEXT_ORDER = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            .chars()
            .toArray();

    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final ThreadLocal<Hashing> HASHING = ThreadLocal.withInitial(Hashing::new);

    private final byte[] bytes;

    private Digest(byte[] owned) {
        this.bytes = owned;
    }

    /** The digest of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha = HASHING.get().sha;
        for (byte[] part : parts) {
            sha.update(part);
        }
        return new Digest(sha.digest());
    }

    /** SHA-256 of all that a stream gives. */
    public static Digest sha256(InputStream stream) throws IOException {
        // One of its own: a stream that fails must leave nothing behind for whoever hashes next.
        MessageDigest sha = Hashing.newSha256();
        byte[] some = new byte[STREAM_BUFFER];
        for (int read = stream.read(some); read >= 0; read = stream.read(some)) {
            sha.update(some, 0, read);
        }
        return new Digest(sha.digest());
    }

    /** The digest of {@code prefix}‖{@code data}: a leaf with its domain byte, without building the joined array. */
    public static Digest sha256(byte prefix, byte[] data) {
        return sha256(prefix, data, 0, data.length);
    }

    /** The digest of {@code prefix} and {@code length} bytes of {@code data} from {@code offset} on. */
    public static Digest sha256(byte prefix, byte[] data, int offset, int length) {
        Hashing hashing = HASHING.get();
        if (length < hashing.block.length) {
            // One update of a short run is faster than two, of which the first is a single byte.
            hashing.block[0] = prefix;
            System.arraycopy(data, offset, hashing.block, 1, length);
            return hashing.digestBlock(1 + length);
        }
        hashing.sha.update(prefix);
        hashing.sha.update(data, offset, length);
        return new Digest(hashing.sha.digest());
    }

    /** The digest of {@code prefix}‖{@code left}‖{@code right}: an inner node of a tree with its domain byte. */
    public static Digest sha256(byte prefix, Digest left, Digest right) {
        Hashing hashing = HASHING.get();
        hashing.block[0] = prefix;
        left.writeTo(hashing.block, 1);
        right.writeTo(hashing.block, 1 + SIZE);
        return hashing.digestBlock(1 + 2 * SIZE);
    }

    /** The digest of these digests, 32 bytes each, ascending by their bytes: of a set. */
    public static Digest sha256(Collection<Digest> digests) {
        Digest[] sorted = digests.toArray(Digest[]::new);
        sort(sorted, digest -> digest);
        MessageDigest sha = HASHING.get().sha;
        for (Digest digest : sorted) {
            sha.update(digest.bytes);
        }
        return new Digest(sha.digest());
    }

    /**
     * Sorts by digests, ascending: by their leading bits first, as numbers in one array, for to go to two digests for each comparison
     * takes many times as long.
     */
    public static <T> void sort(T[] items, Function<? super T, Digest> digest) {
        long places = 2L * Integer.highestOneBit(items.length) - 1;
        long[] keys = new long[items.length];
        for (int place = 0; place < keys.length; place++) {
            // As a signed number that orders as the bits do.
            keys[place] = ((digest.apply(items[place]).leadingBits() ^ Long.MIN_VALUE) & ~places) | place;
        }
        Arrays.sort(keys);
        T[] unsorted = items.clone();
        for (int i = 0; i < items.length; i++) {
            items[i] = unsorted[(int) (keys[i] & places)];
        }
        // What is left are those that begin alike.
        Arrays.sort(items, Comparator.comparing(digest));
    }

    /** A digest computed elsewhere; {@code bytes} must be 32 long. */
    public static Digest of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /** The digest standing at {@code offset} of {@code source}. */
    public static Digest of(byte[] source, int offset) {
        return new Digest(Arrays.copyOfRange(source, offset, Math.addExact(offset, SIZE)));
    }

    /**
     * Reads 43 characters of base64url.
     *
     * @throws MalformedException {@code base64url_not_canonical digest_bad_length}
     */
    public static Digest parse(String base64Url) throws MalformedException {
        return ofParsed(Base64Url.decode(base64Url, "the digest"));
    }

    /**
     * Reads 64 characters of lower-case hex.
     *
     * @throws MalformedException {@code hex_not_canonical digest_bad_length}
     */
    public static Digest parseHex(String hex) throws MalformedException {
        return ofParsed(Hex.decode(hex, "the digest"));
    }

    private static Digest ofParsed(byte[] bytes) throws MalformedException {
        if (bytes.length != SIZE) {
            throw new MalformedException("digest_bad_length", "a digest has 32 bytes, not " + bytes.length);
        }
        return new Digest(bytes);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes at {@code offset} of {@code target}, without a copy in between. */
    public void writeTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, SIZE);
    }

    /** Whether the 32 bytes at {@code offset} of {@code source} are these. */
    public boolean isAt(byte[] source, int offset) {
        return Arrays.equals(bytes, 0, SIZE, source, offset, offset + SIZE);
    }

    /** The first eight bytes as a number: for those who spread digests over a table. */
    public long leadingBits() {
        return (long) NUMBERS.get(bytes, 0);
    }

    /** Bit {@code place}, from the most significant of the first byte. */
    public boolean bit(int place) {
        return (bytes[place >> 3] & 0x80 >> (place & 7)) != 0;
    }

    public String base64Url() {
        return Base64Url.encode(bytes);
    }

    /** The order of the texts that {@link #base64Url} gives, which is not that of the bytes. */
    public int compareText(Digest other) {
        int differing = Arrays.mismatch(bytes, other.bytes);
        if (differing < 0) {
            return 0;
        }
        // The characters before this one say the same.
        int character = differing * Byte.SIZE / BITS_PER_CHARACTER;
        while (sixBits(character) == other.sixBits(character)) {
            character++;
        }
        return TEXT_ORDER[sixBits(character)] - TEXT_ORDER[other.sixBits(character)];
    }

    private int sixBits(int character) {
        int bit = character * BITS_PER_CHARACTER;
        int at = bit / Byte.SIZE;
        int two = (bytes[at] & 0xff) << Byte.SIZE;
        if (at + 1 < SIZE) {
            two += bytes[at + 1] & 0xff;
        }
        int behind = 2 * Byte.SIZE - BITS_PER_CHARACTER - bit % Byte.SIZE;
        return (two >> behind) & 0x3f;
    }

    public String hex() {
        return Hex.encode(bytes);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    @Override
    public String toString() {
        return base64Url();
    }

    /** What one thread hashes with. */
    private static final class Hashing {
        final MessageDigest sha = newSha256();
        final byte[] block = new byte[512];

        Digest digestBlock(int length) {
            sha.update(block, 0, length);
            return new Digest(sha.digest());
        }

        private static MessageDigest newSha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
