package org.rescueregistry.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/** The lines above the tlog-proof in a {@link StatusProof}, taken one after the other. */
final class ProofLines {
    static final String CODE = "status_proof_malformed";

    private static final int HASH_CHARS = 44;

    private final String[] lines;
    private int at;

    /** @param head without its last newline */
    ProofLines(String head) {
        this.lines = head.split("\n", -1);
    }

    static String utf8(byte[] bytes) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(CODE, "not valid UTF-8", e);
        }
    }

    static MalformedException wrong(String why) {
        return new MalformedException(CODE, why);
    }

    /** Takes the next line, which has to be this one. */
    void exactly(String line) throws MalformedException {
        if (at >= lines.length || !lines[at].equals(line)) {
            throw wrong("line " + (at + 1) + " is not " + line);
        }
        at++;
    }

    /** Takes the next line if it is this one. */
    boolean skip(String line) {
        boolean there = at < lines.length && lines[at].equals(line);
        at += there ? 1 : 0;
        return there;
    }

    /** Takes the next line if it begins with this word and a space, and gives what stands behind. */
    Optional<String> optional(String word) {
        if (at >= lines.length || !lines[at].startsWith(word + " ")) {
            return Optional.empty();
        }
        return Optional.of(lines[at++].substring(word.length() + 1));
    }

    /** Takes the next line, which has to begin with this word and a space, and gives what stands behind. */
    String value(String word) throws MalformedException {
        return optional(word).orElseThrow(() -> wrong("line " + (at + 1) + " does not begin with " + word));
    }

    /** Takes as many lines as are hashes. */
    List<Digest> hashes(int most) throws MalformedException {
        List<Digest> hashes = new ArrayList<>();
        while (at < lines.length && lines[at].length() == HASH_CHARS && lines[at].indexOf(' ') < 0) {
            if (hashes.size() == most) {
                throw wrong("more than " + most + " hashes before line " + (at + 1));
            }
            hashes.add(hash(lines[at++]));
        }
        return List.copyOf(hashes);
    }

    /** Nothing may be left. */
    void done() throws MalformedException {
        if (at < lines.length) {
            throw wrong("line " + (at + 1) + " is none that belongs there");
        }
    }

    static Digest hash(String text) throws MalformedException {
        byte[] bytes = base64(text);
        if (bytes.length != Digest.SIZE) {
            throw wrong("a hash has " + Digest.SIZE + " bytes, not " + bytes.length);
        }
        return Digest.of(bytes);
    }

    static String text(Digest hash) {
        return text(hash.toBytes());
    }

    static byte[] base64(String text) throws MalformedException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(CODE, "not base64", e);
        }
        // The JDK's decoder lets missing padding and stray trailing bits pass; encoding again tells.
        if (!text(bytes).equals(text)) {
            throw wrong("not canonical base64");
        }
        return bytes;
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
