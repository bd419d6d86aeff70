package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.wire.MalformedException;

/**
 * A log's key at work: signs checkpoints under the log's origin (C2SP signed-note, "Ed25519 signatures").
 *
 * <p>It signs what it is given. That no two signed checkpoints contradict each other is the caller's to guard.
 */
public final class NoteSigner {
    private final VerifierKey verifierKey;
    private final Ed25519Signer signer;

    private NoteSigner(VerifierKey verifierKey, Ed25519Signer signer) {
        this.verifierKey = verifierKey;
        this.signer = signer;
    }

    /**
     * A signer under a key name, for a log its origin.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static NoteSigner of(String name, Ed25519Signer signer) throws MalformedException {
        return new NoteSigner(VerifierKey.of(name, VerifierKey.Type.ED25519, signer.publicKey()), signer);
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** Signs a checkpoint of this log: one of another origin is a bug. */
    public SignedCheckpoint sign(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(verifierKey.name())) {
            throw new IllegalArgumentException("a checkpoint of another log: " + checkpoint.origin());
        }
        String text = checkpoint.text();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        NoteSignature line = new NoteSignature(verifierKey.name(), verifierKey.keyId(), signature);
        return new SignedCheckpoint(SignedNote.of(text, line), checkpoint);
    }
}
