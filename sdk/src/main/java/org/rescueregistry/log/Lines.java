package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/** The small spellings C2SP's text formats share: lines, decimals, standard base64, each in its one canonical form. */
final class Lines {
    private static final int MAX_DECIMAL_DIGITS = 19;

    private Lines() {}

    /** Strict UTF-8 to text. */
    static String utf8(byte[] bytes, int maxBytes, String code) throws MalformedException {
        if (bytes.length > maxBytes) {
            throw new MalformedException(code, "longer than " + maxBytes + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(code, "not valid UTF-8", e);
        }
    }

    /** The lines of a text in which each, the last too, ends in a newline. */
    static List<String> split(String text, String code) throws MalformedException {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new MalformedException(code, "the last line does not end in a newline");
        }
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }

    /** A decimal of 0 to 2⁶³−1 without leading zeroes. */
    static long decimal(String text, String code) throws MalformedException {
        boolean shaped = !text.isEmpty()
                && text.length() <= MAX_DECIMAL_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!shaped) {
            throw new MalformedException(code, "not a decimal without leading zeroes");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(code, "a decimal beyond 63 bits", e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] base64(String text, String code) throws MalformedException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(code, "not base64", e);
        }
        // The JDK's decoder lets missing padding and stray trailing bits pass; encoding again tells.
        if (!base64(bytes).equals(text)) {
            throw new MalformedException(code, "not canonical base64");
        }
        return bytes;
    }

    static String hash(Digest digest) {
        return base64(digest.toBytes());
    }

    static Digest hash(String text, String code) throws MalformedException {
        byte[] bytes = base64(text, code);
        if (bytes.length != Digest.SIZE) {
            throw new MalformedException(code, "a hash has 32 bytes, not " + bytes.length);
        }
        return Digest.of(bytes);
    }

    static List<Digest> hashes(List<String> lines, String code) throws MalformedException {
        if (lines.size() > InclusionProof.MAX_HASHES) {
            throw new MalformedException(code, "a proof has at most " + InclusionProof.MAX_HASHES + " hashes");
        }
        List<Digest> hashes = new ArrayList<>(lines.size());
        for (String line : lines) {
            hashes.add(hash(line, code));
        }
        return List.copyOf(hashes);
    }
}
