package org.rescueregistry.server;

import java.text.Bidi;

/** Text from outside, for a terminal: without control and direction characters, and kept in its place among its neighbours. */
public final class SafeText {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private SafeText() {}

    /** What is written from right to left comes within an isolate (UAX #9 section 2.4.2). */
    public static String isolated(String outside) {
        StringBuilder safe = new StringBuilder(outside.length());
        outside.codePoints().filter(point -> !isHarmful(point)).forEach(safe::appendCodePoint);
        char[] chars = safe.toString().toCharArray();
        return Bidi.requiresBidi(chars, 0, chars.length)
                ? FIRST_STRONG_ISOLATE + safe.toString() + POP_ISOLATE
                : safe.toString();
    }

    private static boolean isHarmful(int point) {
        return Character.isISOControl(point)
                || point == 0x061C
                || (point >= 0x200E && point <= 0x200F)
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || Character.getType(point) == Character.SURROGATE;
    }
}
