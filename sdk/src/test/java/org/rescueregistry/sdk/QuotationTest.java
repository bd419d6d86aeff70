package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotationTest {
    @ParameterizedTest
    @CsvSource({
        "Blue Sky Rescue,Blue Sky Rescue",
        "蓝天救援队,蓝天救援队",
        "one\\u0000two\\u000athree\\u2028four,one two three four",
        "\\u202emoc.elpmaxe\\u202c,moc.elpmaxe",
        "RR\\u200b-\\u2060CN\\ufeff7K,RR-CN7K",
        "a\\ud800b,a\\ufffdb",
        "می\\u200cخواهم,\\u2068می\\u200cخواهم\\u2069",
        "\\u2069 إنقاذ \\u2068,\\u2068إنقاذ\\u2069",
    })
    void standsInASentence(String text, String shown) {
        assertThat(Quotation.of(written(text))).isEqualTo(written(shown));
    }

    /** So that what cannot be seen can be read here. */
    private static String written(String escaped) {
        return Pattern.compile("\\\\u(....)")
                .matcher(escaped)
                .replaceAll(unit -> String.valueOf((char) Integer.parseInt(unit.group(1), 16)));
    }

    @Property
    void isTheSameWhenQuotedAgain(@ForAll String text) {
        String once = Quotation.of(text);
        assertThat(Quotation.of(once)).isEqualTo(once);
        assertThat(once.chars().filter(c -> c == '\n' || c == '\u202e')).isEmpty();
    }

    @Test
    void everyMessageQuotesWhatItIsGiven() {
        Because because = Because.of(VerdictReason.LINK_LOOKS_LIKE).detail("registry\u202e.example\nverified");
        for (String locale : Messages.LOCALES) {
            assertThat(Messages.in(locale).reason(because))
                    .contains("registry.example verified")
                    .doesNotContain("\u202e", "\n");
        }
    }
}
