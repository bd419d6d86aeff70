package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.wire.MalformedException;

/**
 * Finds codes in running text, in the readings people give them: {@code RR-CN7K-3M9Q-XDP2}, {@code rr cn7k 3m9q xdp2},
 * {@code RRCN7K3M9QXDP2}, {@code RR·CN7K·3M9Q·XDP2}, full-width letters, O for 0, I and L for 1, invisible characters
 * between symbols.
 *
 * <p>A code stands free: no ASCII letter or digit touches it; Han and other scripts may. With separators after {@code RR}
 * and after each group of four, a shape whose check symbols are wrong is reported as that. With separators elsewhere, as
 * in {@code RR-CN-7K3M-9QXD-P2}, only a code that is right is reported: ordinary words can make up such a shape, and one
 * in 1,024 of them would pass. Time is linear in the text.
 */
public final class CodeFinder {
    /** How many places of a text are read for other groups than a code has. */
    static final int MAX_REGROUPED = 256;

    private CodeFinder() {}

    /** Every code in the text, in order. Allocates nothing where there is none. */
    public static List<FoundCode> find(String text) {
        List<FoundCode> found = List.of();
        int tries = 0;
        int i = 0;
        while (i < text.length()) {
            FoundCode here = mayBegin(text, i) ? at(text, i, tries++ < MAX_REGROUPED) : null;
            if (here != null) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(here);
            }
            i = here == null ? i + 1 : here.end();
        }
        return found.isEmpty() ? found : List.copyOf(found);
    }

    /** The code that begins at {@code start}, if one does; where one {@link #mayBegin}. */
    static @Nullable FoundCode at(String text, int start, boolean regrouped) {
        char[] symbols = new char[CodeShape.SYMBOLS];
        int end = CodeShape.read(text, start, false, symbols);
        if (end > start) {
            Code code = read(symbols);
            return code == null
                    ? new FoundCode.BadCheck(text.substring(start, end), start, end)
                    : new FoundCode.Good(code, start, end);
        }
        int other = regrouped ? CodeShape.read(text, start, true, symbols) : start;
        Code code = other > start ? read(symbols) : null;
        return code == null ? null : new FoundCode.Good(code, start, other);
    }

    /** The code of a post that begins at {@code start}, right or with a wrong symbol; where one {@link #mayBeginOfPost}. */
    static @Nullable Carrier ofPostAt(String text, int start) {
        char[] symbols = new char[CodeShape.SYMBOLS];
        int end = CodeShape.readOfPost(text, start, symbols);
        if (end == start) {
            return null;
        }
        try {
            return new FoundPostCode(PostCode.parse("RP" + new String(symbols)), start, end);
        } catch (MalformedException wrongSymbol) {
            return new FoundCode.BadCheck(text.substring(start, end), start, end);
        }
    }

    /** Whether behind the R at {@code start} a P may follow. */
    static boolean mayBeginOfPost(String text, int start) {
        if (start + 1 >= text.length() || (start > 0 && CodeShape.isWord(text.charAt(start - 1)))) {
            return false;
        }
        char next = text.charAt(start + 1);
        return CodeShape.narrow(next) == 'P' || !CodeShape.isWord(next);
    }

    /** Whether it is an R and a second can follow: all but a few words that begin with R are put aside here. */
    static boolean mayBegin(String text, int start) {
        if (!CodeShape.isR(text.charAt(start))) {
            return false;
        }
        if (start > 0 && CodeShape.isWord(text.charAt(start - 1))) {
            return false;
        }
        if (start + 1 >= text.length()) {
            return false;
        }
        char next = text.charAt(start + 1);
        return CodeShape.isR(next) || !CodeShape.isWord(next);
    }

    private static @Nullable Code read(char[] symbols) {
        try {
            return Code.parse("RR" + new String(symbols));
        } catch (MalformedException wrongSymbol) {
            return null;
        }
    }
}
