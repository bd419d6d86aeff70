package org.rescueregistry.key;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * A public key for Ed25519 (RFC 8032 section 5.1.5): 32 bytes.
 *
 * <p><b>Which signatures verify.</b> RFC 8032 leaves room, and two verifiers that use it differently can be shown two
 * truths. We hold the narrow reading: a key must be canonically encoded and of prime order, or {@link #of} refuses it;
 * for such a key exactly those signatures verify for which [S]B = R + [k]A holds <em>without</em> multiplying by the
 * cofactor, S is below the order, and R is canonically encoded. For the keys taken here that is what Go's {@code
 * crypto/ed25519} answers too; keys with a part of small order, which Go takes, cannot come from an honest generator.
 *
 * <p>Keep the object: it holds the decoded point. Safe for any number of threads.
 */
public final class Ed25519PublicKey {
    /** Length of the encoding in bytes. */
    public static final int SIZE = Ed25519.PUBLIC_KEY_SIZE;

    /** The neutral point (0, 1), encoded. */
    private static final byte[] NEUTRAL = neutral();

    private final byte[] encoded;
    private final Ed25519.PublicPoint point;

    private Ed25519PublicKey(byte[] ownedEncoding, Ed25519.PublicPoint point) {
        this.encoded = ownedEncoding;
        this.point = point;
    }

    /**
     * Reads the 32 bytes of RFC 8032.
     *
     * @throws MalformedException {@code ed25519_key_bad_length ed25519_key_invalid}
     */
    public static Ed25519PublicKey of(byte[] encoded) throws MalformedException {
        if (encoded.length != SIZE) {
            throw new MalformedException(
                    "ed25519_key_bad_length", "an Ed25519 key has 32 bytes, not " + encoded.length);
        }
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(encoded, 0);
        if (point == null) {
            throw new MalformedException(
                    "ed25519_key_invalid", "the bytes are no canonical point of prime order on edwards25519");
        }
        return new Ed25519PublicKey(encoded.clone(), point);
    }

    /** Whether {@code signature} (64 bytes) is this key's over {@code message}. */
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point, message, 0, message.length)
                && commitsWithoutSmallOrder(signature);
    }

    /**
     * Bouncy Castle checks the equation multiplied by the cofactor. With A of prime order it holds without the cofactor
     * as well exactly if R, the first half of the signature, has no part of small order.
     */
    private static boolean commitsWithoutSmallOrder(byte[] signature) {
        return Ed25519.validatePublicKeyFull(signature, 0) || Arrays.equals(signature, 0, SIZE, NEUTRAL, 0, SIZE);
    }

    public byte[] toBytes() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Ed25519 key " + Hex.encode(encoded);
    }

    private static byte[] neutral() {
        byte[] point = new byte[SIZE];
        point[0] = 1;
        return point;
    }
}
