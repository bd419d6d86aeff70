package org.rescueregistry.log;

import java.time.Instant;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;

/**
 * A key of a witness or replayer at work (C2SP tlog-cosignature), of either kind. A witness has one of each, under one name.
 *
 * <p>It signs what it is given: that the checkpoint continues the last one, and that this is on disk, is the caller's
 * to see to first.
 */
public final class CosignatureSigner {
    private final VerifierKey verifierKey;
    private final Signing signing;

    private interface Signing {
        byte[] sign(long seconds, Checkpoint checkpoint);
    }

    private CosignatureSigner(VerifierKey verifierKey, Signing signing) {
        this.verifierKey = verifierKey;
        this.signing = signing;
    }

    /**
     * An Ed25519 signer under a key name.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static CosignatureSigner of(String name, Ed25519Signer signer) throws MalformedException {
        return new CosignatureSigner(
                VerifierKey.of(name, VerifierKey.Type.COSIGNATURE_V1, signer.publicKey()),
                (seconds, checkpoint) -> signer.sign(SignedMessage.cosignatureV1(seconds, checkpoint)));
    }

    /**
     * An ML-DSA-44 signer under a key name, which it signs along.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static CosignatureSigner of(String name, MlDsa44Signer signer) throws MalformedException {
        return new CosignatureSigner(
                VerifierKey.of(name, signer.publicKey()),
                (seconds, checkpoint) -> signer.sign(SignedMessage.cosigned(name, seconds, checkpoint)));
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** The signature line for a checkpoint the log signed, seen at {@code time}, cut to the second. */
    public NoteSignature sign(SignedCheckpoint checkpoint, Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds <= 0 || seconds > Cosignature.MAX_TIME) {
            throw new IllegalArgumentException("no time for a cosignature: " + time);
        }
        byte[] signature = signing.sign(seconds, checkpoint.checkpoint());
        return new NoteSignature(verifierKey.name(), verifierKey.keyId(), SignedMessage.timed(seconds, signature));
    }
}
