package org.rescueregistry.claim;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The fifteen tricks of the evasion table. Where a trick changes nothing, the script has no use for it. */
enum Disguise {
    ZERO_WIDTH_SPACES("zero-width spaces between letters", text -> between(text, "\u200B")),
    INVISIBLE_MIXTURE(
            "soft hyphens, joiners and direction marks",
            text -> mixed(text, "\u00AD", "\u2060", "\u200E", "\u200D", "\uFE0F")),
    FULL_WIDTH("full-width letters", text -> mapped(text, c -> c > ' ' && c < 0x7F ? c + 0xFEE0 : c)),
    BOLD("mathematical letters", Disguise::bold),
    CIRCLED("circled letters", Disguise::circled),
    HOMOGLYPHS("small letters of other alphabets", text -> replaced(text, Pairs.SMALL)),
    CAPITAL_HOMOGLYPHS("capitals of other alphabets", text -> replaced(text.toUpperCase(Locale.ROOT), Pairs.CAPITAL)),
    SPACES("spaces between letters", text -> between(text, " ")),
    DOTS("dots between letters", text -> between(text, ".")),
    EMOJI("emoji between letters", text -> mixed(text, "🔥", "✅", "🚁", "❤️")),
    STROKES("dashes, stars and strokes between letters", text -> mixed(text, "-", "*", "_", "/", "·", "|")),
    LINES("each letter on a line", text -> between(text, "\n")),
    ACCENTS("combining marks over letters", text -> mixed(text, "\u0336", "\u0301\u0353", "\u0489")),
    HAN_LOOKALIKES("Han that look alike", text -> replaced(text, Pairs.HAN)),
    OTHER_HAN("traditional for simplified and simplified for traditional", Disguise::otherHan);

    /** Pairs: the letter, and what it is replaced by. */
    private static final class Pairs {
        static final String SMALL = "aаeеoоpрcсyуxхiіsѕjјdԁhһgɡuսnոvν";
        static final String CAPITAL = "AАBВEЕHНKКMМOОPРCСTТXХIІSЅZΖNΝYΥ";
        static final String HAN = "官宫救敕援媛微徽家冢加如人入";
    }

    final String title;
    private final UnaryOperator<String> trick;

    Disguise(String title, UnaryOperator<String> trick) {
        this.title = title;
        this.trick = trick;
    }

    String of(String text) {
        return trick.apply(text);
    }

    private static String between(String text, String mark) {
        return mixed(text, mark);
    }

    /** Marks in turn, each behind a letter and before the next. */
    private static String mixed(String text, String... marks) {
        StringBuilder mixed = new StringBuilder();
        int[] letters = text.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            mixed.appendCodePoint(letters[i]);
            if (i + 1 < letters.length && letters[i] != ' ' && letters[i + 1] != ' ') {
                mixed.append(marks[i % marks.length]);
            }
        }
        return mixed.toString();
    }

    private static String mapped(String text, java.util.function.IntUnaryOperator map) {
        return text.codePoints().map(map).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String replaced(String text, String pairs) {
        StringBuilder replaced = new StringBuilder(text);
        for (int i = 0; i + 1 < pairs.length(); i += 2) {
            for (int k = 0; k < replaced.length(); k++) {
                if (replaced.charAt(k) == pairs.charAt(i)) {
                    replaced.setCharAt(k, pairs.charAt(i + 1));
                }
            }
        }
        return replaced.toString();
    }

    private static String bold(String text) {
        return mapped(text, c -> {
            if (c >= 'A' && c <= 'Z') {
                return 0x1D400 + c - 'A';
            }
            return c >= 'a' && c <= 'z' ? 0x1D41A + c - 'a' : c;
        });
    }

    private static String circled(String text) {
        return mapped(text, c -> {
            if (c >= 'A' && c <= 'Z') {
                return 0x24B6 + c - 'A';
            }
            return c >= 'a' && c <= 'z' ? 0x24D0 + c - 'a' : c;
        });
    }

    private static String otherHan(String text) {
        String traditional =
                Transliterator.getInstance("Simplified-Traditional").transliterate(text);
        return traditional.equals(text)
                ? Transliterator.getInstance("Traditional-Simplified").transliterate(text)
                : traditional;
    }
}
