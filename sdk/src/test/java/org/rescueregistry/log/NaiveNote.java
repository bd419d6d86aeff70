package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** C2SP signed-note, "Format", read once more by other means: what {@link SignedNote} is compared with. */
record NaiveNote(String text, List<Line> lines) {
    private static final Pattern LINE =
            Pattern.compile("\u2014 ([^+\\p{Z}\\p{Cc}\\s]+) ([A-Za-z0-9+/]+={0,2})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int KEY_ID = 4;

    /** One signature: key name, and id with signature. */
    record Line(String name, byte[] bytes) {}

    static Optional<NaiveNote> read(byte[] input) {
        String whole = new String(input, UTF_8);
        // What is not UTF-8 was replaced, and prints otherwise.
        boolean readable = Arrays.equals(whole.getBytes(UTF_8), input)
                && input.length <= SignedNote.MAX_BYTES
                && whole.chars().allMatch(c -> c == '\n' || c >= ' ');
        int blank = whole.lastIndexOf("\n\n");
        if (!readable || blank < 0) {
            return Optional.empty();
        }
        return lines(whole.substring(blank + 2)).map(lines -> new NaiveNote(whole.substring(0, blank + 1), lines));
    }

    private static Optional<List<Line>> lines(String signatures) {
        String[] parts = signatures.split("\n", -1);
        boolean closed = parts[parts.length - 1].isEmpty();
        if (!closed || parts.length < 2 || parts.length - 1 > SignedNote.MAX_SIGNATURES) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(0, parts.length - 1)) {
            Matcher line = LINE.matcher(part);
            Optional<byte[]> bytes = line.matches() ? base64(line.group(2)) : Optional.empty();
            boolean fits = bytes.isPresent()
                    && bytes.get().length > KEY_ID
                    && bytes.get().length <= NoteSignature.MAX_SIGNATURE_BYTES;
            if (!fits) {
                return Optional.empty();
            }
            lines.add(new Line(line.group(1), bytes.get()));
        }
        return Optional.of(lines);
    }

    /** RFC 4648 section 4, one sextet after the other; nothing if it is not the one spelling of its bytes. */
    static Optional<byte[]> base64(String text) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        int sextets = text.length() - padding;
        if (text.length() % 4 != 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[sextets * 6 / 8];
        int bits = 0;
        for (int i = 0; i < sextets; i++) {
            int value = alphabet.indexOf(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            bits = (bits << 6 | value) & 0xffff;
            int have = (i + 1) * 6;
            if (have % 8 < 6) {
                bytes[have / 8 - 1] = (byte) (bits >>> have % 8);
            }
        }
        boolean leftoverIsZero = (bits & (1 << sextets * 6 % 8) - 1) == 0;
        return leftoverIsZero ? Optional.of(bytes) : Optional.empty();
    }
}
