package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519PublicKey;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * A key that verifies signatures of notes, with its name and type (C2SP signed-note, "Verifier keys"), as text:
 *
 * <pre>example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k</pre>
 *
 * <p>The id is the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
 */
public final class VerifierKey {
    /** Longest text that is read, in characters. */
    public static final int MAX_CHARS = 1024;

    private final String name;
    private final Type type;
    private final Ed25519PublicKey publicKey;
    private final int keyId;

    /** What a key's signatures mean; the byte is the signature type of C2SP. */
    public enum Type {
        /** Signs the text of a note: a log's key. */
        ED25519(0x01),
        /** Signs a checkpoint together with the time it was seen: a witness's or a replayer's key. */
        COSIGNATURE_V1(0x04);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }
    }

    private VerifierKey(String name, Type type, Ed25519PublicKey publicKey) {
        this.name = name;
        this.type = type;
        this.publicKey = publicKey;
        byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] id =
                Digest.sha256(head, new byte[] {type.code}, publicKey.toBytes()).toBytes();
        this.keyId = ByteBuffer.wrap(id).getInt();
    }

    /**
     * A key under a name that is not empty and has neither spaces nor a plus.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static VerifierKey of(String name, Type type, Ed25519PublicKey publicKey) throws MalformedException {
        if (!NoteSignature.isKeyName(name) || name.length() > MAX_CHARS / 2) {
            throw new MalformedException("vkey_bad_name", "a key name is empty, too long, or has a space or a plus");
        }
        return new VerifierKey(name, type, publicKey);
    }

    /**
     * Reads the text form.
     *
     * @throws MalformedException {@code vkey_malformed vkey_bad_name vkey_unknown_type vkey_wrong_id}, or those of
     *     {@link Ed25519PublicKey#of}
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
        Type type = Arrays.stream(Type.values())
                .filter(known -> known.code == typed[0])
                .findFirst()
                .orElseThrow(() -> new MalformedException(
                        "vkey_unknown_type", "signature type 0x%02x is not known here".formatted(typed[0])));
        Ed25519PublicKey publicKey = Ed25519PublicKey.of(Arrays.copyOfRange(typed, 1, typed.length));
        VerifierKey key = of(text.substring(0, first), type, publicKey);
        byte[] id = Hex.decode(text.substring(first + 1, second), "the id of the verifier key");
        if (id.length != Integer.BYTES || ByteBuffer.wrap(id).getInt() != key.keyId) {
            throw new MalformedException("vkey_wrong_id", "the id is not that of this name, type and key");
        }
        return key;
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

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /** Whether the line says it is by this key. */
    boolean claims(NoteSignature signature) {
        return signature.keyId() == keyId && signature.name().equals(name);
    }

    /** Whether {@code text} carries this key's note signature {@code signature}; only for {@link Type#ED25519}. */
    boolean verifiesNote(String text, NoteSignature signature) {
        return type == Type.ED25519 && publicKey.verify(text.getBytes(StandardCharsets.UTF_8), signature.signature());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && type == key.type
                && name.equals(key.name)
                && publicKey.equals(key.publicKey);
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    /** The text form. */
    @Override
    public String toString() {
        byte[] raw = publicKey.toBytes();
        byte[] typed =
                ByteBuffer.allocate(1 + raw.length).put(type.code).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + Lines.base64(typed);
    }
}
