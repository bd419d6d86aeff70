package org.rescueregistry.sdk;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.Bidi;

/**
 * Text from outside, a name or a part of a post, as it may stand in a sentence of ours: on one line, without what cannot be seen, and
 * unable to turn the words around it into another order.
 */
final class Quotation {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int REPLACEMENT = 0xfffd;

    /** UAX #9, section 2.4: what stands between them has a direction of its own. */
    private static final char FIRST_STRONG_ISOLATE = '\u2068';

    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private Quotation() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int kept = shown(c);
            if (kept == ' ' && (shown.isEmpty() || shown.charAt(shown.length() - 1) == ' ')) {
                return;
            }
            if (kept != 0) {
                shown.appendCodePoint(kept);
            }
        });
        String line = shown.toString().stripTrailing();
        char[] chars = line.toCharArray();
        return Bidi.requiresBidi(chars, 0, chars.length) ? FIRST_STRONG_ISOLATE + line + POP_DIRECTIONAL_ISOLATE : line;
    }

    /** What is shown of a character; 0 for nothing. The joiners are letters' business in Persian, Hindi and emoji. */
    private static int shown(int c) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return c;
        }
        return switch (UCharacter.getType(c)) {
            case UCharacterCategory.CONTROL,
                    UCharacterCategory.LINE_SEPARATOR,
                    UCharacterCategory.PARAGRAPH_SEPARATOR,
                    UCharacterCategory.SPACE_SEPARATOR -> ' ';
            case UCharacterCategory.FORMAT -> 0;
            case UCharacterCategory.SURROGATE -> REPLACEMENT;
            default -> c;
        };
    }
}
