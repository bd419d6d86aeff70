package org.rescueregistry.key;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.rescueregistry.wire.MalformedException;

/** Signs with Ed25519 (RFC 8032 section 5.1.6): 64 bytes, deterministic. Safe for any number of threads. */
public final class Ed25519Signer {
    /** Length of a seed, the private key of RFC 8032, in bytes. */
    public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final byte[] encodedPublicKey = new byte[Ed25519PublicKey.SIZE];
    private final Ed25519PublicKey publicKey;

    private Ed25519Signer(byte[] ownedSeed) {
        this.seed = ownedSeed;
        Ed25519.generatePublicKey(ownedSeed, 0, encodedPublicKey, 0);
        try {
            this.publicKey = Ed25519PublicKey.of(encodedPublicKey);
        } catch (MalformedException e) {
            throw new IllegalStateException("RFC 8032 makes no invalid key from a seed", e);
        }
    }

    public static Ed25519Signer generate(SecureRandom random) {
        byte[] seed = new byte[SEED_SIZE];
        random.nextBytes(seed);
        return new Ed25519Signer(seed);
    }

    /** A signer for a seed of 32 bytes, which are copied. */
    public static Ed25519Signer fromSeed(byte[] seed) {
        if (seed.length != SEED_SIZE) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
        }
        return new Ed25519Signer(seed.clone());
    }

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, encodedPublicKey, 0, message, 0, message.length, signature, 0);
        return signature;
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
