package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.wire.MalformedException;

/**
 * A witness's or replayer's key at work (C2SP tlog-cosignature, Ed25519).
 *
 * <p>It signs what it is given: that the checkpoint continues the last one, and that this is on disk, is the caller's
 * to see to first.
 */
public final class CosignatureSigner {
    private final VerifierKey verifierKey;
    private final Ed25519Signer signer;

    private CosignatureSigner(VerifierKey verifierKey, Ed25519Signer signer) {
        this.verifierKey = verifierKey;
        this.signer = signer;
    }

    /**
     * A signer under a key name.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static CosignatureSigner of(String name, Ed25519Signer signer) throws MalformedException {
        return new CosignatureSigner(VerifierKey.of(name, VerifierKey.Type.COSIGNATURE_V1, signer.publicKey()), signer);
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
        byte[] signature = signer.sign(Cosignature.message(checkpoint.checkpoint(), seconds));
        byte[] timed = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
        return new NoteSignature(verifierKey.name(), verifierKey.keyId(), timed);
    }
}
