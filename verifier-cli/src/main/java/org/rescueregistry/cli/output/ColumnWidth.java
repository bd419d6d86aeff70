package org.rescueregistry.cli.output;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * How many columns of a terminal a text takes: two for wide and full-width characters (UAX #11), none for combining
 * marks and format characters, one for all others.
 */
final class ColumnWidth {
    private ColumnWidth() {}

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            width += of(point);
            i += Character.charCount(point);
        }
        return width;
    }

    private static int of(int point) {
        if (point < 0x300) {
            return point == 0xAD ? 0 : 1; // ICU's tables are not loaded for plain Latin
        }
        if (takesNoColumn(point)) {
            return 0;
        }
        int width = UCharacter.getIntPropertyValue(point, UProperty.EAST_ASIAN_WIDTH);
        return width == UCharacter.EastAsianWidth.WIDE || width == UCharacter.EastAsianWidth.FULLWIDTH ? 2 : 1;
    }

    private static boolean takesNoColumn(int point) {
        int type = UCharacter.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || isMedialJamo(point);
    }

    /** Vowels and finals of Hangul written as parts are drawn into the syllable's two columns. */
    private static boolean isMedialJamo(int point) {
        return point >= 0x1160 && point <= 0x11FF;
    }
}
