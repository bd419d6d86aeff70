package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.server.SafeText;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

class TellingTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void tellsAStepInPlainWordsWithTheCommandThatDoesIt() {
        Telling telling = telling(false);
        telling.tell(new Telling.Step("Teams apply", List.of("All are invented."), List.of("rescue apply")));

        assertThat(text()).contains("1. Teams apply", "   All are invented.", "   $ rescue apply");
    }

    @Test
    void saysLoudlyThatAVerdictIsNotAsExpected() throws Exception {
        Telling telling = telling(false);
        telling.tell(sighting(Outcome.ACCOUNT_VERIFIED));

        assertThat(telling.isAsExpected()).isFalse();
        assertThat(text())
                .contains("-> UNDETERMINED", "no registry has been synced yet", "!! NOT AS EXPECTED: ACCOUNT_VERIFIED");
    }

    @Test
    void printsOneDocumentAndNothingElse() throws Exception {
        Telling telling = telling(true);
        telling.chapter("not in the document");
        telling.tell(sighting(Outcome.UNDETERMINED));
        telling.fact("dir", new Json.Str("/tmp/x"));
        telling.end();

        Members document = Members.of(Json.parse(told.toByteArray()), "document");
        assertThat(document.bool("as_expected")).isTrue();
        assertThat(document.string("dir")).isEqualTo("/tmp/x");
        assertThat(document.objects("posts").get(0).object("verdict").string("outcome"))
                .isEqualTo("UNDETERMINED");
    }

    @Test
    void keepsDirectionMarksFromOutsideAwayFromTheTerminal() {
        assertThat(SafeText.isolated("a\u202Eb\u001B[2Jc")).isEqualTo("ab[2Jc");
        assertThat(SafeText.isolated("الهلال")).isEqualTo("\u2068الهلال\u2069");
    }

    private Telling telling(boolean asJson) {
        return new Telling(new PrintStream(told, true, UTF_8), asJson);
    }

    private static Sighting sighting(Outcome expected) throws Exception {
        Post post = new Post(AccountId.parse("weiyan.example", "1"), List.of("晨渡归途救援队"), "", "平安");
        Sighting.Scene scene = new Sighting.Scene(
                "first",
                "A post",
                post,
                new Sighting.Expected(expected, VerdictReason.NO_REGISTRY, null),
                "Ask again.");
        return new Sighting(
                scene,
                "posts/first.json",
                new RescueVerifier(VerificationPolicy.ONLINE).verify(post, Instant.EPOCH),
                List.of());
    }

    private String text() {
        return told.toString(UTF_8);
    }
}
