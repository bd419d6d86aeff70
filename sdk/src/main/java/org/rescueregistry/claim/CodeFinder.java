package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/**
 * Finds codes in running text, in the readings people give them: {@code RR-CN7K-3M9Q-XDP2}, {@code rr cn7k 3m9q xdp2},
 * {@code RRCN7K3M9QXDP2}, full-width letters, invisible characters between symbols.
 *
 * <p>A code stands free: no ASCII letter or digit touches it. Dashes and spaces are read only where a code has them,
 * after {@code RR} and after each group of four, so that ordinary words beginning with RR are not joined into one. Time
 * is linear in the text.
 */
public final class CodeFinder {
    private static final int SYMBOLS = 12;
    private static final int GROUP = 4;

    /** Most separators in one place that are still read as one gap. */
    private static final int MAX_GAP = 3;

    private CodeFinder() {}

    /** Every code in the text, in order. */
    public static List<FoundCode> find(String text) {
        List<FoundCode> found = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            Optional<FoundCode> here = isR(text.charAt(i)) ? at(text, i) : Optional.empty();
            here.ifPresent(found::add);
            i = here.isPresent() ? here.get().end() : i + 1;
        }
        return List.copyOf(found);
    }

    private static Optional<FoundCode> at(String text, int start) {
        if (start > 0 && isWord(text.charAt(start - 1))) {
            return Optional.empty();
        }
        int second = skipInvisible(text, start + 1);
        if (second >= text.length() || !isR(text.charAt(second))) {
            return Optional.empty();
        }
        StringBuilder symbols = new StringBuilder(SYMBOLS);
        int i = second + 1;
        while (symbols.length() < SYMBOLS) {
            i = symbols.length() % GROUP == 0 ? skipGap(text, i) : skipInvisible(text, i);
            if (i >= text.length() || !isSymbol(text.charAt(i))) {
                return Optional.empty();
            }
            symbols.append(text.charAt(i++));
        }
        if (i < text.length() && isWord(text.charAt(i))) {
            return Optional.empty();
        }
        return Optional.of(read(symbols, text.substring(start, i), start));
    }

    private static FoundCode read(CharSequence symbols, String raw, int start) {
        int end = start + raw.length();
        try {
            return new FoundCode.Good(Code.parse("RR" + symbols), start, end);
        } catch (MalformedException wrongSymbol) {
            return new FoundCode.BadCheck(raw, start, end);
        }
    }

    private static int skipGap(String text, int from) {
        int i = from;
        int visible = 0;
        while (i < text.length() && visible <= MAX_GAP) {
            char c = text.charAt(i);
            if (isDashOrSpace(c)) {
                visible++;
            } else if (!isInvisible(c)) {
                break;
            }
            i++;
        }
        return i;
    }

    private static int skipInvisible(String text, int from) {
        int i = from;
        while (i < text.length() && isInvisible(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isR(char c) {
        return narrow(c) == 'R';
    }

    /** A symbol as people write it: any letter but U, any digit. */
    private static boolean isSymbol(char c) {
        char n = narrow(c);
        return isWord(c) && n != 'U';
    }

    private static boolean isWord(char c) {
        char n = narrow(c);
        return (n >= '0' && n <= '9') || (n >= 'A' && n <= 'Z');
    }

    /** Small letters and full-width forms as ASCII capitals; anything else as it is. */
    private static char narrow(char c) {
        char n = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
        return n >= 'a' && n <= 'z' ? (char) (n - 'a' + 'A') : n;
    }

    private static boolean isDashOrSpace(char c) {
        return Character.getType(c) == Character.DASH_PUNCTUATION
                || Character.getType(c) == Character.SPACE_SEPARATOR
                || c == '\u2212'
                || c == '\t';
    }

    private static boolean isInvisible(char c) {
        return Character.getType(c) == Character.FORMAT;
    }
}
