package org.rescueregistry.claim;

import com.ibm.icu.lang.UCharacter;

/**
 * Keeps runs of combining marks short. To put a run in order takes time that grows with the square of its length, and no
 * writing has more than a few: UAX #15 section 13 cuts streams at thirty.
 */
final class Marks {
    /** Most code points of a combining class other than 0 in a row. */
    static final int MOST = 30;

    private Marks() {}

    /** The text without what is more, most often the text itself. */
    static String limited(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            run = isMark(text.codePointAt(i)) ? run + 1 : 0;
            if (run > MOST) {
                return cut(text);
            }
        }
        return text;
    }

    private static String cut(String text) {
        StringBuilder cut = new StringBuilder(text.length());
        int run = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            run = isMark(c) ? run + 1 : 0;
            if (run <= MOST) {
                cut.appendCodePoint(c);
            }
        }
        return cut.toString();
    }

    private static boolean isMark(int c) {
        return c > 0x2FF && UCharacter.getCombiningClass(c) != 0;
    }
}
