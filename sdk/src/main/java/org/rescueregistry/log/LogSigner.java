package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;

/**
 * A log's two keys at work: they sign checkpoints under the log's origin, with Ed25519 (C2SP signed-note, "Ed25519 signatures")
 * for every reader there is today, and with ML-DSA-44 (tlog-checkpoint, "Signatures"; tlog-cosignature, "ML-DSA-44 signed
 * message") for the day when Ed25519 can be forged.
 *
 * <p>The same checkpoint gives the same bytes: the time in the ML-DSA-44 line is zero, which says that the log makes no
 * statement about time. It signs what it is given. That no two signed checkpoints contradict each other is the caller's to guard.
 */
public final class LogSigner {
    /** Of a log's own signature line: no statement that this is the newest tree at some time. */
    private static final long NO_TIME = 0;

    private final VerifierKey ed25519Key;
    private final VerifierKey mlDsa44Key;
    private final Ed25519Signer ed25519;
    private final MlDsa44Signer mlDsa44;

    private LogSigner(VerifierKey ed25519Key, Ed25519Signer ed25519, VerifierKey mlDsa44Key, MlDsa44Signer mlDsa44) {
        this.ed25519Key = ed25519Key;
        this.ed25519 = ed25519;
        this.mlDsa44Key = mlDsa44Key;
        this.mlDsa44 = mlDsa44;
    }

    /**
     * A signer for the log of this origin.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    public static LogSigner of(String origin, Ed25519Signer ed25519, MlDsa44Signer mlDsa44) throws MalformedException {
        return new LogSigner(
                VerifierKey.of(origin, VerifierKey.Type.ED25519, ed25519.publicKey()),
                ed25519,
                VerifierKey.of(origin, mlDsa44.publicKey()),
                mlDsa44);
    }

    /** The log's origin. */
    public String origin() {
        return ed25519Key.name();
    }

    /** Both keys, Ed25519 first. */
    public List<VerifierKey> verifierKeys() {
        return List.of(ed25519Key, mlDsa44Key);
    }

    /** Signs a checkpoint of this log, with both keys: one of another origin is a bug. */
    public SignedCheckpoint sign(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin())) {
            throw new IllegalArgumentException("a checkpoint of another log: " + checkpoint.origin());
        }
        String text = checkpoint.text();
        NoteSignature classic =
                new NoteSignature(origin(), ed25519Key.keyId(), ed25519.sign(text.getBytes(StandardCharsets.UTF_8)));
        byte[] message = SignedMessage.cosigned(mlDsa44Key.name(), NO_TIME, checkpoint);
        NoteSignature quantumSafe =
                new NoteSignature(origin(), mlDsa44Key.keyId(), SignedMessage.timed(NO_TIME, mlDsa44.sign(message)));
        return new SignedCheckpoint(SignedNote.of(text, List.of(classic, quantumSafe)), checkpoint);
    }
}
