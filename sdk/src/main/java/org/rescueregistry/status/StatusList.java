package org.rescueregistry.status;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The statuses of many tokens, one after the other (Token Status List sections 4.1 and 4.2). Immutable.
 *
 * <p>Status {@code i} of a list with {@code b} bits stands in byte {@code i·b/8}, the first status in the least
 * significant bits. As JSON the bytes are compressed with zlib (RFC 1950), so one list has many spellings; whoever
 * wants to name a list names {@link #digest()}, which is of the raw bytes.
 *
 * <pre>{"bits":2,"lst":"eNo76fITAAPfAgc"}</pre>
 */
public final class StatusList {
    /** Largest list that is read or made, in raw bytes: 2²² statuses of two bits. */
    public static final int MAX_BYTES = 1 << 20;

    private final StatusBits bits;
    private final byte[] raw;

    private StatusList(StatusBits bits, byte[] raw) {
        this.bits = bits;
        this.raw = raw;
    }

    /**
     * Makes a list in which every status is {@link StatusType#VALID} but those given.
     *
     * @param size how many statuses; whole bytes, as section 13.4 recommends
     * @throws IllegalArgumentException if the size is no whole number of bytes up to {@link #MAX_BYTES}, an index is
     *     outside it, or a status needs more bits
     */
    public static StatusList of(StatusBits bits, int size, Map<Integer, StatusType> others) {
        if (size <= 0 || size % bits.perByte() != 0 || size / bits.perByte() > MAX_BYTES) {
            throw new IllegalArgumentException("no size for a status list of " + bits.count() + " bits: " + size);
        }
        StatusList list = new StatusList(bits, new byte[size / bits.perByte()]);
        others.forEach(list::set);
        return list;
    }

    /**
     * Reads the raw bytes.
     *
     * @throws MalformedException {@code status_list_empty}, {@code status_list_too_long}
     */
    public static StatusList ofRaw(StatusBits bits, byte[] raw) throws MalformedException {
        return new StatusList(bits, requireLength(raw).clone());
    }

    /**
     * Reads the member {@code status_list} of a token: {@code bits} and {@code lst} are read, {@code aggregation_uri}
     * is allowed and ignored.
     *
     * @throws MalformedException {@code status_list_bits status_list_not_zlib status_list_trailing_bytes
     *     status_list_too_long status_list_empty}, or those of {@link Members} and {@link Base64Url}
     */
    public static StatusList parse(Json json) throws MalformedException {
        Members members = Members.of(json, "status_list");
        StatusBits bits = StatusBits.of(members.integer("bits"));
        byte[] compressed = Base64Url.decode(members.string("lst"), members.where("lst"));
        members.optionalString("aggregation_uri");
        members.done();
        return new StatusList(bits, requireLength(Zlib.inflate(compressed, MAX_BYTES)));
    }

    private static byte[] requireLength(byte[] raw) throws MalformedException {
        if (raw.length == 0) {
            throw new MalformedException("status_list_empty", "a status list has no statuses");
        }
        if (raw.length > MAX_BYTES) {
            throw new MalformedException("status_list_too_long", "a status list has over " + MAX_BYTES + " bytes");
        }
        return raw;
    }

    /** The list as the member {@code status_list} of a token. Compresses at the highest level: tens of milliseconds. */
    public Json.Obj json() {
        return Json.object()
                .put("bits", bits.count())
                .put("lst", Base64Url.encode(Zlib.deflate(raw)))
                .build();
    }

    public StatusBits bits() {
        return bits;
    }

    /** How many statuses there are. */
    public int size() {
        return raw.length * bits.perByte();
    }

    /** The status at an index, which must be from 0 to {@link #size()} − 1. */
    public StatusType get(int index) {
        Objects.checkIndex(index, size());
        return StatusType.of((raw[index / bits.perByte()] >>> shift(index)) & bits.mask());
    }

    /** The same list but for one status; refusals as {@link #of}. */
    public StatusList with(int index, StatusType status) {
        StatusList copy = new StatusList(bits, raw.clone());
        copy.set(index, status);
        return copy;
    }

    private void set(int index, StatusType status) {
        if (index < 0 || index >= size() || status.value() > bits.mask()) {
            throw new IllegalArgumentException(
                    "no place for " + status + " at " + index + " of " + size() + " with " + bits.count() + " bits");
        }
        int at = index / bits.perByte();
        int cleared = raw[at] & ~(bits.mask() << shift(index));
        raw[at] = (byte) (cleared | status.value() << shift(index));
    }

    private int shift(int index) {
        return index % bits.perByte() * bits.count();
    }

    /** A copy of the uncompressed bytes. */
    public byte[] raw() {
        return raw.clone();
    }

    /** SHA-256 of the uncompressed bytes. */
    public Digest digest() {
        return Digest.sha256(raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList list && bits == list.bits && Arrays.equals(raw, list.raw);
    }

    @Override
    public int hashCode() {
        return 31 * bits.hashCode() + Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "StatusList[" + size() + " of " + bits.count() + " bits]";
    }
}
