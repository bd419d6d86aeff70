package org.rescueregistry.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.MalformedException;

class CodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void computesTheCheckSymbolsOfTheDesignsExample() throws Exception {
        Code code = Code.of("CN", "7K3M9QXD");
        assertThat(code).hasToString("RR-CN7K-3M9Q-XDP2");
        assertThat(code.compact()).isEqualTo("RRCN7K3M9QXDP2");
        assertThat(code.symbols()).isEqualTo("CN7K3M9QXDP2");
        assertThat(code.prefix()).isEqualTo("CN");
        assertThat(Code.parseCanonical("RR-CN7K-3M9Q-XDP2")).isEqualTo(code);
        assertThat(Code.parseSymbols("CN7K3M9QXDP2")).isEqualTo(code);
    }

    @Test
    void givesTheBytesOfItsSpelling() throws Exception {
        for (String written :
                List.of("RR-CN7K-3M9Q-XDP2", Code.of("0S", "1A0B1C0D").canonical())) {
            assertThat(Code.parseCanonical(written).canonicalBytes()).asString().isEqualTo(written);
        }
    }

    @Test
    void readsWhatPeopleWrite() throws Exception {
        Code code = Code.of("0S", "1A0B1C0D");
        String symbols = code.symbols();
        for (String written : List.of(
                "rr" + symbols.toLowerCase(java.util.Locale.ROOT),
                "RR " + symbols.substring(0, 4) + " " + symbols.substring(4, 8) + " " + symbols.substring(8),
                "RR–" + symbols.replace('0', 'O').replace('1', 'l'),
                "rr-" + symbols.replace('0', 'o').replace('1', 'i'),
                wide(code.canonical()),
                " R R" + symbols + " ")) {
            assertThat(Code.parse(written)).as(written).isEqualTo(code);
        }
    }

    @Test
    void saysWhatIsWrong() {
        refuses("RR-CN7K-3M9Q-XDP3", "code_bad_check");
        refuses("RR-CN7K-3M9Q-XDP", "code_bad_length");
        refuses("CN7K-3M9Q-XDP2", "code_bad_length");
        refuses("RR-CN7K-3M9Q-XDPU", "code_bad_symbol");
        refuses("RR-CN7K-3M9Q-XDP河", "code_bad_symbol");
        refuses("RP-CN7K-3M9Q-XDP2", "code_bad_symbol");
        refuses("R".repeat(65), "code_bad_length");
        refuses("", "code_bad_length");
    }

    @Test
    void takesOneSpellingWhereAsked() {
        for (String other : List.of("rr-CN7K-3M9Q-XDP2", "RRCN7K3M9QXDP2", "RR-CN7K3M9QXDP2", "RR-CN7K-3M9Q-XDP2 ")) {
            assertThatThrownBy(() -> Code.parseCanonical(other))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("code_not_canonical"));
        }
        assertThatThrownBy(() -> Code.parseSymbols("CN7K3M9QXDPo")).isInstanceOf(MalformedException.class);
    }

    @Test
    void catchesEveryMistakeInOneOrTwoSymbols() throws Exception {
        for (Code code : List.of(
                Code.of("CN", "7K3M9QXD"), Code.of("00", "00000000"), Code.generate("ZZ", new SecureRandom()))) {
            for (int i = 0; i < 12; i++) {
                for (int a = 0; a < 32; a++) {
                    String once = changed(code.symbols(), i, a);
                    for (int j = i + 1; j < 12; j++) {
                        for (int b = 0; b < 32; b++) {
                            assertCaught(code, changed(once, j, b));
                        }
                    }
                }
            }
        }
    }

    @Test
    void drawsDifferentCodesOfTheRegistry() throws Exception {
        SecureRandom random = new SecureRandom();
        Code one = Code.generate("CN", random);
        assertThat(one.prefix()).isEqualTo("CN");
        assertThat(Code.generate("CN", random)).isNotEqualTo(one);
        assertThatThrownBy(() -> Code.generate("C", random)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Code.generate("OL", random)).isInstanceOf(MalformedException.class);
    }

    private static void assertCaught(Code original, String symbols) {
        boolean accepted;
        try {
            Code.parseSymbols(symbols);
            accepted = true;
        } catch (MalformedException e) {
            accepted = false;
        }
        if (accepted != symbols.equals(original.symbols())) {
            throw new AssertionError("mistook " + symbols + " for a code near " + original);
        }
    }

    private static String changed(String symbols, int at, int value) {
        return symbols.substring(0, at) + ALPHABET.charAt(value) + symbols.substring(at + 1);
    }

    private static String wide(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append((char) (c + 0xFEE0)));
        return out.toString();
    }

    private static void refuses(String text, String code) {
        assertThatThrownBy(() -> Code.parse(text))
                .as(text)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
