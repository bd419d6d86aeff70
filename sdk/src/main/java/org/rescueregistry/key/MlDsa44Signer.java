package org.rescueregistry.key;

import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.rescueregistry.wire.MalformedException;

/**
 * Signs with ML-DSA-44 (FIPS 204 section 5.2, pure, empty context), in the deterministic variant (section 3.4): the same message
 * gives the same 2,420 bytes, so a log that signs a tree again after a crash signs nothing new. Safe for any number of threads.
 */
public final class MlDsa44Signer {
    /** Length of a seed, the ξ from which FIPS 204 section 5.1 expands the key, in bytes. */
    public static final int SEED_SIZE = 32;

    private final byte[] seed;
    private final MLDSAPrivateKeyParameters parameters;
    private final MlDsa44PublicKey publicKey;

    private MlDsa44Signer(byte[] ownedSeed) {
        this.seed = ownedSeed;
        this.parameters = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, ownedSeed.clone());
        try {
            this.publicKey = MlDsa44PublicKey.of(parameters.getPublicKey());
        } catch (MalformedException e) {
            throw new IllegalStateException("FIPS 204 makes no key of another length", e);
        }
    }

    public static MlDsa44Signer generate(SecureRandom random) {
        byte[] seed = new byte[SEED_SIZE];
        random.nextBytes(seed);
        return new MlDsa44Signer(seed);
    }

    /** A signer for a seed of 32 bytes, which are copied. */
    public static MlDsa44Signer fromSeed(byte[] seed) {
        if (seed.length != SEED_SIZE) {
            throw new IllegalArgumentException("an ML-DSA-44 seed has 32 bytes, not " + seed.length);
        }
        return new MlDsa44Signer(seed.clone());
    }

    public MlDsa44PublicKey publicKey() {
        return publicKey;
    }

    public byte[] sign(byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        // Without a source of randomness it is the deterministic variant.
        signer.init(true, parameters);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("an ML-DSA key signs every message", e);
        }
    }

    /** The secret itself. */
    public byte[] exposeSeed() {
        return seed.clone();
    }

    @Override
    public String toString() {
        return "signer of " + publicKey;
    }
}
