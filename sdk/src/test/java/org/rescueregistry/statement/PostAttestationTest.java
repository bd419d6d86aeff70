package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

final class PostAttestationTest {
    private static final String LOG = "registry.example/log";
    private static final Es256Signer KEY = TestKeys.es256("the organisation of the page");
    private static final Instant IAT = Instant.ofEpochSecond(1_795_000_000);
    private static final Instant EXP = IAT.plus(Duration.ofDays(30));
    private static final String POST = "蓝舟救援：\u200b今天又救出\n三人。 RP-CN7K-3M9Q-XDP2 https://weibo.example/p/77";

    private static PostAttestation sign(DigestSet media, @Nullable String code) throws MalformedException {
        PostAttestation.Content content = new PostAttestation.Content(
                new AccountId("weibo.example", "1234567890"),
                Digest.sha256(PostText.of(POST).utf8()),
                media,
                code == null ? null : PostCode.parseCanonical(code));
        Stamp stamp = new Stamp(IAT, "l3Fv0yWnT5m0Xk2c0e9rLg");
        return PostAttestation.sign(
                content, Envelope.about(Code.parseCanonical("RR-CN7K-3M9Q-XDP2"), LOG, stamp), EXP, KEY);
    }

    /** What the page shows. */
    private static PostAttestation example() throws MalformedException {
        return sign(DigestSet.of(TestKeys.digest("a picture")), "RP-CN7K-3M9Q-XDP2");
    }

    private static TreeMap<String, Json> members(PostAttestation attestation) throws MalformedException {
        return new TreeMap<>(
                ((Json.Obj) Json.parse(CompactJws.parse(attestation.compact()).payload())).members());
    }

    private static String signed(TreeMap<String, Json> payload) {
        return CompactJws.sign(PostAttestation.TYPE, new Json.Obj(payload).canonical(), KEY)
                .compact();
    }

    private static void assertRefused(String member, @Nullable Json value, String code) throws MalformedException {
        TreeMap<String, Json> payload = members(example());
        if (value == null) {
            payload.remove(member);
        } else {
            payload.put(member, value);
        }
        assertThatThrownBy(() -> PostAttestation.parse(signed(payload)))
                .as(member + " " + value)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void readsWhatItPrints() throws MalformedException {
        for (PostAttestation attestation :
                List.of(example(), sign(DigestSet.EMPTY, null), sign(DigestSet.EMPTY, "RP-CN7K-3M9Q-XDP2"))) {
            PostAttestation read = PostAttestation.parse(attestation.compact());
            assertThat(read).isEqualTo(attestation);
            assertThat(read.id()).isEqualTo(attestation.id());
            assertThat(read.content()).isEqualTo(attestation.content());
            assertThat(read.log()).isEqualTo(LOG);
            assertThat(read.organisation().canonical()).isEqualTo("RR-CN7K-3M9Q-XDP2");
            assertThat(read.iat()).isEqualTo(IAT);
            assertThat(read.exp()).isEqualTo(EXP);
            assertThat(read.isSignedBy(KEY.publicKey())).isTrue();
            assertThat(read.isSignedBy(TestKeys.es256("another").publicKey())).isFalse();
        }
    }

    @Test
    void refusesEveryMemberLeftOutOrAdded() throws MalformedException {
        for (String member : members(example()).keySet()) {
            if (!List.of("code", "media").contains(member)) {
                assertRefused(member, null, "missing_member");
            }
        }
        assertRefused("basis", Json.strings(List.of()), "unknown_member");
    }

    @Test
    void refusesWhatIsNotAsThePageSays() throws MalformedException {
        assertRefused("exp", new Json.Num(IAT.getEpochSecond()), "attestation_lifetime");
        assertRefused(
                "exp", new Json.Num(IAT.plus(PostAttestation.MAX_LIFE).getEpochSecond() + 1), "attestation_lifetime");
        assertRefused("code", new Json.Str("RP-TH7K-3M9Q-XDP2"), "code_bad_check");
        assertRefused("code", new Json.Str("RR-CN7K-3M9Q-XDP2"), "code_bad_symbol");
        assertRefused("code", new Json.Str("RPCN7K3M9QXDP2"), "code_not_canonical");
        assertRefused(
                "code",
                new Json.Str("RP" + Code.of("TH", "7K3M9QXD").canonical().substring(2)),
                "attestation_code");
        assertRefused("media", Json.strings(List.of()), "wrong_count");
        assertRefused(
                "media",
                DigestSet.of(IntStream.rangeClosed(0, PostAttestation.MAX_MEDIA)
                                .mapToObj(i -> TestKeys.digest("picture " + i))
                                .toList())
                        .json(),
                "wrong_count");
        String digest = TestKeys.digest("a picture").base64Url();
        assertRefused("media", Json.strings(List.of(digest, digest)), "set_not_ascending");
        assertRefused("text", new Json.Str(digest.substring(1)), "base64url_not_canonical");
        assertRefused("platform", new Json.Str("Weibo.example"), "account_bad_platform");
        assertRefused("account", new Json.Str(""), "account_bad_id");
        assertRefused("jti", new Json.Str("AAAA"), "jti_bad_length");
        assertRefused("sub", new Json.Str("https://registry.example"), "code_bad_length");
        assertRefused("log", new Json.Str("x".repeat(PostAttestation.MAX_CHARS)), "attestation_too_long");
    }

    @Test
    void refusesAnotherKindOfJws() throws MalformedException {
        String other = CompactJws.sign(Statement.TYPE, new Json.Obj(members(example())).canonical(), KEY)
                .compact();
        assertThatThrownBy(() -> PostAttestation.parse(other))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("jws_wrong_typ"));
        assertThatThrownBy(() -> PostAttestation.parse("蓝.舟.A")).isInstanceOf(MalformedException.class);
    }

    @Test
    void signsNothingThatWouldNotBeRead() throws MalformedException {
        PostAttestation good = example();
        Envelope envelope = Envelope.about(good.organisation(), LOG, good.stamp());
        assertThatThrownBy(() -> PostAttestation.sign(
                        good.content(),
                        envelope,
                        IAT.plus(PostAttestation.MAX_LIFE).plusSeconds(1),
                        KEY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostAttestation.sign(good.content(), envelope.restingOn(good.text()), EXP, KEY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PostAttestation.sign(good.content(), envelope, IAT.plus(PostAttestation.MAX_LIFE), KEY)
                        .exp())
                .isEqualTo(IAT.plus(PostAttestation.MAX_LIFE));
    }

    @Test
    void isTheExampleOfItsPage() throws Exception {
        PostAttestation example = example();
        String[] parts = example.compact().split("\\.");
        assertThat(Files.readString(Path.of("../docs/reference/attestations.md")))
                .contains(PostText.of(POST).text())
                .contains(example.text().base64Url())
                .contains(new String(CompactJws.parse(example.compact()).payload(), UTF_8))
                .contains("\n    " + parts[0] + "\n")
                .contains("\n    ." + parts[1] + "\n")
                .contains("\n    ." + parts[2] + "\n")
                .contains(KEY.publicKey().text())
                .contains(example.id().base64Url())
                .contains(LiveAttestations.hash(List.of(example.id())).base64Url())
                .contains(LiveAttestations.hash(List.of()).base64Url());
    }
}
