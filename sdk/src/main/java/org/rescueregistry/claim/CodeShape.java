package org.rescueregistry.claim;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * The shape of a code in running text: {@code RR}, and three groups of four symbols. A symbol is an ASCII letter but U or
 * an ASCII digit, of either case, or its full-width form; before {@code RR} and behind the last symbol stands no other.
 *
 * <p>After {@code RR} and after a group there may be up to three separators, which are White_Space, dashes and the dots,
 * commas and colons of Latin and of Chinese text. Invisible characters may stand anywhere within.
 */
final class CodeShape {
    static final int SYMBOLS = 12;
    static final int GROUP = 4;

    /** Most separators in one place that are still read as one gap. */
    static final int MAX_GAP = 3;

    /** Most invisible characters in one place: with it, reading one code looks at no more than a few hundred characters. */
    static final int MAX_INVISIBLE = 16;

    /** Dashes, then dots, then commas, colons and strokes: each as ASCII, typographers and Chinese keyboards have it. */
    static final String SEPARATORS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30FC\uFE58\uFE63\uFF0D\uFF70"
            + ".\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF65\u3002\uFF0E\uFF61"
            + ",:_~\u3001\uFF0C\uFF64\uFF1A\uFF3F\uFF5E\u301C";

    private CodeShape() {}

    /** Where the shape that begins at {@code start} ends, with {@code RR} or {@code RP}; {@code start} if none begins. */
    static int endOfRescueOrPostCode(String text, int start) {
        int end = read(text, start, 'R', false, new char[SYMBOLS]);
        return end > start ? end : read(text, start, 'P', false, new char[SYMBOLS]);
    }

    /**
     * Reads the symbols of a post's code: as {@link #read(String, int, boolean, char[])} does, behind {@code RP}, in groups of four.
     *
     * @return where it ends; {@code start} if none begins there
     */
    static int readOfPost(String text, int start, char[] symbols) {
        return read(text, start, 'P', false, symbols);
    }

    /**
     * Reads a code's symbols.
     *
     * @param regrouped whether separators may stand between any two symbols
     * @param symbols gets the twelve, as ASCII capitals
     * @return where it ends; {@code start} if none begins there
     */
    static int read(String text, int start, boolean regrouped, char[] symbols) {
        return read(text, start, 'R', regrouped, symbols);
    }

    private static int read(String text, int start, char second, boolean regrouped, char[] symbols) {
        if (!isR(text.charAt(start)) || (start > 0 && isWord(text.charAt(start - 1)))) {
            return start;
        }
        int i = regrouped ? skipGap(text, start + 1) : skipInvisible(text, start + 1);
        if (i >= text.length() || narrow(text.charAt(i)) != second) {
            return start;
        }
        i++;
        for (int count = 0; count < SYMBOLS; count++) {
            i = regrouped || count % GROUP == 0 ? skipGap(text, i) : skipInvisible(text, i);
            if (i >= text.length() || !isSymbol(text.charAt(i))) {
                return start;
            }
            symbols[count] = narrow(text.charAt(i++));
        }
        int behind = skipInvisible(text, i);
        return behind < text.length() && isWord(text.charAt(behind)) ? start : i;
    }

    private static int skipGap(String text, int from) {
        int i = from;
        int visible = 0;
        int invisible = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isSeparator(c)) {
                visible++;
            } else if (isInvisible(c)) {
                invisible++;
            } else {
                break;
            }
            if (visible > MAX_GAP || invisible > MAX_INVISIBLE) {
                break;
            }
            i++;
        }
        return i;
    }

    private static int skipInvisible(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < MAX_INVISIBLE && isInvisible(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean isR(char c) {
        return narrow(c) == 'R';
    }

    private static boolean isSymbol(char c) {
        return isWord(c) && narrow(c) != 'U';
    }

    /** ASCII letters and digits, and their full-width forms. */
    static boolean isWord(char c) {
        char n = narrow(c);
        return (n >= '0' && n <= '9') || (n >= 'A' && n <= 'Z');
    }

    /** Small letters and full-width forms as ASCII capitals; anything else as it is. */
    static char narrow(char c) {
        char n = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
        return n >= 'a' && n <= 'z' ? (char) (n - 'a' + 'A') : n;
    }

    private static boolean isSeparator(char c) {
        return c < '\u0080'
                ? c == ' ' || (c >= '\t' && c <= '\r') || SEPARATORS.indexOf(c) >= 0
                : SEPARATORS.indexOf(c) >= 0 || UCharacter.isUWhiteSpace(c);
    }

    /** Those of Default_Ignorable_Code_Point in the basic plane: zero-width spaces and joiners, direction marks, selectors. */
    private static boolean isInvisible(char c) {
        return c > '\u007F' && UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
