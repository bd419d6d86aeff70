package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each code point counts for when text is compared as a reader takes it in, from ICU's tables: a letter, several, a
 * gap, or nothing. Made once; a look-up is two array reads.
 *
 * <p>For one code point: form KC; default-ignorables go; then, each by itself, case folding; accents of Latin, Greek and
 * Cyrillic go; what UTS #39 takes for an ASCII letter becomes that, be it as it stands, as a small letter or as a capital;
 * digits of any script become ASCII's; traditional Han become simplified. Since they look alike in some typeface, I, L
 * and 1 are one letter, and so are O and 0. All that is neither letter, mark nor number is a gap.
 */
final class LetterTable {
    /** It is as if the character were not there. */
    static final char NOTHING = 0;

    /** A space, a mark of punctuation, a symbol, an emoji. */
    static final char GAP = 1;

    /** A gap that ends a sentence. A full stop does so only before white space. */
    static final char STOP = 2;

    static final char FULL_STOP = 3;

    /** A gap that ends a question. */
    static final char QUESTION = 4;

    /** May melt with what stands before it: form KC has to be made first. */
    static final char CONTEXT = 5;

    /** Beyond the basic plane: a letter that counts as itself. Within it: one half of a pair. */
    static final char ITSELF = 6;

    private static final char FIRST_LETTER = 7;

    /** Characters from here to {@link #LAST_STRING} are several: no text comes through with a private-use character. */
    static final char FIRST_STRING = '\uE000';

    static final char LAST_STRING = '\uF8FF';

    private static final int TABLED = 0x20000;
    private static final int PAGE = 256;

    private static final class Shared {
        static final LetterTable TABLE = new LetterTable();
    }

    private final char[][] pages;
    private final String[] strings;

    private LetterTable() {
        this.pages = new char[TABLED / PAGE][];
        List<String> many = new ArrayList<>();
        Map<String, Character> known = new HashMap<>();
        LetterReader reader = new LetterReader();
        for (int page = 0; page < pages.length; page++) {
            char[] entries = new char[PAGE];
            for (int i = 0; i < PAGE; i++) {
                String read = reader.read(page * PAGE + i);
                entries[i] = read.length() == 1
                        ? read.charAt(0)
                        : known.computeIfAbsent(read, s -> {
                            many.add(s);
                            return (char) (FIRST_STRING + many.size() - 1);
                        });
            }
            pages[page] = entries;
        }
        if (many.size() > LAST_STRING - FIRST_STRING) {
            throw new IllegalStateException("more than " + (LAST_STRING - FIRST_STRING) + " strings");
        }
        this.strings = many.toArray(String[]::new);
    }

    private LetterTable(char[][] pages, String[] strings) {
        this.pages = pages;
        this.strings = strings;
    }

    /** The table of all letters; made when it is asked for first. */
    static LetterTable standard() {
        return Shared.TABLE;
    }

    /** The same table with some letters read as others. */
    LetterTable reading(Map<Character, Character> others) {
        char[][] changed = pages.clone();
        others.forEach((from, to) -> {
            int page = from / PAGE;
            changed[page] = changed[page].clone();
            changed[page][from % PAGE] = to;
        });
        return new LetterTable(changed, strings);
    }

    /** What a UTF-16 unit that is no surrogate counts for. */
    char at(char c) {
        return pages[c >> 8][c & 0xFF];
    }

    /** What any code point counts for. */
    char at(int codePoint) {
        if (codePoint < TABLED) {
            return pages[codePoint >> 8][codePoint & 0xFF];
        }
        // Planes 2 and 3 are Han; NFKC maps a few of them into the basic plane. Beyond are tags and private use.
        return codePoint < 0x40000 ? ITSELF : NOTHING;
    }

    /** Whether an entry is the letter itself. */
    static boolean isLetter(char entry) {
        return entry >= FIRST_LETTER && (entry < FIRST_STRING || entry > LAST_STRING);
    }

    /** What stands for an entry between {@link #FIRST_STRING} and {@link #LAST_STRING}. */
    String string(char entry) {
        return strings[entry - FIRST_STRING];
    }
}
