package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.name.Code;

class CodeFinderTest {
    private Code code = anyCode();

    private static Code anyCode() {
        return codeOf("CN", "7K3M9QXD");
    }

    private static Code codeOf(String prefix, String random) {
        try {
            return Code.of(prefix, random);
        } catch (org.rescueregistry.wire.MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @BeforeEach
    void fresh() {
        code = anyCode();
    }

    private List<Code> goodIn(String text) {
        return CodeFinder.find(text).stream()
                .filter(FoundCode.Good.class::isInstance)
                .map(found -> ((FoundCode.Good) found).code())
                .toList();
    }

    @Test
    void findsEverySpelling() {
        String s = code.symbols();
        String spaced = s.substring(0, 4) + " " + s.substring(4, 8) + " " + s.substring(8);
        assertThat(goodIn("请问 " + code + " 是真的吗？")).containsExactly(code);
        assertThat(goodIn("请问" + code.compact() + "是真的吗")).containsExactly(code);
        assertThat(goodIn("is rr " + spaced.toLowerCase(java.util.Locale.ROOT) + " real?"))
                .containsExactly(code);
        assertThat(goodIn("https://registry.example/" + code.compact())).containsExactly(code);
        assertThat(goodIn("R\u200BR\u2014" + spaced.replace(' ', '\u3000'))).containsExactly(code);
    }

    @Test
    void readsFullWidthForms() {
        StringBuilder wide = new StringBuilder();
        code.compact().chars().forEach(c -> wide.append((char) (c + 0xFEE0)));
        assertThat(goodIn("（" + wide + "）")).containsExactly(code);
    }

    @Test
    void readsChinesePunctuationBesideAndWithin() {
        String[] parts = code.canonical().split("-");
        for (String separator : List.of("·", "－", "——", "：", "、", "。", "・", "～", "\n", " - ")) {
            assertThat(goodIn("编号：" + String.join(separator, parts) + "，请核实"))
                    .as(separator)
                    .containsExactly(code);
        }
    }

    @Test
    void readsLettersThatLookLikeDigits() {
        assertThat(CodeFinder.find("RR-CNOK-3M9Q-XDPL"))
                .isEqualTo(List.of(new FoundCode.BadCheck("RR-CNOK-3M9Q-XDPL", 0, 17)));
        Code zeros = codeOf("CN", "00110011");
        String written = zeros.canonical().replace('0', 'o').replace('1', 'l');
        assertThat(goodIn(written)).containsExactly(zeros);
    }

    @Test
    void readsOtherGroupsOnlyWhereTheCheckSymbolsFit() {
        String s = code.symbols();
        String pairs = String.join("-", s.split("(?<=\\G..)"));
        assertThat(goodIn("RR-" + pairs)).containsExactly(code);
        assertThat(goodIn(String.join(" ", ("RR" + s).split("")))).containsExactly(code);
        char last = s.charAt(11);
        assertThat(CodeFinder.find("RR-" + pairs.substring(0, 16) + (last == '0' ? '1' : '0')))
                .isEmpty();
    }

    @Test
    void readsASwarmOfInvisibleCharactersOnlySoFar() {
        String few = "\u200B".repeat(CodeShape.MAX_INVISIBLE);
        assertThat(goodIn("R" + few + code.compact().substring(1))).containsExactly(code);
        assertThat(goodIn("R" + few + few + code.compact().substring(1))).isEmpty();
    }

    @Test
    void findsTwoCodesAndTheirPlaces() {
        String text = "a " + code + ", b " + code.compact();
        List<FoundCode> found = CodeFinder.find(text);
        assertThat(found).hasSize(2);
        assertThat(text.substring(found.get(1).start(), found.get(1).end())).isEqualTo(code.compact());
    }

    @Test
    void reportsWrongCheckSymbolsAndDoesNotGuess() {
        char last = code.canonical().charAt(16);
        String wrong = code.canonical().substring(0, 16) + (last == '0' ? '1' : '0');
        assertThat(CodeFinder.find("x " + wrong)).singleElement().isEqualTo(new FoundCode.BadCheck(wrong, 2, 19));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RR",
                "R",
                "RR Lyrae variables are old stars in our galaxy",
                "ARR-CN7K-3M9Q-XDP2",
                "RR-CN7K-3M9Q-XDP",
                "RR-CN7K-3M9Q-XDP22",
                "RR-CN7U-3M9Q-XDP2",
                "RRRRRRRRRRRRRRRRRRRRRRRRRR"
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(CodeFinder.find(text)).isEmpty();
    }
}
