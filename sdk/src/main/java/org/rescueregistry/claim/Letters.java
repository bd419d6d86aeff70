package org.rescueregistry.claim;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.Arrays;

/**
 * The letters of a text one after the other, without what stands between them, as {@link LetterTable} reads them. One is
 * used for many texts, by one thread at a time.
 *
 * <p>What form KC does beyond a single code point (composing Hangul and kana, ordering marks) is done for the few
 * characters around such a place; a text without one is read without a copy of it.
 */
final class Letters implements CharSequence {
    /** Longest text that is read, in UTF-16 units. What is behind is not looked at. */
    static final int MAX_CHARS = 100_000;

    /** Longest run of marks that is put into form KC; a longer one is read as it stands. */
    static final int MAX_MARKS = 64;

    /** Longest text whose memory is kept for the next. */
    private static final int KEPT = 1 << 14;

    private static final ThreadLocal<Letters> OF_THREAD = ThreadLocal.withInitial(() -> new Letters(false));
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /** Second halves of what form C joins. */
    private static final UnicodeSet JOINING = joining();

    /** Marks that have another form wherever they stand: half-width voicing marks, compatibility jamo. */
    private static final UnicodeSet CHANGING = changing();

    private final boolean placed;
    private LetterTable table = LetterTable.standard();
    private char[] chars = new char[0];
    private int[] places = new int[0];
    private byte[] gaps = new byte[0];
    private int length;
    private byte gap;

    /** @param placed whether it is to be told where they stand, and what between them */
    Letters(boolean placed) {
        this.placed = placed;
    }

    /** The letters of a text; they are this thread's until it asks for those of another. */
    static Letters briefly(LetterTable table, String text) {
        Letters letters = OF_THREAD.get();
        if (text.length() > KEPT) {
            letters = new Letters(false);
        }
        letters.read(table, text);
        return letters;
    }

    /** The letters of a text, and where they stand in it. */
    static Letters placed(LetterTable table, String text) {
        Letters letters = new Letters(true);
        letters.read(table, text);
        return letters;
    }

    /** Reads another text in place of the one before. */
    void read(LetterTable by, String text) {
        table = by;
        length = 0;
        gap = 0;
        int end = Math.min(text.length(), MAX_CHARS);
        ensure(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            char entry = by.at(c);
            if (LetterTable.isLetter(entry)) {
                put(entry, i);
            } else {
                i = special(text, i, entry);
            }
        }
        if (placed) {
            gaps[length] = gap;
        }
    }

    private void put(char letter, int place) {
        chars[length] = letter;
        if (placed) {
            places[length] = place;
            gaps[length] = gap;
            gap = 0;
        }
        length++;
    }

    /** Reads what is not one plain letter; returns the place of its last unit. */
    private int special(String text, int i, char entry) {
        switch (entry) {
            case LetterTable.ITSELF -> {
                if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    pair(text, i);
                    return i + 1;
                }
                widen(LetterTable.GAP);
            }
            case LetterTable.CONTEXT -> {
                return mark(text, i);
            }
            case LetterTable.FULL_STOP -> widen(endsSentence(text, i) ? LetterTable.STOP : LetterTable.GAP);
            default -> simple(entry, i, text.length() - i);
        }
        return i;
    }

    /** A full stop between letters parts an abbreviation, a link or the letters of a word that is to pass unseen. */
    private static boolean endsSentence(String text, int i) {
        return i + 1 >= text.length() || UCharacter.isUWhiteSpace(text.charAt(i + 1));
    }

    private void pair(String text, int i) {
        char entry = table.at(text.codePointAt(i));
        if (entry == LetterTable.ITSELF || entry == LetterTable.CONTEXT) {
            put(text.charAt(i), i);
            put(text.charAt(i + 1), i);
        } else {
            simple(entry, i, text.length() - i);
        }
    }

    /** A letter, several, a gap or nothing. */
    private void simple(char entry, int place, int rest) {
        if (LetterTable.isLetter(entry)) {
            put(entry, place);
        } else if (entry >= LetterTable.FIRST_STRING) {
            String string = table.string(entry);
            ensure(length + string.length() + rest);
            for (int k = 0; k < string.length(); k++) {
                simple(string.charAt(k), place, 0);
            }
        } else if (entry != LetterTable.NOTHING) {
            widen(entry == LetterTable.FULL_STOP ? LetterTable.GAP : entry);
        }
    }

    private void widen(char entry) {
        gap = (byte) Math.max(gap, entry);
    }

    // ---- marks ------------------------------------------------------------------------------------------------------

    private int mark(String text, int i) {
        char c = text.charAt(i);
        int start = i;
        while (start > 0 && i - start < MAX_MARKS && !isBoundary(text.charAt(start))) {
            start--;
        }
        boolean changes = CHANGING.contains(c);
        boolean joins = (start == 0 || isBoundary(text.charAt(start)))
                && (changes || (i > 0 && needsForm(text.codePointBefore(i), c)));
        if (!joins && !changes) {
            put(c, i);
            return i;
        }
        if (!joins) {
            start = i;
        } else if (Character.isSurrogate(text.charAt(start))) {
            start++; // no mark of the basic plane melts with a letter beyond it
        }
        int end = i + 1;
        while (joins && end < text.length() && end - i < MAX_MARKS && !isBoundary(text.charAt(end))) {
            end++;
        }
        forget(text, start, i);
        String form = NFKC.normalize(text.substring(start, end));
        ensure(length + form.length() + text.length() - end);
        for (int k = 0; k < form.length(); k++) {
            char entry = table.at(form.charAt(k));
            simple(entry == LetterTable.CONTEXT ? form.charAt(k) : entry, start, 0);
        }
        return end - 1;
    }

    private boolean isBoundary(char c) {
        char entry = table.at(c);
        return entry != LetterTable.CONTEXT && entry != LetterTable.NOTHING;
    }

    /** Whether form KC makes something else of two neighbours. */
    private static boolean needsForm(int before, char c) {
        int ownClass = UCharacter.getCombiningClass(c);
        int classBefore = UCharacter.getCombiningClass(before);
        return (ownClass != 0 && classBefore > ownClass)
                || (JOINING.contains(c) && (classBefore != 0 || !NFKC.hasBoundaryAfter(before)));
    }

    /** Takes back the letters of a stretch that is read anew. */
    private void forget(String text, int start, int end) {
        for (int k = start; k < end; k++) {
            char entry = table.at(text.charAt(k));
            if (entry >= LetterTable.FIRST_STRING && entry <= LetterTable.LAST_STRING) {
                String string = table.string(entry);
                length -= (int) string.chars()
                        .filter(e -> LetterTable.isLetter((char) e))
                        .count();
            } else if (LetterTable.isLetter(entry) || entry == LetterTable.CONTEXT) {
                length--;
            }
        }
    }

    private static UnicodeSet joining() {
        Normalizer2 nfc = Normalizer2.getNFCInstance();
        UnicodeSet joining = new UnicodeSet(0x1161, 0x1175).add(0x11A8, 0x11C2);
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String parts = c >= 0xAC00 && c <= 0xD7A3 ? null : nfc.getRawDecomposition(c);
            if (parts != null && parts.length() == 2) {
                joining.add(parts.charAt(1));
            }
        }
        return joining.freeze();
    }

    private static UnicodeSet changing() {
        UnicodeSet changing = new UnicodeSet();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate((char) c)
                    && !NFKC.hasBoundaryBefore(c)
                    && !NFKC.isNormalized(Character.toString(c))) {
                changing.add(c);
            }
        }
        return changing.freeze();
    }

    private void ensure(int letters) {
        if (chars.length <= letters) {
            int size = Math.max(letters + 1, Math.min(2 * chars.length, MAX_CHARS));
            chars = Arrays.copyOf(chars, size);
            if (placed) {
                places = Arrays.copyOf(places, size);
                gaps = Arrays.copyOf(gaps, size);
            }
        }
    }

    // ---- what was read ----------------------------------------------------------------------------------------------

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    /** Where the letter stands in the text, in UTF-16 units. */
    int place(int letter) {
        return places[letter];
    }

    /** What stands before a letter, or behind the last: 0 or {@link LetterTable#GAP}, {@code STOP} or {@code QUESTION}. */
    int gapBefore(int letter) {
        return gaps[letter];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
