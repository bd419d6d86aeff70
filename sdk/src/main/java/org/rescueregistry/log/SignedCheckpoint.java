package org.rescueregistry.log;

import java.util.Collection;
import java.util.List;
import org.rescueregistry.wire.MalformedException;

/**
 * A checkpoint that the log's own key signed: the log said so, which does not yet mean it says the same to everybody.
 *
 * <p>Made by {@link #verify} and {@link LogSigner} alone.
 */
public final class SignedCheckpoint {
    private final SignedNote note;
    private final Checkpoint checkpoint;

    SignedCheckpoint(SignedNote note, Checkpoint checkpoint) {
        this.note = note;
        this.checkpoint = checkpoint;
    }

    /**
     * Checks that one of the log's keys, those named like the checkpoint's origin, signed the note. A key of the log
     * that appears to have signed, but did not, spoils the note (C2SP signed-note, "Signatures"). With several keys, one
     * suffices: a log's new key must not lock out who knows only the old one.
     *
     * @param logKeys keys of any logs that are accepted
     * @throws MalformedException {@code checkpoint_malformed checkpoint_has_extensions checkpoint_unknown_log
     *     checkpoint_not_signed note_bad_signature}
     */
    public static SignedCheckpoint verify(SignedNote note, Collection<VerifierKey> logKeys) throws MalformedException {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        List<VerifierKey> own = logKeys.stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList();
        if (own.isEmpty()) {
            throw new MalformedException(
                    "checkpoint_unknown_log", "no key is known for the log " + checkpoint.origin());
        }
        boolean signed = false;
        for (NoteSignature signature : note.signatures()) {
            for (VerifierKey key : own) {
                if (key.claims(signature)) {
                    if (!key.verifiesCheckpoint(checkpoint, signature)) {
                        throw new MalformedException(
                                "note_bad_signature", "the signature of " + key.name() + " is not right");
                    }
                    signed = true;
                }
            }
        }
        if (!signed) {
            throw new MalformedException("checkpoint_not_signed", "no known key of the log signed the checkpoint");
        }
        return new SignedCheckpoint(note, checkpoint);
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The whole note, with signatures that were not looked at as well. */
    public SignedNote note() {
        return note;
    }

    /** The same checkpoint with more signature lines, such as a witness's answer. */
    public SignedCheckpoint plus(Collection<NoteSignature> more) {
        return new SignedCheckpoint(note.plus(more), checkpoint);
    }

    @Override
    public String toString() {
        return note.toString();
    }
}
