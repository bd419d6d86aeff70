package org.rescueregistry.claim;

import java.util.BitSet;

/**
 * One phrase of a lexicon, ready to be looked for.
 *
 * @param written as the lexicon has it
 * @param letters of it, as {@link LetterTable} reads them
 * @param gaps before which of its letters a gap has to be in the text as well
 * @param ownGaps before which of its letters the phrase itself has one
 */
record Phrase(Kind kind, String written, String letters, BitSet gaps, BitSet ownGaps) {
    /** Phrases with more letters are found without the spaces between their words too, as hashtags have them. */
    private static final int NEEDS_SPACES = 8;

    /** What a phrase is about, with its letter in a lexicon. */
    enum Kind {
        TEAM('T'),
        DEED('W'),
        AUTHORITY('A'),
        INSTITUTION('I'),
        SELF('S'),
        CONTACT('C'),
        MONEY('M'),
        DOUBT('D'),
        BETWEEN('B');

        final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    static Phrase of(Kind kind, String written, String spelled) {
        Letters letters = Letters.placed(LetterTable.standard(), spelled);
        BitSet gaps = new BitSet();
        BitSet ownGaps = new BitSet();
        for (int i = 1; i < letters.length(); i++) {
            ownGaps.set(i, letters.gapBefore(i) != 0);
            gaps.set(i, ownGaps.get(i) && isSpaced(letters.charAt(i)) && letters.length() <= NEEDS_SPACES);
        }
        return new Phrase(kind, written, letters.toString(), gaps, ownGaps);
    }

    /**
     * Whether the phrase stands free at {@code start}: scripts that part words with spaces must have a boundary on both
     * sides; Han, kana, Hangul, Thai, Khmer and Burmese need none.
     */
    boolean standsFree(Letters text, int start) {
        int end = start + letters.length();
        for (int gap = gaps.nextSetBit(0); gap >= 0; gap = gaps.nextSetBit(gap + 1)) {
            if (text.gapBefore(start + gap) == 0) {
                return false;
            }
        }
        return isBoundary(text, start) && isBoundary(text, end) && (!isUndoing() || isWhole(text, start));
    }

    /** Korean and Japanese say at the end what the writer has to do with the team. */
    boolean canStandBehind() {
        char c = letters.charAt(0);
        return (c >= '\u3041' && c <= '\u30FF') || (c >= '\uAC00' && c <= '\uD7A3');
    }

    /** Doubt is not disguised; in letters put apart, its short words would be found within others. */
    private boolean isUndoing() {
        return kind == Kind.DOUBT || kind == Kind.BETWEEN;
    }

    private boolean isWhole(Letters text, int start) {
        for (int i = 1; i < letters.length(); i++) {
            if (text.gapBefore(start + i) != 0 && !ownGaps.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoundary(Letters text, int at) {
        return at == 0
                || at == text.length()
                || text.gapBefore(at) != 0
                || !isSpaced(text.charAt(at - 1))
                || !isSpaced(text.charAt(at));
    }

    private static boolean isSpaced(char c) {
        return c < '\u0E00' || (c >= '\u10A0' && c < '\u1100');
    }
}
