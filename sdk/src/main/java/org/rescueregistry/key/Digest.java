package org.rescueregistry.key;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
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

    /** Its bytes, eight in each, the first in the highest: one object, of which a reader of snapshots keeps a hundred thousand. */
    private final long first;

    private final long second;
    private final long third;
    private final long fourth;

    private Digest(byte[] source, int offset) {
        Objects.checkFromIndexSize(offset, SIZE, source.length);
        first = (long) NUMBERS.get(source, offset);
        second = (long) NUMBERS.get(source, offset + Long.BYTES);
        third = (long) NUMBERS.get(source, offset + 2 * Long.BYTES);
        fourth = (long) NUMBERS.get(source, offset + 3 * Long.BYTES);
    }

    /** The digest of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        Hashing hashing = HASHING.get();
        for (byte[] part : parts) {
            hashing.sha.update(part);
        }
        return hashing.digest();
    }

    /** SHA-256 of all that a stream gives. */
    public static Digest sha256(InputStream stream) throws IOException {
        // One of its own: a stream that fails must leave nothing behind for whoever hashes next.
        MessageDigest sha = Hashing.newSha256();
        byte[] some = new byte[STREAM_BUFFER];
        for (int read = stream.read(some); read >= 0; read = stream.read(some)) {
            sha.update(some, 0, read);
        }
        return new Digest(sha.digest(), 0);
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
        return hashing.digest();
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
        Hashing hashing = HASHING.get();
        for (Digest digest : sorted) {
            digest.writeTo(hashing.block, 0);
            hashing.sha.update(hashing.block, 0, SIZE);
        }
        return hashing.digest();
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
        boolean areSomeAlike = false;
        for (int i = 0; i < items.length; i++) {
            items[i] = unsorted[(int) (keys[i] & places)];
            areSomeAlike |= i > 0 && (keys[i] & ~places) == (keys[i - 1] & ~places);
        }
        // What is left are those that begin alike: hardly ever any.
        if (areSomeAlike) {
            Arrays.sort(items, Comparator.comparing(digest));
        }
    }

    /** A digest computed elsewhere; {@code bytes} must be 32 long. */
    public static Digest of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        return new Digest(bytes, 0);
    }

    /** The digest standing at {@code offset} of {@code source}. */
    public static Digest of(byte[] source, int offset) {
        return new Digest(source, offset);
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
        return new Digest(bytes, 0);
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[SIZE];
        writeTo(bytes, 0);
        return bytes;
    }

    /** Writes the 32 bytes at {@code offset} of {@code target}, without a copy in between. */
    public void writeTo(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, SIZE, target.length);
        NUMBERS.set(target, offset, first);
        NUMBERS.set(target, offset + Long.BYTES, second);
        NUMBERS.set(target, offset + 2 * Long.BYTES, third);
        NUMBERS.set(target, offset + 3 * Long.BYTES, fourth);
    }

    /** Whether the 32 bytes at {@code offset} of {@code source} are these. */
    public boolean isAt(byte[] source, int offset) {
        return first == (long) NUMBERS.get(source, offset)
                && second == (long) NUMBERS.get(source, offset + Long.BYTES)
                && third == (long) NUMBERS.get(source, offset + 2 * Long.BYTES)
                && fourth == (long) NUMBERS.get(source, offset + 3 * Long.BYTES);
    }

    /** The first eight bytes as a number: for those who spread digests over a table. */
    public long leadingBits() {
        return first;
    }

    /** Bit {@code place}, from the most significant of the first byte. */
    public boolean bit(int place) {
        return (number(place / Long.SIZE) << place % Long.SIZE) < 0;
    }

    private long number(int place) {
        return switch (place) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            case 3 -> fourth;
            default -> throw new IndexOutOfBoundsException(place);
        };
    }

    private int byteAt(int place) {
        return (int) (number(place / Long.BYTES) >>> (Long.SIZE - Byte.SIZE * (1 + place % Long.BYTES))) & 0xff;
    }

    public String base64Url() {
        return Base64Url.encode(toBytes());
    }

    /** The order of the texts that {@link #base64Url} gives, which is not that of the bytes. */
    public int compareText(Digest other) {
        if (equals(other)) {
            return 0;
        }
        int differing = 0;
        while (byteAt(differing) == other.byteAt(differing)) {
            differing++;
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
        int two = byteAt(at) << Byte.SIZE;
        if (at + 1 < SIZE) {
            two += byteAt(at + 1);
        }
        int behind = 2 * Byte.SIZE - BITS_PER_CHARACTER - bit % Byte.SIZE;
        return (two >> behind) & 0x3f;
    }

    public String hex() {
        return Hex.encode(toBytes());
    }

    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) {
            order = Long.compareUnsigned(second, other.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third, other.third);
        }
        return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth;
    }

    @Override
    public int hashCode() {
        return (int) (first >>> Integer.SIZE);
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
            return digest();
        }

        /** Of what was given to {@link #sha}. */
        Digest digest() {
            try {
                int unused = sha.digest(block, 0, SIZE);
            } catch (DigestException e) {
                throw new IllegalStateException("there is room for it", e);
            }
            return new Digest(block, 0);
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
