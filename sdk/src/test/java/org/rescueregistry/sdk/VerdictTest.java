package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.BLUE;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;
import static org.rescueregistry.sdk.VerdictScene.WEIBO;
import static org.rescueregistry.sdk.VerdictScene.blues;
import static org.rescueregistry.sdk.VerdictScene.by;
import static org.rescueregistry.sdk.VerdictScene.suspension;
import static org.rescueregistry.sdk.VerdictScene.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Reason;

/** One post for every outcome and reason, over records made by hand. */
class VerdictTest {
    private final VerdictScene scene = VerdictScene.cn();
    private final VerdictScene.Team blue = scene.blue();
    private final Code blueCode = blue.code;
    private final Code freeCode = scene.code("00000000");

    private void assertVerdict(Post post, Outcome outcome, VerdictReason... reasons) {
        assertVerdict(scene.verdict(post), outcome, reasons);
    }

    private static void assertVerdict(Verdict verdict, Outcome outcome, VerdictReason... reasons) {
        assertThat(verdict.outcome()).as(verdict.json().text()).isEqualTo(outcome);
        assertThat(verdict.reasons()).extracting(Because::reason).containsExactly(reasons);
    }

    // ---- the account ------------------------------------------------------------------------------------------------

    @Test
    void badgesTheConfirmedAccountUnderItsBoundNames() {
        assertVerdict(blues(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        assertVerdict(
                by(BLUE, "blueboat", blueCode.canonical(), "我们的代码 " + blueCode),
                Outcome.ACCOUNT_VERIFIED,
                VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void comparesNamesAsTextAndForgivesOnlyTheWayItIsEncoded() {
        scene.team("3M9QXD7K", "Équipe", new BoundAccount(new AccountId(WEIBO, "300"), List.of("Équipe")));
        AccountId other = new AccountId(WEIBO, "300");
        assertVerdict(by(other, "E\u0301quipe", "", ""), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        assertVerdict(by(other, "Equipe", "", ""), Outcome.UNVERIFIED_CLAIM, VerdictReason.NAME_CHANGED);
    }

    @Test
    void saysUntilWhenAndWhatItRestsOn() {
        Verdict verdict = scene.verdict(blues());
        assertThat(verdict.asOf()).isEqualTo(scene.provenAsOf);
        assertThat(verdict.freshUntil()).isEqualTo(scene.provenAsOf.plus(Duration.ofMinutes(10)));
        assertThat(verdict.json().text())
                .contains("\"snapshot\"", "\"icu\":\"79.", "\"lexicon\":\"", "\"policy\":{\"max_status_age\":600}")
                .contains("\"evidence\":[{\"as_of\":1794999995,\"registry\":\"https://cn.example\"");
        assertThat(scene.verdict(blues())).isEqualTo(verdict);
    }

    @Test
    void dropsTheBadgeOfARenamedAccount() {
        assertVerdict(by(BLUE, "蓝舟代购", "", "清仓"), Outcome.UNVERIFIED_CLAIM, VerdictReason.NAME_CHANGED);
    }

    @Test
    void dropsTheBadgeWhenTheConfirmationHasRunOut() {
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byVetters(NOW)));
        assertVerdict(blues(), Outcome.UNVERIFIED_CLAIM, VerdictReason.ACCOUNT_UNCONFIRMED);
    }

    @Test
    void countsAPlatformsWordOnlyForItsOwnAccounts() {
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byPlatform(WEIBO, NOW.plusSeconds(10))));
        assertVerdict(blues(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byPlatform("other.example", NOW.plusSeconds(10))));
        assertVerdict(blues(), Outcome.UNVERIFIED_CLAIM, VerdictReason.ACCOUNT_UNCONFIRMED);
    }

    @Test
    void aPauseSaysNoMoreThanPaused() {
        blue.now(record -> record.withSuspension(suspension(Reason.PROTECTIVE, null)));
        Verdict verdict = scene.verdict(blues());
        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_LONGER_VALID);
        assertThat(verdict.json().text()).contains("PAUSED").doesNotContainIgnoringCase("protective");
    }

    @Test
    void followsTheStanding() {
        var good = blue.record;
        blue.record = good.withSuspension(suspension(Reason.UNDER_REVIEW, NOW.plusSeconds(1)));
        assertVerdict(blues(), Outcome.NO_LONGER_VALID, VerdictReason.UNDER_REVIEW);
        blue.record = good.withSuspension(suspension(Reason.UNDER_REVIEW, NOW));
        assertVerdict(blues(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        blue.record = good.withSuspension(suspension(Reason.VETTING_ERROR, null));
        assertVerdict(blues(), Outcome.NO_LONGER_VALID, VerdictReason.SUSPENDED);
        blue.record = good.revoked(Reason.ADVANCE_FEE_OR_EXTORTION, NOW.minusSeconds(1));
        assertVerdict(blues(), Outcome.NO_LONGER_VALID, VerdictReason.REVOKED);
    }

    @Test
    void remembersAFindingOnlyWhileItHolds() {
        blue.now(record -> record.withSuspension(suspension(Reason.UNDER_REVIEW, NOW.plusSeconds(60))));
        RescueVerifier verifier = verifier(RescueVerifier.builder(), scene);
        for (int again = 0; again < 2; again++) {
            assertThat(verifier.verify(blues(), NOW.plusSeconds(59)).outcome()).isEqualTo(Outcome.NO_LONGER_VALID);
            assertThat(verifier.verify(blues(), NOW.plusSeconds(60)).outcome()).isEqualTo(Outcome.ACCOUNT_VERIFIED);
            assertThat(verifier.verify(blues(), NOW.plusSeconds(595)).outcome()).isEqualTo(Outcome.ACCOUNT_VERIFIED);
            assertThat(verifier.verify(blues(), NOW.plusSeconds(596)).outcome()).isEqualTo(Outcome.UNDETERMINED);
        }
    }

    @Test
    void aBadgeInOneOfTwoRegistriesIsABadge() {
        VerdictScene other = new VerdictScene(VerdictScene.TH, "TH");
        other.team("3M9QXD7K", "Blue Boat", new BoundAccount(BLUE, List.of("蓝舟救援")));
        blue.now(record -> record.revoked(Reason.VETTING_ERROR, NOW.minusSeconds(1)));
        RescueVerifier verifier = verifier(RescueVerifier.builder(), scene, other);
        Verdict verdict = verifier.verify(blues(), NOW);
        assertVerdict(verdict, Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        assertThat(verdict.reasons().get(0).registry()).isEqualTo(VerdictScene.TH);
        other.provenAsOf = NOW.minus(Duration.ofDays(1));
        assertVerdict(
                verifier(RescueVerifier.builder(), scene, other).verify(blues(), NOW),
                Outcome.NO_LONGER_VALID,
                VerdictReason.REVOKED);
    }

    // ---- codes ------------------------------------------------------------------------------------------------------

    @Test
    void aProfileShowingAnothersCodeIsForAHumansQueue() {
        assertVerdict(
                by(STRANGER, "小店", "代码 " + blueCode, ""),
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER);
    }

    @Test
    void aVerifiedAccountThatShowsAnothersCodeLosesItsBadgeAndSaysWhy() {
        Code other = scene.team("3M9QXD7K", "红岸", new BoundAccount(new AccountId(WEIBO, "300"), List.of("红岸"))).code;
        assertVerdict(
                by(BLUE, "蓝舟救援", "代码 " + other, ""),
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER,
                VerdictReason.ACCOUNT_MATCHES);
        blue.now(record -> record.revoked(Reason.VETTING_ERROR, NOW.minusSeconds(1)));
        assertVerdict(
                by(BLUE, "蓝舟救援", "代码 " + other, ""),
                Outcome.NO_LONGER_VALID,
                VerdictReason.REVOKED,
                VerdictReason.PROFILE_CODE_OF_ANOTHER);
    }

    @Test
    void anUndisclosedAccountMakesAMismatchUndetermined() {
        blue.withhold(BoundAccount.DISCLOSURE);
        assertVerdict(
                by(STRANGER, "小店", blueCode.canonical(), ""),
                Outcome.UNDETERMINED,
                VerdictReason.ACCOUNTS_NOT_DISCLOSED);
    }

    @Test
    void anUndisclosedAccountThatAnotherPlatformConfirmedIsNotOnThisOne() {
        blue.withhold(BoundAccount.DISCLOSURE);
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byPlatform("other.example", NOW.plusSeconds(10))));
        assertVerdict(
                by(STRANGER, "小店", blueCode.canonical(), ""),
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER);
    }

    @Test
    void aCodeOfARegistryNobodyKnowsTakesABadgeAwayAndAccusesNobody() {
        Post post = by(
                BLUE,
                "蓝舟救援",
                new VerdictScene(VerdictScene.TH, "TH").code("3M9QXD7K").canonical(),
                "");
        assertVerdict(post, Outcome.UNDETERMINED, VerdictReason.PROFILE_CODE_UNKNOWN, VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void aCodeThatNobodyHasIsNoMoreThanAClaim() {
        assertVerdict(
                by(STRANGER, "小店", freeCode.canonical(), ""),
                Outcome.UNVERIFIED_CLAIM,
                VerdictReason.PROFILE_CODE_UNKNOWN);
        String wrong =
                blueCode.canonical().substring(0, 16) + (blueCode.canonical().endsWith("A") ? "B" : "A");
        assertVerdict(
                by(STRANGER, "小店", "编号 " + wrong, ""), Outcome.UNVERIFIED_CLAIM, VerdictReason.PROFILE_CODE_WRONG);
        assertVerdict(
                by(BLUE, "蓝舟救援", "", "编号 " + wrong),
                Outcome.ACCOUNT_VERIFIED,
                VerdictReason.ACCOUNT_MATCHES,
                VerdictReason.CODE_WRONG);
    }

    @Test
    void aFamilyQuotingACodeIsAccusedOfNothing() {
        Verdict verdict = scene.verdict(by(STRANGER, "小丽", "", "请问 " + blueCode + " 是真的救援队吗？我是家属"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_A_CLAIM);
        assertThat(verdict.has(VerdictReason.CODE_OF_ANOTHER)).isTrue();
        assertVerdict(by(STRANGER, "小丽", "", freeCode + " ?"), Outcome.NOT_A_CLAIM, VerdictReason.CODE_UNKNOWN);
    }

    @Test
    void readsCodesInQrCodesAsQuoted() {
        Post post = by(STRANGER, "小丽", "", "").withQr(List.of("x", blueCode.compact()));
        assertVerdict(post, Outcome.NOT_A_CLAIM, VerdictReason.CODE_OF_ANOTHER);
    }

    // ---- words and names --------------------------------------------------------------------------------------------

    @Test
    void anUnlistedVolunteerIsUnverifiedAndNoMore() {
        assertVerdict(by(STRANGER, "阿强", "", "我们是民间救援队，可以联系我"), Outcome.UNVERIFIED_CLAIM, VerdictReason.PHRASE);
    }

    @Test
    void aNameForTheEyeTheSameIsSuspected() {
        assertVerdict(
                by(STRANGER, "b\u04CFueboat", "", "hello"), Outcome.LOOKALIKE_SUSPECTED, VerdictReason.NAME_LOOKS_LIKE);
    }

    @Test
    void aNameThatThePlatformProtectsIsSuspectedButOfWhoBearsItByRight() throws Exception {
        AccountId theirs = new AccountId(STRANGER.platform(), "ministry");
        RescueVerifier verifier = RescueVerifier.builder()
                .lexicon(Lexicon.standard()
                        .extendedBy(
                                Lexicon.parse("#version\tours\nN\t华夏应急总队\t" + theirs.platform() + " " + theirs.id())))
                .build();
        verifier.use(VerdictScene.snapshot(scene));
        Verdict other = verifier.verify(by(STRANGER, "華夏應急總隊", "", "平安"), NOW);
        assertThat(other.outcome()).isEqualTo(Outcome.LOOKALIKE_SUSPECTED);
        assertThat(other.reasons())
                .containsExactly(Because.of(VerdictReason.NAME_PROTECTED).detail("华夏应急总队"));
        assertThat(verifier.verify(by(theirs, "华夏应急总队", "", "平安"), NOW).outcome())
                .isEqualTo(Outcome.NOT_A_CLAIM);
        assertThat(verifier.verify(by(STRANGER, "国家大剧院", "", "平安"), NOW).outcome())
                .isEqualTo(Outcome.NOT_A_CLAIM);
    }

    @Test
    void aNameLikeOneWhoseAccountsAreNotKnownIsUndetermined() {
        blue.withhold(BoundAccount.DISCLOSURE);
        assertVerdict(
                by(STRANGER, "蓝舟救援", "", ""),
                Outcome.UNDETERMINED,
                VerdictReason.ACCOUNTS_NOT_DISCLOSED,
                VerdictReason.NAME_LOOKS_LIKE);
    }

    @Test
    void ordinaryPostsClaimNothing() {
        assertVerdict(by(STRANGER, "小王", "吃饭睡觉", "今天天气很好"), Outcome.NOT_A_CLAIM);
    }

    // ---- what is known ----------------------------------------------------------------------------------------------

    @Test
    void staleIsNotValid() {
        scene.provenAsOf = NOW.minus(Duration.ofMinutes(11));
        assertVerdict(blues(), Outcome.UNDETERMINED, VerdictReason.STATUS_TOO_OLD);
        assertVerdict(
                by(STRANGER, "阿强", "", "我们是民间救援队，可以联系我"),
                Outcome.UNDETERMINED,
                VerdictReason.STATUS_TOO_OLD,
                VerdictReason.PHRASE);
    }

    @Test
    void doubtsARegistryThatKeepsSomethingBack() {
        scene.doubt = RegistrySnapshot.Doubt.WITHHELD;
        assertVerdict(blues(), Outcome.UNDETERMINED, VerdictReason.STATUS_WITHHELD);
        scene.doubt = RegistrySnapshot.Doubt.SDK_TOO_OLD;
        assertVerdict(blues(), Outcome.UNDETERMINED, VerdictReason.SDK_TOO_OLD);
    }

    @Test
    void believesHearsayAgainstAndNeverFor() {
        scene.heardOf = Set.of(blueCode);
        assertVerdict(blues(), Outcome.UNDETERMINED, VerdictReason.REMOVAL_HEARD_OF);
        assertVerdict(
                verifier(RescueVerifier.builder().policy(VerificationPolicy.ONLINE.ignoreHearsay()), scene)
                        .verify(blues(), NOW),
                Outcome.ACCOUNT_VERIFIED,
                VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void knowsNothingBeforeTheFirstSync() {
        Verdict verdict = new RescueVerifier(VerificationPolicy.ONLINE).verify(blues(), NOW);
        assertVerdict(verdict, Outcome.UNDETERMINED, VerdictReason.NO_REGISTRY);
        assertThat(verdict.asOf()).isNull();
    }

    @Test
    void whatIsTooLargeIsUndeterminedAndSaysWhat() {
        List<Post> posts = List.of(
                new Post(BLUE, Collections.nCopies(9, "蓝舟救援"), "", ""),
                by(BLUE, "x".repeat(257), "", ""),
                by(BLUE, "蓝舟救援", "x".repeat(Post.MAX_CHARS + 1), ""),
                by(BLUE, "蓝舟救援", "", "x".repeat(Post.MAX_CHARS + 1)),
                blues().withQr(Collections.nCopies(Post.MAX_QR + 1, "")),
                blues().withRef("x".repeat(Post.MAX_REF_CHARS + 1)));
        assertThat(posts)
                .extracting(scene::verdict)
                .allSatisfy(verdict -> assertVerdict(verdict, Outcome.UNDETERMINED, VerdictReason.INPUT_TOO_LARGE));
        assertThat(posts)
                .extracting(post -> scene.verdict(post).reasons().get(0).detail())
                .containsExactly("names", "names", "bio", "text", "qr", "ref");
    }

    // ---- the platform's own will ------------------------------------------------------------------------------------

    @Test
    void aPlatformMayHideAndSuspend() {
        List<Overrides> hiding = List.of(
                Overrides.NONE.hide(VerdictScene.CN),
                Overrides.NONE.hide(blueCode),
                Overrides.NONE.hideKind("rescue_team"));
        for (Overrides overrides : hiding) {
            RescueVerifier verifier = verifier(RescueVerifier.builder().overrides(overrides), scene);
            assertVerdict(verifier.verify(blues(), NOW), Outcome.NOT_A_CLAIM, VerdictReason.PLATFORM_POLICY);
            assertVerdict(
                    verifier.verify(by(STRANGER, "小丽", "", blueCode + "?"), NOW),
                    Outcome.NOT_A_CLAIM,
                    VerdictReason.PLATFORM_POLICY);
        }
        RescueVerifier verifier = verifier(RescueVerifier.builder(), scene);
        verifier.override(Overrides.NONE.suspend(blueCode));
        assertVerdict(verifier.verify(blues(), NOW), Outcome.NO_LONGER_VALID, VerdictReason.PLATFORM_POLICY);
        verifier.override(Overrides.NONE.hideKind("other_kind"));
        assertVerdict(verifier.verify(blues(), NOW), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void anUnknownKindIsHiddenWhereKindsAre() {
        blue.withhold("kind");
        assertVerdict(
                verifier(RescueVerifier.builder().overrides(Overrides.NONE.hideKind("volunteers")), scene)
                        .verify(blues(), NOW),
                Outcome.NOT_A_CLAIM,
                VerdictReason.PLATFORM_POLICY);
    }

    @Test
    void whatIsIgnoredIsSaidInTheVerdict() {
        VerificationPolicy lenient = VerificationPolicy.OFFLINE
                .allowUnconfirmedAccounts()
                .ignoreShownNames()
                .ignorePhrases()
                .ignoreLookalikeNames();
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byVetters(NOW)));
        RescueVerifier verifier = verifier(RescueVerifier.builder().policy(lenient), scene);
        Verdict verdict = verifier.verify(by(BLUE, "蓝舟代购", "", ""), NOW);
        assertVerdict(verdict, Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        assertThat(verdict.json().text())
                .contains("\"policy\":{\"ignored\":[\"confirmation\",\"lookalike_names\",\"phrases\",\"shown_names\"],"
                        + "\"max_status_age\":86400}");
        assertVerdict(verifier.verify(by(STRANGER, "b\u04CFueboat", "", "我们是民间救援队，可以联系我"), NOW), Outcome.NOT_A_CLAIM);
    }

    @Test
    void judgesManyUnderOneSnapshot() {
        RescueVerifier verifier = verifier(RescueVerifier.builder(), scene);
        List<Post> posts = List.of(blues(), by(STRANGER, "小王", "", ""), blues());
        List<Outcome> expected = List.of(Outcome.ACCOUNT_VERIFIED, Outcome.NOT_A_CLAIM, Outcome.ACCOUNT_VERIFIED);
        assertThat(verifier.verifyAll(posts, NOW)).extracting(Verdict::outcome).isEqualTo(expected);
        assertThat(verifier.verify(posts.stream(), NOW))
                .extracting(Verdict::outcome)
                .isEqualTo(expected);
    }

    @Test
    void halfACharacterInANameIsNoReasonToFail() {
        Verdict verdict = scene.verdict(by(BLUE, "蓝\uD83D", "", ""));
        assertVerdict(verdict, Outcome.UNVERIFIED_CLAIM, VerdictReason.NAME_CHANGED);
        assertThat(verdict.json().text()).contains("蓝\uFFFD");
    }

    @Test
    void tellsItsObserverEveryVerdictAndNoPost() {
        Instant[] clock = {NOW};
        var seen = new ArrayList<String>();
        RescueVerifier verifier = RescueVerifier.builder()
                .observer(
                        new RescueVerifier.Observer() {
                            @Override
                            public void judged(Verdict verdict, long nanos) {
                                seen.add(verdict.outcome() + " " + nanos);
                            }

                            @Override
                            public void uses(Snapshot snapshot) {
                                seen.add("uses " + snapshot.registries().size());
                            }
                        },
                        () -> {
                            clock[0] = clock[0].plusNanos(7);
                            return clock[0].getNano();
                        })
                .build();
        verifier.use(VerdictScene.snapshot(scene));
        Verdict unused = verifier.verify(blues(), NOW);
        assertThat(seen).containsExactly("uses 1", "ACCOUNT_VERIFIED 7");
    }
}
