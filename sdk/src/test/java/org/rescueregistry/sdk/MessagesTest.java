package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class MessagesTest {
    @SuppressWarnings("unused") // a source of parameters
    private static final List<String> LOCALES = Messages.LOCALES;

    @ParameterizedTest
    @FieldSource("LOCALES")
    void everyLanguageSaysTheSameThings(String locale) {
        assertThat(Messages.in(locale).patterns().keySet())
                .isEqualTo(Messages.in("en").patterns().keySet());
        Messages.in(locale)
                .patterns()
                .forEach((id, pattern) -> assertThat(arguments(locale, pattern))
                        .as(locale + " " + id)
                        .isEqualTo(arguments("en", Messages.in("en").patterns().getOrDefault(id, ""))));
    }

    private static Set<String> arguments(String locale, String pattern) {
        return new MessageFormat(pattern, ULocale.forLanguageTag(locale)).getArgumentNames();
    }

    @ParameterizedTest
    @FieldSource("LOCALES")
    void everyReasonHasWords(String locale) {
        for (VerdictReason reason : VerdictReason.values()) {
            Because because = new Because(reason, null, VerdictScene.CN, "it's {this}");
            assertThat(Messages.in(locale).reason(because)).isNotBlank().doesNotContain("''");
        }
        Set<String> reasons = new TreeSet<>(Messages.in(locale).patterns().keySet());
        reasons.removeIf(id -> !id.startsWith("reason."));
        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(VerdictReason.values())
                        .map(reason -> "reason." + reason.name())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "zh, zh-Hans",
        "zh-CN, zh-Hans",
        "zh-TW, zh-Hant",
        "zh-HK, zh-Hant",
        "zh-Hant-MO, zh-Hant",
        "th-TH, th",
        "en-GB, en",
        "fr, en",
        "'', en",
        "not a tag, en"
    })
    void findsTheNearestLanguage(String tag, String locale) {
        assertThat(Messages.in(tag).locale()).isEqualTo(locale);
    }

    @Test
    void saysWhatNoNativeSpeakerHasRead() {
        assertThat(Messages.unread()).extracting(Messages.Message::locale).contains("zh-Hans", "zh-Hant", "th");
        assertThat(Messages.unread())
                .allSatisfy(unread -> assertThat(Messages.in(unread.locale()).patterns())
                        .containsEntry(unread.id(), unread.pattern()));
    }
}
