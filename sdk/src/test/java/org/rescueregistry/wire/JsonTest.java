package org.rescueregistry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void sortsMembersAsInRfc8785Section323() throws Exception {
        Json read = Json.parse("""
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}
                """);
        assertThat(((Json.Obj) read).members().values())
                .extracting(value -> ((Json.Str) value).value())
                .containsExactly(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
        assertThat(read.text()).startsWith("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":");
    }

    @Test
    void printsStringsAndLiteralsAsInRfc8785Section322() throws Exception {
        Json read = Json.parse("""
                {"string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}""");
        assertThat(read.text())
                .isEqualTo("{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void keepsWholeNumbersThatEveryReaderAgreesOnAndTheRestAsWritten() throws Exception {
        assertThat(Json.parse("9007199254740991")).isEqualTo(new Json.Num(9007199254740991L));
        assertThat(Json.parse("-9007199254740991")).isEqualTo(new Json.Num(-9007199254740991L));
        assertThat(Json.parse("9007199254740992")).isInstanceOf(Json.Dec.class);
        assertThat(Json.parse("1.5")).isInstanceOf(Json.Dec.class);
        assertThat(Json.parse("1e400")).isInstanceOf(Json.Dec.class);
        assertThatThrownBy(() -> Json.parse("[1.5]").canonical()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesWhatReadersDisagreeAbout() {
        refuses("{\"a\":1,\"a\":2}", "json_duplicate_member");
        refuses("{\"a\":1,\"\\u0061\":2}", "json_duplicate_member");
        refuses("\"\\ud800\"", "json_lone_surrogate");
        refuses("{\"\\udc00\":1}", "json_syntax");
        refuses("\uFEFF{}", "json_syntax");
        refuses("{} {}", "json_syntax");
        refuses("", "json_syntax");
        refuses("[1,]", "json_syntax");
        refuses("[01]", "json_syntax");
        refuses("[NaN]", "json_syntax");
        refuses("{'a':1}", "json_syntax");
        refuses("[1] // no", "json_syntax");
        refuses("\"\t\"", "json_syntax");
        refuses("[".repeat(33) + "]".repeat(33), "json_too_deep");
        refuses("\"" + "a".repeat(Json.MAX_BYTES) + "\"", "json_too_long");
        refusesBytes(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "json_not_utf8");
        refusesBytes(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "json_not_utf8");
    }

    @Test
    void readsTheDeepestNestingThatIsAllowed() throws Exception {
        assertThat(Json.parse("[".repeat(32) + "]".repeat(32)).text()).hasSize(64);
    }

    @Test
    void takesOnlyTheCanonicalSpellingWhereAsked() throws Exception {
        assertThat(canonical("{\"a\":[1,\"é\"],\"b\":null}").text()).isEqualTo("{\"a\":[1,\"é\"],\"b\":null}");
        for (String other : List.of(
                "{\"b\":null,\"a\":1}",
                "{\"a\": 1}",
                "{\"a\":-0}",
                "{\"a\":1.0}",
                "{\"a\":1e2}",
                "\"\\u00e9\"",
                "\"\\/\"",
                "9007199254740992",
                " 1",
                "1\n",
                "\"\\u000A\"",
                "\"\\u001F\"")) {
            assertThatThrownBy(() -> canonical(other))
                    .as(other)
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("json_not_canonical"));
        }
    }

    @Test
    void copiesWhatItIsGivenAndSortsByCodeUnit() {
        TreeMap<String, Json> backwards = new TreeMap<>(java.util.Comparator.reverseOrder());
        backwards.put("a", new Json.Num(1));
        backwards.put("b", new Json.Num(2));
        Json.Obj object = new Json.Obj(backwards);
        backwards.clear();
        assertThat(object.text()).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void letsNothingButMalformedExceptionOutOfMutatedInput() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = "{\"a\":[1,-2.5,\"é\\u20ac\",true,null,{\"b\":[]}],\"c\":\"\\ud83d\\ude00\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                Json read = Json.parse(bad);
                if (!CanonicalWriter.hasDecimal(read)) {
                    assertThat(Json.parseCanonical(read.canonical())).isEqualTo(read);
                }
            } catch (MalformedException expected) {
                assertThat(expected.code()).startsWith("json_");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private static Json canonical(String text) throws MalformedException {
        return Json.parseCanonical(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(String text, String code) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void refusesBytes(byte[] bytes, String code) {
        assertThatThrownBy(() -> Json.parse(bytes))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
