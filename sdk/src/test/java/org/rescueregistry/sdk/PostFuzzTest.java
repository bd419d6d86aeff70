package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.testing.FuzzRun;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.testing.TestKeys;

/** What anybody may hand in as an attestation or as a post, a moment each; at length with {@code -Pfuzz}. */
class PostFuzzTest {
    private static final List<Class<? extends FuzzTarget>> TARGETS = List.of(AttestationFuzz.class, PostFuzz.class);

    @Test
    void readsWhateverComes() throws Exception {
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            write(AttestationFuzz.class, attestations());
            write(PostFuzz.class, posts());
        }
        for (Class<? extends FuzzTarget> target : TARGETS) {
            FuzzRun run = new FuzzRun(target);
            run.corpusHolds();
            run.neighboursHold();
        }
    }

    private static PostAttestation signed() throws Exception {
        Es256Signer key = TestKeys.es256("fuzz");
        PostAttestation.Content content = new PostAttestation.Content(
                VerdictScene.BLUE,
                TestKeys.digest("text"),
                DigestSet.of(TestKeys.digest("a picture"), TestKeys.digest("a film")),
                PostCode.parseCanonical("RP-CN7K-3M9Q-XDP2"));
        Instant iat = VerdictScene.NOW;
        return PostAttestation.sign(
                content,
                Envelope.about(
                        Code.parseCanonical("RR-CN7K-3M9Q-XDP2"),
                        "registry.example/log",
                        new Stamp(iat, "l3Fv0yWnT5m0Xk2c0e9rLg")),
                iat.plusSeconds(1000),
                key);
    }

    private static Map<String, String> attestations() throws Exception {
        String good = signed().compact();
        return Map.of(
                "good-one",
                good,
                "bad-cut",
                good.substring(0, good.length() - 1),
                "bad-padded",
                good + "=",
                "bad-two-parts",
                good.substring(0, good.lastIndexOf('.')));
    }

    private static Map<String, String> posts() throws Exception {
        Post blues = VerdictScene.blues();
        String whole = blues.withQr(List.of("https://cn.example/RRCN7K3M9QXDP2"))
                .withMedia(List.of(TestKeys.digest("a picture")))
                .withRef("p-77")
                .attestedBy(signed())
                .json()
                .text();
        return Map.of(
                "good-attested", blues.json().text(),
                "good-whole", whole,
                "good-codes",
                        VerdictScene.by(
                                        VerdictScene.STRANGER,
                                        "b\u04CFueboat",
                                        "RR-CN7K-3M9Q-XDP2",
                                        "RP-CN7K-3M9Q-XDP2 ?")
                                .json()
                                .text(),
                "bad-no-account", "{\"text\":\"\"}",
                "bad-attestation", whole.replaceFirst("\"attestation\":\"ey", "\"attestation\":\"fz"));
    }

    private static void write(Class<?> target, Map<String, String> corpus) throws Exception {
        Path folder = Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : corpus.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().getBytes(UTF_8));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void readsWhateverJazzerFinds() throws Exception {
        for (Class<? extends FuzzTarget> target : TARGETS) {
            new FuzzRun(target).holdsUnderJazzer();
        }
    }
}
