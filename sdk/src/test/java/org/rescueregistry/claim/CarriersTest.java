package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.claim.ImitatedLink.Trick;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.wire.MalformedException;

class CarriersTest {
    private static final Code CODE = code();
    private static final String SYMBOLS = CODE.symbols();
    private final Carriers carriers =
            new Carriers(List.of("registry.example", "救援.example", "127.0.0.1:8080", "localhost:9090"));

    private static Code code() {
        try {
            return Code.of("CN", "7K3M9QXD");
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** {@code $} stands for the twelve symbols. */
    private List<Carrier> in(String text) {
        return carriers.find(text.replace("$", SYMBOLS));
    }

    private static String wide(String ascii) {
        StringBuilder wide = new StringBuilder();
        ascii.chars().forEach(c -> wide.append((char) (c + 0xFEE0)));
        return wide.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://registry.example/RR$",
                "https://registry.example/o/$",
                "http://registry.example/RR$",
                "HTTPS://REGISTRY.EXAMPLE/RR$",
                "registry.example/RR$",
                "//registry.example/RR$",
                "www.registry.example/o/$",
                "https://www.registry.example/RR$",
                "https://registry.example./RR$",
                "https://registry.example:443/RR$",
                "http://registry.example:80/RR$",
                "https://registry.example/RR$/accounts?x=1#y",
                "https://registry.example/RR$/",
                "https://registry.example/rr-cn7k-3m9q-" + "$END",
                "https://someone:word@registry.example/RR$",
                "https://reg%69stry.example/RR$",
                "https://registry%2Eexample/RR$",
                "registry%2eexample/RR$",
                "https://registry.example/%52R$",
                "https:\\\\registry.example\\RR$",
                "https://registry。example/RR$",
                "https://ｒｅｇｉｓｔｒｙ．ｅｘａｍｐｌｅ/RR$",
                "ｈｔｔｐｓ：／／registry.example／ＲＲ$",
                "https://reg\u200Bistry.ex\u00ADample/RR$",
                "https://救援.example/RR$",
                "https://xn--p1u43a.example/RR$",
                "http://127.0.0.1:8080/RR$",
                "http://localhost:9090/o/$"
            })
    void readsALinkHoweverItIsSpelled(String link) {
        String end = SYMBOLS.substring(8).toLowerCase(java.util.Locale.ROOT);
        String written = link.replace("$END", end);
        for (String around : List.of("%s", "see %s.", "请看 %s 谢谢", "(%s)", "“%s”", "请看%s请核实", "链接：%s，真的吗")) {
            String text = around.replace("%s", written).replace("$", SYMBOLS);
            assertThat(carriers.find(text))
                    .as(text)
                    .singleElement()
                    .isInstanceOfSatisfying(OrganisationLink.class, found -> {
                        assertThat(found.code()).isEqualTo(CODE);
                        assertThat(text.substring(found.start(), found.end()))
                                .contains(written.replace("$", SYMBOLS).replaceFirst("^//", ""));
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://reg1stry.example/RR$, LOOKS_ALIKE",
        "https://regıstry.example/RR$, LOOKS_ALIKE",
        "https://rеgistry.example/RR$, LOOKS_ALIKE",
        "https://xn--rgistry-2fg.example/RR$, LOOKS_ALIKE",
        "reg1stry.example/RR$, LOOKS_ALIKE",
        "https://regstry.example/RR$, LOOKS_ALIKE",
        "https://registrry.example/RR$, LOOKS_ALIKE",
        "https://rgeistry.example, LOOKS_ALIKE",
        "https://registry-example/RR$, LOOKS_ALIKE",
        "https://registry.example.evil.org/RR$, WITHIN",
        "registry.example.evil.org/RR$, WITHIN",
        "https://my-registry-example.com/RR$, WITHIN",
        "https://registry.example@evil.org/RR$, USER_INFO",
        "https://registry.example:443@evil.org/RR$, USER_INFO",
        "https://registry.example%40evil.org/RR$, WITHIN",
        "https://registry.example:8443/RR$, OTHER_PORT",
        "http://127.0.0.1/RR$, OTHER_PORT",
        "https://registry.example:99999/RR$, OTHER_PORT",
    })
    void reportsALinkThatOnlyLooksLikeOurs(String link, Trick trick) {
        for (String text : List.of(link, "请看 " + link + " ，谢谢", "please open " + link + "!")) {
            assertThat(in(text))
                    .as(text)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ImitatedLink.class,
                            found -> assertThat(found.trick()).isEqualTo(trick));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://registry.example/",
                "https://registry.example",
                "https://registry.example/log/checkpoint",
                "registry.example",
                "https://status.registry.example/x",
                "mail help@registry.example now",
                "https://t.co/aB3",
                "今天。明天。end.Every",
                "a.example and b.example",
                "https://",
                "://",
                "https://:80/",
                "http://[",
                "..e.e.e.e.e",
            })
    void leavesOtherLinksAlone(String text) {
        assertThat(in(text)).isEmpty();
    }

    @Test
    void findsTheCodeInALinkToSomebodyElse() {
        for (String text : List.of(
                "https://evil.org/RR$",
                "https://evil.org/?u=https://registry.example/RR$",
                "https://evil.org/registry.example/RR$")) {
            assertThat(in(text))
                    .as(text)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            FoundCode.Good.class,
                            found -> assertThat(found.code()).isEqualTo(CODE));
        }
    }

    @Test
    void reportsALinkWithWrongCheckSymbols() {
        String wrong = "https://registry.example/RR" + SYMBOLS.substring(0, 11) + (SYMBOLS.endsWith("0") ? '1' : '0');
        assertThat(in("x " + wrong + "."))
                .singleElement()
                .isEqualTo(new FoundCode.BadCheck(wrong, 2, 2 + wrong.length()));
    }

    @Test
    void findsEverythingInOrder() {
        List<Carrier> found =
                in("RR-CN7K-3M9Q-" + SYMBOLS.substring(8) + " https://registry.example/RR$ reg1stry.example/RR$ RR$");
        assertThat(found).hasSize(4);
        assertThat(found.get(0)).isInstanceOf(FoundCode.Good.class);
        assertThat(found.get(1)).isInstanceOf(OrganisationLink.class);
        assertThat(found.get(2)).isInstanceOf(ImitatedLink.class);
        assertThat(found.get(3)).isInstanceOf(FoundCode.Good.class);
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i).start())
                    .isGreaterThanOrEqualTo(found.get(i - 1).end());
        }
    }

    @Test
    void findsCodesWithoutARegistry() {
        assertThat(new Carriers(List.of()).find("https://registry.example/" + CODE.compact()))
                .singleElement()
                .isInstanceOf(FoundCode.Good.class);
    }

    @Test
    void refusesWhatIsNoHost() {
        assertThatThrownBy(() -> new Carriers(List.of("registry.example:port")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Carriers(List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Timeout(20)
    void takesLinearTime() {
        for (String part : List.of(
                ".e",
                "https://",
                "a@",
                "%2e",
                "://",
                "registry.example.",
                "https://registry.example/",
                "R ",
                "RR-",
                "。",
                "e。e")) {
            String text = part.repeat(100_000 / part.length());
            assertThat(carriers.find(text)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RP-CN7K-3M9Q-XDP2",
                "rp cn7k 3m9q xdp2",
                "RPCN7K3M9QXDP2",
                "R\u200BP-CN7K-3M9Q-XDP2",
                "ＲＰ－ＣＮ７Ｋ－３Ｍ９Ｑ－ＸＤＰ２"
            })
    void findsTheCodeOfAPost(String written) throws MalformedException {
        PostCode code = PostCode.parseCanonical("RP-CN7K-3M9Q-XDP2");
        for (String around : List.of("%s", "编号%s，请核实", "see %s.")) {
            assertThat(carriers.find(around.replace("%s", written)))
                    .as(written)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            FoundPostCode.class,
                            found -> assertThat(found.code()).isEqualTo(code));
        }
    }

    @Test
    void reportsAWrongCodeOfAPostAsItIsWritten() {
        assertThat(carriers.find("RP-CN7K-3M9Q-XDP3"))
                .singleElement()
                .isInstanceOfSatisfying(
                        FoundCode.BadCheck.class,
                        found -> assertThat(found.text()).isEqualTo("RP-CN7K-3M9Q-XDP3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RP", "RPG game", "XRP-CN7K-3M9Q-XDP2", "RP-CN7K-3M9Q-XDP22", "RP-CN-7K3M-9QXD-P2", "Rp "})
    void takesNoOtherWordForTheCodeOfAPost(String text) {
        assertThat(carriers.find(text)).isEmpty();
    }
}
