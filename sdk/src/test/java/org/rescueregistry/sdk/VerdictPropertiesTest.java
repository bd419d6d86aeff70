package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.BLUE;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** What holds of every post: an answer always, the same answer always, and never a better one for knowing less. */
class VerdictPropertiesTest {
    private static final Digest PICTURE = TestKeys.digest("a picture");
    private static final PostCode POST_CODE = postCode();
    private static final List<PostAttestation> SIGNED = signed();
    private static final AccountId RED = new AccountId(VerdictScene.WEIBO, "300");

    private static PostCode postCode() {
        try {
            return PostCode.parseCanonical("RP-CN7K-3M9Q-XDP2");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** By the team of most tests, once for all. */
    private static List<PostAttestation> signed() {
        VerdictScene scene = VerdictScene.cn();
        Post pictured = VerdictScene.blues().withMedia(List.of(PICTURE));
        return List.of(
                scene.signed(scene.blue(), VerdictScene.blues(), null, Duration.ofDays(1)),
                scene.signed(scene.blue(), pictured, POST_CODE, Duration.ofSeconds(700)));
    }

    /** Two registries, three teams, one of them in both; as they are, or with a part of what is known taken away. */
    private static final class Knowledge {
        final VerdictScene cn = VerdictScene.cn();
        final VerdictScene th = new VerdictScene(VerdictScene.TH, "TH");
        final VerdictScene.Team red = cn.team("3M9QXD7K", "红岸救援", new BoundAccount(RED, List.of("红岸救援", "redshore")));
        final VerdictScene.Team blueAbroad =
                th.team("3M9QXD7K", "Blue Boat", new BoundAccount(BLUE, List.of("蓝舟救援", "blueboat")));

        Knowledge() {
            blueAbroad.now(record -> record.withSuspension(VerdictScene.suspension(Reason.UNDER_REVIEW, null)));
            cn.attestations.addAll(SIGNED);
        }

        Verdict verdict(Post post, Instant at) {
            return VerdictScene.verifier(RescueVerifier.builder(), cn, th).verify(post, at);
        }
    }

    private enum Loss {
        THE_REGISTRY,
        THE_OTHER_REGISTRY,
        AN_ACCOUNT,
        ANOTHER_ACCOUNT,
        AN_ATTESTATION,
        ANOTHER_ATTESTATION,
        ALL_ATTESTATIONS,
        A_NAME,
        A_KIND,
        TIME,
        THE_OTHERS_TIME
    }

    private static Verdict without(Loss loss, Post post, Instant at) {
        Knowledge less = new Knowledge();
        switch (loss) {
            case THE_REGISTRY -> {
                return VerdictScene.verifier(RescueVerifier.builder(), less.th).verify(post, at);
            }
            case THE_OTHER_REGISTRY -> {
                return VerdictScene.verifier(RescueVerifier.builder(), less.cn).verify(post, at);
            }
            case AN_ACCOUNT -> less.cn.blue().withhold(BoundAccount.DISCLOSURE);
            case ANOTHER_ACCOUNT -> less.red.withhold(BoundAccount.DISCLOSURE);
            case AN_ATTESTATION -> less.cn.attestations.remove(0);
            case ANOTHER_ATTESTATION -> less.cn.attestations.remove(1);
            case ALL_ATTESTATIONS -> less.cn.attestations.clear();
            case A_NAME -> less.cn.blue().withhold("name");
            case A_KIND -> less.cn.blue().withhold("kind");
            case TIME -> less.cn.provenAsOf = less.cn.provenAsOf.minus(Duration.ofHours(1));
            case THE_OTHERS_TIME -> less.th.provenAsOf = less.th.provenAsOf.minus(Duration.ofHours(1));
        }
        return less.verdict(post, at);
    }

    @Provide
    Arbitrary<Post> posts() {
        Knowledge known = new Knowledge();
        Code blue = known.cn.blue().code;
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        " ",
                        "蓝舟救援",
                        "blueboat",
                        "红岸救援",
                        VerdictScene.blues().text(),
                        POST_CODE.canonical(),
                        "我们是民间救援队，可以联系我",
                        blue.canonical(),
                        known.red.code.compact(),
                        known.blueAbroad.code.canonical(),
                        known.cn.code("00000000").canonical(),
                        blue.canonical().replace('7', '8'),
                        "https://cn.example/" + blue.compact()),
                Arbitraries.strings().all().ofMaxLength(40));
        Arbitrary<String> texts = pieces.list().ofMaxSize(4).map(list -> String.join(" ", list));
        Arbitrary<List<String>> names = Arbitraries.oneOf(
                Arbitraries.of(List.of("蓝舟救援"), List.of("红岸救援", "redshore"), List.<String>of()),
                texts.list().ofMaxSize(3));
        return Combinators.combine(Arbitraries.of(BLUE, RED, STRANGER), names, texts, texts, texts)
                .as((account, shown, bio, text, qr) -> new Post(account, shown, bio, text).withQr(List.of(qr)))
                .flatMap(post -> Arbitraries.of(
                        post, post.withMedia(List.of(PICTURE)), post.attestedBy(known.cn.attestations.get(0))));
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.of(
                NOW,
                NOW.plusSeconds(500),
                NOW.plusSeconds(900),
                NOW.minusSeconds(2000),
                Instant.MIN,
                Instant.MAX,
                NOW.plusSeconds(2000));
    }

    @Property(tries = 300)
    void answersEveryPostAndAlwaysTheSame(@ForAll("posts") Post post, @ForAll("times") Instant at) {
        Verdict verdict = new Knowledge().verdict(post, at);
        assertThat(verdict.json().text()).isNotEmpty();
        RescueVerifier verifier =
                VerdictScene.verifier(RescueVerifier.builder(), new VerdictScene(VerdictScene.CN, "CN"));
        assertThat(verifier.verify(post, at).bytes())
                .isEqualTo(verifier.verify(post, at).bytes());
    }

    @Property(tries = 300)
    void knowingLessNeverVerifiesMore(@ForAll("posts") Post post, @ForAll("times") Instant at, @ForAll Loss loss) {
        Outcome full = new Knowledge().verdict(post, at).outcome();
        Verdict less = without(loss, post, at);
        assertThat(less.outcome().isVerified() && !full.isVerified())
                .as(loss + " " + post + " " + less.json().text())
                .isFalse();
        assertThat(less.outcome() == Outcome.POST_VERIFIED && full != Outcome.POST_VERIFIED)
                .as(loss + " " + post + " " + less.json().text())
                .isFalse();
    }

    @Property(tries = 200)
    void wordsAloneNeverSpeakAgainstTheirAuthor(@ForAll("posts") Post post) {
        Post words = new Post(post.account(), List.of(), "", post.text()).withQr(post.qr());
        Post silent = new Post(post.account(), List.of(), "", "");
        Verdict spoken = new Knowledge().verdict(words, NOW);
        Outcome before = new Knowledge().verdict(silent, NOW).outcome();
        if (before.isVerified()) {
            assertThat(spoken.outcome().isVerified()).isTrue();
        } else {
            assertThat(spoken.outcome()).isIn(before, Outcome.UNVERIFIED_CLAIM);
        }
    }
}
