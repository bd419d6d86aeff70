package org.rescueregistry.statement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/**
 * A record as it is kept in an image: its bytes, and of what they say only what the reducer needs of every record. To parse all
 * records of a registry takes several times as long as to hash its log, and most of them nobody asks for. Safe for any number of
 * threads.
 *
 * <p>The map commits to the bytes, status lists to index and status. The kids are believed, as all else in an image is.
 */
final class KeptRecord {
    static final int CODE_BYTES = "RR-CN7K-3M9Q-XDP2".length();
    private static final int HEAD_BYTES = CODE_BYTES + 2 + Long.BYTES + 2 * Digest.SIZE + Integer.BYTES;

    private static final Status[] STATUSES = Status.values();

    private final Code code;
    private final Status status;

    /** Whether time alone can change it, or a suspension is in force. */
    private final boolean restless;

    private final long statusIndex;
    private final KeyId key;
    private final KeyId pauseKey;

    /** In which it stands, not copied: the bytes of a whole image are kept as long as there are records in it that nobody has read. */
    private final byte[] bytes;

    private final int from;
    private final int to;
    private volatile @Nullable OrganisationRecord parsed;

    private KeptRecord(OrganisationRecord record) {
        this.code = record.code();
        this.status = record.status();
        this.restless = !record.suspensions().isEmpty() || !record.waiting().isEmpty();
        this.statusIndex = record.admission().statusIndex();
        this.key = record.keys().key().keyId();
        this.pauseKey = record.keys().pauseKey().keyId();
        this.bytes = record.bytes();
        this.from = 0;
        this.to = bytes.length;
        this.parsed = record;
    }

    private KeptRecord(ByteBuffer image) throws MalformedException {
        this.code = nextCode(image);
        this.status = status(image.get());
        this.restless = image.get() != 0;
        this.statusIndex = image.getLong();
        this.key = nextKeyId(image);
        this.pauseKey = nextKeyId(image);
        int length = image.getInt();
        if (statusIndex < 0 || statusIndex >= Integer.MAX_VALUE || length < 0 || length > image.remaining()) {
            throw FoldImage.damaged();
        }
        this.bytes = image.array();
        this.from = image.arrayOffset() + image.position();
        this.to = from + length;
        image.position(image.position() + length);
    }

    static KeptRecord of(OrganisationRecord record) {
        return new KeptRecord(record);
    }

    /** Takes the next of an image. */
    static KeptRecord read(ByteBuffer image) throws MalformedException {
        if (image.remaining() < HEAD_BYTES) {
            throw FoldImage.damaged();
        }
        return new KeptRecord(image);
    }

    /** How many bytes it is in an image. */
    int length() {
        return HEAD_BYTES + to - from;
    }

    void writeTo(ByteBuffer image) {
        putCode(code, image);
        image.put(letter(status)).put((byte) (restless ? 1 : 0)).putLong(statusIndex);
        putKeyId(key, image);
        putKeyId(pauseKey, image);
        image.putInt(to - from).put(bytes, from, to - from);
    }

    /** They differ in their first letter. */
    private static byte letter(Status status) {
        return (byte) status.name().charAt(0);
    }

    private static Status status(byte letter) throws MalformedException {
        for (Status status : STATUSES) {
            if (letter(status) == letter) {
                return status;
            }
        }
        throw FoldImage.damaged();
    }

    static void putCode(Code code, ByteBuffer image) {
        image.put(code.canonical().getBytes(StandardCharsets.US_ASCII));
    }

    static Code nextCode(ByteBuffer image) throws MalformedException {
        byte[] text = new byte[CODE_BYTES];
        image.get(text);
        return Code.parseCanonical(new String(text, StandardCharsets.ISO_8859_1));
    }

    static void putKeyId(KeyId id, ByteBuffer image) {
        image.put(id.thumbprint().toBytes());
    }

    static KeyId nextKeyId(ByteBuffer image) {
        byte[] thumbprint = new byte[Digest.SIZE];
        image.get(thumbprint);
        return new KeyId(Digest.of(thumbprint));
    }

    Code code() {
        return code;
    }

    Status status() {
        return status;
    }

    /** Whether it has to be parsed at once, for something in it falls due or counts. */
    boolean isRestless() {
        return restless;
    }

    long statusIndex() {
        return statusIndex;
    }

    KeyId key() {
        return key;
    }

    KeyId pauseKey() {
        return pauseKey;
    }

    /** Writes what stands for it in the map, {@link OrderedLeaves#ENTRY_BYTES} from {@code at} on. */
    void hash(Sha256 sha, byte[] entries, int at) {
        byte[] text = code.canonical().getBytes(StandardCharsets.US_ASCII);
        sha.hash(text, 0, text.length, entries, at);
        sha.hash(bytes, from, to - from, entries, at + Digest.SIZE);
    }

    /** The holder of its key, which is parsed when it is needed. */
    Holder holder() {
        return Holder.later(
                key, new Office.Organisation(code), () -> record().keys().key());
    }

    /** The holder of its pause key. */
    Holder pauseHolder() {
        return Holder.later(
                pauseKey,
                new Office.OrganisationPause(code),
                () -> record().keys().pauseKey());
    }

    /**
     * The record.
     *
     * @throws MalformedException the bytes are none
     */
    OrganisationRecord parse() throws MalformedException {
        OrganisationRecord known = parsed;
        if (known == null) {
            known = OrganisationRecord.parse(Arrays.copyOfRange(bytes, from, to));
            if (!known.code().equals(code)) {
                throw FoldImage.damaged();
            }
            parsed = known;
        }
        return known;
    }

    /** The record, after its bytes were found to be those that a right state leaf commits to, and so were printed by the reducer. */
    OrganisationRecord record() {
        try {
            return parse();
        } catch (MalformedException e) {
            throw new IllegalStateException("a right state leaf commits to what is no record of " + code, e);
        }
    }
}
