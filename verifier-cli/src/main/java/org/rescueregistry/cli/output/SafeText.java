package org.rescueregistry.cli.output;

import java.text.Bidi;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text from outside, fit for a terminal: it cannot move the cursor, change colours, begin a new line or turn the order of
 * what stands beside it.
 *
 * <p>Controls (C0, DEL, C1), line and paragraph separators, the characters of the bidirectional algorithm (UAX #9: marks,
 * embeddings, overrides, isolates), tags, interlinear annotation marks and lone surrogates are lost or become a space or
 * U+FFFD. What scripts need to be spelled stays: joiners, zero width spaces, combining marks.
 */
public final class SafeText {
    /**
     * Stands between parts of one text, each of which is isolated by itself and shown behind a comma. A control, so it is
     * lost wherever text from outside has it.
     */
    public static final String BETWEEN = "\u001f";

    private static final int REPLACEMENT = 0xFFFD;
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private SafeText() {}

    /** The text without what could harm; white space controls become a space. */
    public static String of(String outside) {
        if (outside.codePoints().allMatch(SafeText::isPlain)) {
            return outside;
        }
        StringBuilder safe = new StringBuilder(outside.length());
        outside.codePoints().forEach(point -> {
            if (point == '\t' || point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029) {
                safe.append(' ');
            } else if (isLoneSurrogate(point)) {
                safe.appendCodePoint(REPLACEMENT);
            } else if (!isHarmful(point)) {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /**
     * As {@link #of}, and when there is anything written from right to left in it, within an isolate of our own (UAX #9
     * section 2.4.2), so that it keeps its place among its neighbours. The two marks take no column.
     */
    public static String isolated(String outside) {
        return Stream.of(outside.split(BETWEEN, -1)).map(SafeText::isolatedPart).collect(Collectors.joining(", "));
    }

    private static String isolatedPart(String outside) {
        String safe = of(outside);
        char[] chars = safe.toCharArray();
        return Bidi.requiresBidi(chars, 0, chars.length) ? FIRST_STRONG_ISOLATE + safe + POP_ISOLATE : safe;
    }

    /** JSON in which every harmful character stands as {@code \\u....}: it means the same to whoever parses it. */
    public static String inJson(String json) {
        if (json.codePoints().allMatch(SafeText::isPlain)) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (isHarmful(point)) {
                for (char unit : Character.toChars(point)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int point) {
        return !isHarmful(point) && !isLoneSurrogate(point);
    }

    private static boolean isHarmful(int point) {
        return Character.isISOControl(point)
                || point == 0x2028
                || point == 0x2029
                || isBidirectional(point)
                || (point >= 0xFFF9 && point <= 0xFFFB)
                || point == 0xFEFF
                || (point >= 0xE0000 && point <= 0xE007F);
    }

    private static boolean isBidirectional(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x206F);
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
