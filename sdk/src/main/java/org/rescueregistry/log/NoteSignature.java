package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rescueregistry.wire.MalformedException;

/**
 * One signature line of a note (C2SP signed-note, "Signatures"), not verified:
 *
 * <pre>— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=</pre>
 */
public final class NoteSignature {
    /** Longest signature that is read, in bytes; an ML-DSA-44 cosignature has 2,428. */
    static final int MAX_SIGNATURE_BYTES = 8 << 10;

    private static final String DASH = "\u2014 ";
    private static final String CODE = "note_bad_signature_line";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    /**
     * Reads lines as a witness answers them, each ending in a newline.
     *
     * @throws MalformedException {@code note_bad_signature_line note_too_long}
     */
    public static List<NoteSignature> parseLines(byte[] text) throws MalformedException {
        return parseLines(Lines.utf8(text, SignedNote.MAX_BYTES, "note_too_long"));
    }

    static List<NoteSignature> parseLines(String text) throws MalformedException {
        List<String> lines = Lines.split(text, CODE);
        if (lines.size() > SignedNote.MAX_SIGNATURES) {
            throw new MalformedException(CODE, "more than " + SignedNote.MAX_SIGNATURES + " signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(parse(line));
        }
        return List.copyOf(signatures);
    }

    private static NoteSignature parse(String line) throws MalformedException {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new MalformedException(CODE, "not an em dash, a key name and a signature");
        }
        String name = line.substring(DASH.length(), space);
        if (!isKeyName(name)) {
            throw new MalformedException(CODE, "a key name is empty or has a space or a plus");
        }
        byte[] bytes = Lines.base64(line.substring(space + 1), CODE);
        if (bytes.length <= Integer.BYTES || bytes.length > MAX_SIGNATURE_BYTES) {
            throw new MalformedException(CODE, "a signature of impossible length");
        }
        int keyId = ByteBuffer.wrap(bytes).getInt();
        return new NoteSignature(name, keyId, Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    /** Not empty, without Unicode spaces, plus or control characters. */
    static boolean isKeyName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c));
    }

    public String name() {
        return name;
    }

    /** The key id, as the 32 bits it is. */
    public int keyId() {
        return keyId;
    }

    byte[] signature() {
        return signature.clone();
    }

    /** Whether name and id are those of the other's key. */
    boolean sameKey(NoteSignature other) {
        return keyId == other.keyId && name.equals(other.name);
    }

    /** The line, with its newline. */
    public String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return DASH + name + " " + Lines.base64(bytes) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && sameKey(that) && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return line().stripTrailing();
    }
}
