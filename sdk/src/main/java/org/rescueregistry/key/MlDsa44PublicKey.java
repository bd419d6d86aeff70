package org.rescueregistry.key;

import java.util.Arrays;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * A public key for ML-DSA-44 (FIPS 204 section 4), the signature that withstands quantum computers: 1,312 bytes, every one of
 * which strings is a key (section 5.3, pkDecode, refuses none).
 *
 * <p>Signatures are of the pure kind with an empty context (section 5.2), 2,420 bytes. Safe for any number of threads.
 */
public final class MlDsa44PublicKey {
    /** Length of the encoding in bytes. */
    public static final int SIZE = 1312;

    /** Length of a signature in bytes. */
    public static final int SIGNATURE_SIZE = 2420;

    private static final int SHOWN_BYTES = 16;

    private final byte[] encoded;
    private final MLDSAPublicKeyParameters parameters;

    private MlDsa44PublicKey(byte[] ownedEncoding) {
        this.encoded = ownedEncoding;
        this.parameters = new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, ownedEncoding);
    }

    /**
     * Reads the 1,312 bytes of FIPS 204, algorithm 22.
     *
     * @throws MalformedException {@code ml_dsa_key_bad_length}
     */
    public static MlDsa44PublicKey of(byte[] encoded) throws MalformedException {
        if (encoded.length != SIZE) {
            throw new MalformedException(
                    "ml_dsa_key_bad_length", "an ML-DSA-44 key has " + SIZE + " bytes, not " + encoded.length);
        }
        return new MlDsa44PublicKey(encoded.clone());
    }

    /** Whether {@code signature} is this key's over {@code message}. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_SIZE) {
            return false;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, parameters);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    public byte[] toBytes() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MlDsa44PublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** The first bytes in hex: the whole would fill a page. */
    @Override
    public String toString() {
        return Hex.encode(Arrays.copyOf(encoded, SHOWN_BYTES)) + "…";
    }
}
