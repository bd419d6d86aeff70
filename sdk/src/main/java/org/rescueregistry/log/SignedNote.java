package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.rescueregistry.wire.MalformedException;

/**
 * A text with signatures under it (C2SP signed-note), read but not verified: nothing in the text is to be believed yet.
 *
 * <pre>
 * This is an example message.
 *
 * — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
 * </pre>
 *
 * <p>Signatures of keys nobody asked about are carried and ignored.
 */
public final class SignedNote {
    /** Longest note that is read, in bytes: more than the largest number of post-quantum signatures fills. */
    public static final int MAX_BYTES = 512 << 10;

    /** Most signatures that are read; signed-note, "Format", asks for 16 at least. */
    public static final int MAX_SIGNATURES = 64;

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note.
     *
     * @throws MalformedException {@code note_too_long note_bad_text note_bad_signature_line}
     */
    public static SignedNote parse(byte[] bytes) throws MalformedException {
        String whole = Lines.utf8(bytes, MAX_BYTES, bytes.length > MAX_BYTES ? "note_too_long" : "note_bad_text");
        if (whole.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new MalformedException("note_bad_text", "the note has a control character");
        }
        // The last empty line divides: the text may have empty lines of its own.
        int divide = whole.lastIndexOf("\n\n");
        if (divide < 0) {
            throw new MalformedException("note_bad_text", "no empty line between the text and the signatures");
        }
        List<NoteSignature> signatures = NoteSignature.parseLines(whole.substring(divide + 2));
        if (signatures.isEmpty()) {
            throw new MalformedException("note_bad_text", "the note has no signature");
        }
        return new SignedNote(whole.substring(0, divide + 1), signatures);
    }

    /** A new note: {@code text}, which ends in a newline, with its first signatures. */
    static SignedNote of(String text, List<NoteSignature> first) {
        return new SignedNote(text, first);
    }

    /** This note with more signatures; one by a key that signed already takes the older one's place. */
    public SignedNote plus(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        for (NoteSignature added : more) {
            int at = 0;
            while (at < all.size() && !all.get(at).sameKey(added)) {
                at++;
            }
            if (at < all.size()) {
                all.set(at, added);
            } else {
                all.add(added);
            }
        }
        return new SignedNote(text, all);
    }

    /** What is signed, with its last newline. */
    public String text() {
        return text;
    }

    public List<NoteSignature> signatures() {
        return signatures;
    }

    /** The note as it is sent: text, empty line, signatures. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedNote note && text.equals(note.text) && signatures.equals(note.signatures);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.line()));
        return out.toString();
    }
}
