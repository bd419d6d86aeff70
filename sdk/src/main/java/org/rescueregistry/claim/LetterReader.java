package org.rescueregistry.claim;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.UnicodeSet;
import java.util.Map;

/** Asks ICU what one code point counts for; {@link LetterTable} keeps the answers. */
final class LetterReader {
    /** Marks that letters of the scripts in {@link #LATIN_LIKE} carry. */
    static final UnicodeSet ACCENTS = new UnicodeSet(
                    "[\\u0300-\\u036F\\u0483-\\u0489\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F]")
            .freeze();

    /** Letters that are taken for Latin ones. Those of other scripts are compared with their own kind alone. */
    private static final UnicodeSet LATIN_LIKE =
            new UnicodeSet("[[[:Latn:][:Grek:][:Cyrl:][:Armn:][:Cher:][:Copt:][:Lisu:][:Zyyy:]]&[:L:]]").freeze();

    private static final String STOPS =
            "!\n\r\u0085\u00A1\u0964\u0965\u104B\u17D4\u17D5\u2026\u2028\u2029\u203C\u3002\uFF61";
    private static final String QUESTIONS = "?\u061F\u203D\u2047\u2048\u2049";
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    private final SpoofChecker skeletons = new SpoofChecker.Builder().build();
    private final Map<Character, Character> simplified = HanTables.simplified();

    /** Letters, and entries of {@link LetterTable}, in the order in which they count. */
    String read(int c) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            return String.valueOf(LetterTable.ITSELF);
        }
        if (isSyllable(c)) {
            return Character.toString(c);
        }
        if (isUnifiedHan(c)) {
            return String.valueOf(simplified.getOrDefault((char) c, (char) c));
        }
        if (isNothing(c)) {
            return String.valueOf(LetterTable.NOTHING);
        }
        int type = UCharacter.getType(c);
        if (type == ECharacterCategory.UNASSIGNED || type == ECharacterCategory.PRIVATE_USE) {
            return String.valueOf(LetterTable.GAP);
        }
        if (!NFKC.hasBoundaryBefore(c)) {
            return String.valueOf(LetterTable.CONTEXT);
        }
        if (STOPS.indexOf(c) >= 0) {
            return String.valueOf(LetterTable.STOP);
        }
        if (type == ECharacterCategory.OTHER_LETTER && !LATIN_LIKE.contains(c) && NFKC.isInert(c)) {
            return isSupplementary(c) ? String.valueOf(LetterTable.ITSELF) : Character.toString(c);
        }
        String form = NFKC.normalize(Character.toString(c));
        return isSupplementary(c) && form.codePointAt(0) == c && isLetter(c)
                ? String.valueOf(LetterTable.ITSELF)
                : letters(form);
    }

    /** Whether a code point counts for nothing wherever it stands. */
    static boolean isNothing(int c) {
        return ACCENTS.contains(c) || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    private String letters(String form) {
        StringBuilder read = new StringBuilder();
        form.codePoints().filter(d -> !isNothing(d)).forEach(d -> append(d, read));
        return read.isEmpty() ? String.valueOf(LetterTable.GAP) : read.toString();
    }

    private void append(int c, StringBuilder read) {
        if (isLetter(c)) {
            read.append(letter(c));
        } else if (read.isEmpty() || LetterTable.isLetter(read.charAt(read.length() - 1))) {
            read.append(gap(c));
        }
    }

    private static char gap(int c) {
        if (c == '.') {
            return LetterTable.FULL_STOP;
        }
        if (QUESTIONS.indexOf(c) >= 0) {
            return LetterTable.QUESTION;
        }
        return STOPS.indexOf(c) >= 0 ? LetterTable.STOP : LetterTable.GAP;
    }

    private static boolean isLetter(int c) {
        return switch (UCharacter.getType(c)) {
            case ECharacterCategory.UPPERCASE_LETTER,
                    ECharacterCategory.LOWERCASE_LETTER,
                    ECharacterCategory.TITLECASE_LETTER,
                    ECharacterCategory.MODIFIER_LETTER,
                    ECharacterCategory.OTHER_LETTER,
                    ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.DECIMAL_DIGIT_NUMBER,
                    ECharacterCategory.LETTER_NUMBER,
                    ECharacterCategory.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private String letter(int c) {
        int digit = UCharacter.digit(c);
        if (digit >= 0) {
            return String.valueOf(merged((char) ('0' + digit)));
        }
        if (LATIN_LIKE.contains(c)) {
            char latin = latin(c);
            if (latin != LetterTable.NOTHING) {
                return String.valueOf(merged(latin));
            }
        }
        if (isUnifiedHan(c)) {
            return String.valueOf(simplified.getOrDefault((char) c, (char) c));
        }
        return withoutAccents(UCharacter.foldCase(Character.toString(c), true));
    }

    /** The small ASCII letter that a letter is or is taken for, or {@link LetterTable#NOTHING}. */
    private char latin(int c) {
        String one = Character.toString(c);
        // A capital may be taken for a Latin capital where its small letter is for none, and the other way round.
        for (String form : new String[] {one, UCharacter.foldCase(one, true), UCharacter.toUpperCase(one)}) {
            String plain = withoutAccents(c < 0x80 ? form : skeletons.getSkeleton(form));
            if (plain.equals("rn")) {
                return 'm';
            }
            char first = plain.isEmpty() ? LetterTable.NOTHING : plain.charAt(0);
            if (plain.length() == 1 && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) {
                return (char) (first | 0x20);
            }
        }
        return LetterTable.NOTHING;
    }

    private static char merged(char ascii) {
        return switch (ascii) {
            case 'i', '1' -> 'l';
            case '0' -> 'o';
            default -> ascii;
        };
    }

    private static String withoutAccents(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        NFD.normalize(text).codePoints().filter(d -> !ACCENTS.contains(d)).forEach(plain::appendCodePoint);
        return NFC.normalize(plain);
    }

    private static boolean isSupplementary(int c) {
        return c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }

    private static boolean isSyllable(int c) {
        return c >= 0xAC00 && c <= 0xD7A3;
    }

    private static boolean isUnifiedHan(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
    }
}
