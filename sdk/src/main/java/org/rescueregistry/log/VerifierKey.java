package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519PublicKey;
import org.rescueregistry.key.MlDsa44PublicKey;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * A key that verifies signatures of notes, with its name and type (C2SP signed-note, "Verifier keys"), as text:
 *
 * <pre>example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k</pre>
 *
 * <p>The id is the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). With Ed25519 the text is short, with
 * ML-DSA-44 it has 1,752 characters after the id.
 */
public final class VerifierKey {
    /** Longest text that is read, in characters. */
    public static final int MAX_CHARS = 4096;

    /** Longest name, in bytes: what an ML-DSA-44 cosignature can be made over. */
    public static final int MAX_NAME_BYTES = SignedMessage.MAX_NAME_BYTES;

    private final String name;
    private final Type type;
    private final byte[] publicKey;
    private final Check check;
    private final int keyId;

    /** What a key's signatures mean; the byte is the signature type of C2SP. */
    public enum Type {
        /** Signs the text of a note: a log's key. */
        ED25519(0x01),
        /** Signs a checkpoint together with the time it was seen: a witness's or a replayer's key. */
        COSIGNATURE_V1(0x04),
        /** Signs the tree of a checkpoint, with its own name and perhaps the time it was seen: a log's, a witness's or a replayer's. */
        ML_DSA_44(0x06);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        /** Whether a log may sign its own checkpoints with such a key (tlog-checkpoint, "Signatures"). */
        boolean isOfLogs() {
            return this != COSIGNATURE_V1;
        }

        /** Whether such a key makes cosignatures (tlog-cosignature, "Format"). */
        boolean isOfCosigners() {
            return this != ED25519;
        }
    }

    /** The public key, of whichever algorithm. */
    private interface Check {
        boolean verify(byte[] message, byte[] signature);
    }

    private VerifierKey(String name, Type type, byte[] ownedKey, Check check) throws MalformedException {
        if (!NoteSignature.isKeyName(name) || !SignedMessage.holds(name)) {
            throw new MalformedException("vkey_bad_name", "a key name is empty, too long, or has a space or a plus");
        }
        this.name = name;
        this.type = type;
        this.publicKey = ownedKey;
        this.check = check;
        byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] id = Digest.sha256(head, new byte[] {type.code}, ownedKey).toBytes();
        this.keyId = ByteBuffer.wrap(id).getInt();
    }

    /**
     * An Ed25519 key under a name that is not empty, has neither spaces nor a plus, and at most {@link #MAX_NAME_BYTES}.
     *
     * @param type which of the two meanings of an Ed25519 signature
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static VerifierKey of(String name, Type type, Ed25519PublicKey publicKey) throws MalformedException {
        if (type == Type.ML_DSA_44) {
            throw new IllegalArgumentException("an Ed25519 key for ML-DSA-44 signatures");
        }
        return new VerifierKey(name, type, publicKey.toBytes(), publicKey::verify);
    }

    /**
     * An ML-DSA-44 key under such a name.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static VerifierKey of(String name, MlDsa44PublicKey publicKey) throws MalformedException {
        return new VerifierKey(name, Type.ML_DSA_44, publicKey.toBytes(), publicKey::verify);
    }

    /**
     * Reads the text form.
     *
     * @throws MalformedException {@code vkey_malformed vkey_bad_name vkey_unknown_type vkey_wrong_id}, or those of
     *     {@link Ed25519PublicKey#of} and {@link MlDsa44PublicKey#of}
     */
    public static VerifierKey parse(String text) throws MalformedException {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (text.length() > MAX_CHARS || first < 0 || second < 0) {
            throw new MalformedException("vkey_malformed", "a verifier key is name+id+key");
        }
        byte[] typed = Lines.base64(text.substring(second + 1), "vkey_malformed");
        if (typed.length == 0) {
            throw new MalformedException("vkey_malformed", "the verifier key has no key");
        }
        VerifierKey key = of(text.substring(0, first), typed);
        byte[] id = Hex.decode(text.substring(first + 1, second), "the id of the verifier key");
        if (id.length != Integer.BYTES || ByteBuffer.wrap(id).getInt() != key.keyId) {
            throw new MalformedException("vkey_wrong_id", "the id is not that of this name, type and key");
        }
        return key;
    }

    private static VerifierKey of(String name, byte[] typed) throws MalformedException {
        Type type = Arrays.stream(Type.values())
                .filter(known -> known.code == typed[0])
                .findFirst()
                .orElseThrow(() -> new MalformedException(
                        "vkey_unknown_type", "signature type 0x%02x is not known here".formatted(typed[0])));
        byte[] material = Arrays.copyOfRange(typed, 1, typed.length);
        return type == Type.ML_DSA_44
                ? of(name, MlDsa44PublicKey.of(material))
                : of(name, type, Ed25519PublicKey.of(material));
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** The key id, as the 32 bits it is. */
    public int keyId() {
        return keyId;
    }

    /** Equal for two keys that wrap the same public key, under whatever names and types (tlog-policy, "duplicate"). */
    Digest material() {
        return Digest.sha256(publicKey);
    }

    /** Whether the line says it is by this key. */
    public boolean claims(NoteSignature signature) {
        return signature.keyId() == keyId && signature.name().equals(name);
    }

    /** Whether the line is this log's signature of the checkpoint; never for a {@link Type#COSIGNATURE_V1}. */
    boolean verifiesCheckpoint(Checkpoint checkpoint, NoteSignature line) {
        byte[] bytes = line.signature();
        return switch (type) {
            case ED25519 -> verifiesNote(checkpoint.text(), line);
            case COSIGNATURE_V1 -> false;
            case ML_DSA_44 ->
                bytes.length > Long.BYTES
                        && ByteBuffer.wrap(bytes).getLong() >= 0
                        && verifiesCosigned(checkpoint, ByteBuffer.wrap(bytes).getLong(), signatureOf(bytes));
        };
    }

    /** Whether the line is this key's signature of the text; only for {@link Type#ED25519}. */
    boolean verifiesNote(String text, NoteSignature line) {
        return type == Type.ED25519 && check.verify(text.getBytes(StandardCharsets.UTF_8), line.signature());
    }

    /** Whether {@code signature}, without its time, is this cosigner's of the checkpoint at that time. */
    boolean verifiesCosigned(Checkpoint checkpoint, long seconds, byte[] signature) {
        return switch (type) {
            case ED25519 -> false;
            case COSIGNATURE_V1 -> check.verify(SignedMessage.cosignatureV1(seconds, checkpoint), signature);
            case ML_DSA_44 ->
                SignedMessage.holds(checkpoint.origin())
                        && check.verify(SignedMessage.cosigned(name, seconds, checkpoint), signature);
        };
    }

    private static byte[] signatureOf(byte[] timed) {
        return Arrays.copyOfRange(timed, Long.BYTES, timed.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && type == key.type
                && name.equals(key.name)
                && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    /** The text form. */
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + publicKey.length)
                .put(type.code)
                .put(publicKey)
                .array();
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + Lines.base64(typed);
    }
}
