package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.BLUE;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;
import static org.rescueregistry.sdk.VerdictScene.WEIBO;
import static org.rescueregistry.sdk.VerdictScene.blues;
import static org.rescueregistry.sdk.VerdictScene.by;
import static org.rescueregistry.sdk.VerdictScene.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** What an organisation's signature under a post changes in a verdict, and what its absence does not. */
class AttestedPostTest {
    private static final Digest PICTURE = TestKeys.digest("a picture");
    private static final Digest FILM = TestKeys.digest("a film");
    private static final Post EDITED = by(BLUE, "蓝舟救援", "", "今天又救出三十人");

    private final VerdictScene scene = VerdictScene.cn();
    private final VerdictScene.Team blue = scene.blue();

    private static void assertVerdict(Verdict verdict, Outcome outcome, VerdictReason... reasons) {
        assertThat(verdict.outcome()).as(verdict.json().text()).isEqualTo(outcome);
        assertThat(verdict.reasons())
                .extracting(Because::reason)
                .as(verdict.json().text())
                .containsExactly(reasons);
    }

    private void assertPlain(Post post) {
        assertVerdict(scene.verdict(post), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
    }

    private void assertWord(Post post, VerdictReason word) {
        assertVerdict(scene.verdict(post), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, word);
    }

    private void assertAttested(Verdict verdict, PostAttestation by) {
        assertVerdict(verdict, Outcome.POST_VERIFIED, VerdictReason.POST_ATTESTED, VerdictReason.ACCOUNT_MATCHES);
        assertThat(verdict.reasons().get(0).detail()).isEqualTo(by.id().base64Url());
    }

    private static PostCode code() {
        try {
            return PostCode.parseCanonical("RP-CN7K-3M9Q-XDP2");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPostThatTheOrganisationSignedIsVerified() {
        PostAttestation attestation = scene.attest(blue, blues());
        assertAttested(scene.verdict(blues()), attestation);
        assertPlain(EDITED);
    }

    @Test
    void findsItWhateverAPlatformDoesToSpacesAndLinks() {
        PostAttestation attestation = scene.attest(blue, by(BLUE, "", "", "今天又救出 三人"));
        assertAttested(
                scene.verdict(by(BLUE, "蓝舟救援", "", "\u200b今天又救出\n 三人 https://t.example/x RP-CN7K-3M9Q-XDP2")),
                attestation);
    }

    @Test
    void theSameWordsByAnotherAreTheirs() {
        scene.attest(blue, blues());
        assertVerdict(scene.verdict(by(STRANGER, "小丽", "", blues().text())), Outcome.NOT_A_CLAIM);
        Post other = by(new AccountId("other.example", "100"), "蓝舟救援", "", blues().text());
        assertThat(scene.verdict(other).outcome().isVerified()).isFalse();
    }

    @Test
    void anotherOrganisationsSignatureIsNone() {
        VerdictScene.Team red =
                scene.team("3M9QXD7K", "红岸", new BoundAccount(new AccountId(WEIBO, "300"), List.of("红岸")));
        scene.attest(red, blues());
        assertPlain(blues());
    }

    @Test
    void aSignatureMendsNothingThatIsWrongWithTheAccount() {
        scene.attest(blue, blues());
        assertVerdict(
                scene.verdict(by(BLUE, "蓝舟代购", "", blues().text())),
                Outcome.UNVERIFIED_CLAIM,
                VerdictReason.NAME_CHANGED);
        blue.now(VerdictScene.confirmedOnly(VerdictScene.byVetters(NOW)));
        assertVerdict(scene.verdict(blues()), Outcome.UNVERIFIED_CLAIM, VerdictReason.ACCOUNT_UNCONFIRMED);
        blue.now(record -> record.withSuspension(VerdictScene.suspension(Reason.UNDER_REVIEW, null)));
        assertVerdict(scene.verdict(blues()), Outcome.NO_LONGER_VALID, VerdictReason.UNDER_REVIEW);
    }

    @Test
    void aCodeOfAnotherInTheProfileTakesThisBadgeToo() {
        VerdictScene.Team red =
                scene.team("3M9QXD7K", "红岸", new BoundAccount(new AccountId(WEIBO, "300"), List.of("红岸")));
        scene.attest(blue, blues());
        assertVerdict(
                scene.verdict(by(BLUE, "蓝舟救援", "代码 " + red.code, blues().text())),
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER,
                VerdictReason.POST_ATTESTED,
                VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void comparesPicturesInAnyOrder() {
        PostAttestation attestation = scene.attest(blue, blues().withMedia(List.of(PICTURE, FILM)));
        assertAttested(scene.verdict(blues().withMedia(List.of(FILM, PICTURE))), attestation);
        assertWord(blues().withMedia(List.of(FILM)), VerdictReason.MEDIA_DIFFER);
        assertWord(blues(), VerdictReason.MEDIA_DIFFER);
        RescueVerifier lenient =
                verifier(RescueVerifier.builder().policy(VerificationPolicy.ONLINE.ignoreMedia()), scene);
        assertAttested(lenient.verify(blues(), NOW), attestation);
    }

    @Test
    void addedPicturesAreNotThoseThatWereSigned() {
        scene.attest(blue, blues());
        assertWord(blues().withMedia(List.of(PICTURE)), VerdictReason.MEDIA_DIFFER);
    }

    @Test
    void takesTheOneOfSeveralThatFits() {
        scene.attest(blue, blues());
        PostAttestation fitting = scene.attest(blue, blues().withMedia(List.of(PICTURE)));
        assertAttested(scene.verdict(blues().withMedia(List.of(PICTURE))), fitting);
    }

    @Test
    void countsForAsLongAsItSays() {
        PostAttestation attestation = scene.attest(blue, blues(), null, Duration.ofSeconds(60));
        RescueVerifier verifier = verifier(RescueVerifier.builder(), scene);
        assertAttested(verifier.verify(blues(), NOW.plusSeconds(59)), attestation);
        assertVerdict(
                verifier.verify(blues(), NOW.plusSeconds(60)),
                Outcome.ACCOUNT_VERIFIED,
                VerdictReason.ACCOUNT_MATCHES,
                VerdictReason.ATTESTATION_NOT_IN_TIME);
    }

    @Test
    void anEditShowsByThePostsCode() {
        PostAttestation attestation = scene.attest(blue, blues(), code());
        assertAttested(scene.verdict(blues()), attestation);
        assertWord(by(BLUE, "蓝舟救援", "", EDITED.text() + " rp cn7k 3m9q xdp2"), VerdictReason.EDITED_SINCE);
        assertWord(EDITED.withQr(List.of(code().canonical())), VerdictReason.EDITED_SINCE);
        assertPlain(EDITED);
    }

    @Test
    void aCodeThatNoLiveAttestationHasSaysNothing() {
        assertPlain(by(BLUE, "蓝舟救援", "", EDITED.text() + " RP-CN7K-3M9Q-XDP2"));
        assertWord(by(BLUE, "蓝舟救援", "", EDITED.text() + " RP-CN7K-3M9Q-XDP3"), VerdictReason.CODE_WRONG);
    }

    @Test
    void aStrangerGainsAndLosesNothingByAPostsCode() {
        scene.attest(blue, blues(), code());
        assertVerdict(scene.verdict(by(STRANGER, "小丽", "", blues().text() + code())), Outcome.NOT_A_CLAIM);
        assertVerdict(scene.verdict(by(STRANGER, "小丽", code().canonical(), "")), Outcome.NOT_A_CLAIM);
        assertVerdict(
                scene.verdict(by(STRANGER, "阿强", "", "我们是民间救援队，可以联系我 " + code())),
                Outcome.UNVERIFIED_CLAIM,
                VerdictReason.PHRASE);
    }

    @Test
    void anEditShowsByTheAttestationThatThePlatformKept() {
        PostAttestation kept = scene.attest(blue, blues());
        assertAttested(scene.verdict(blues().attestedBy(kept)), kept);
        assertWord(EDITED.attestedBy(kept), VerdictReason.EDITED_SINCE);
    }

    @Test
    void aRetractionShowsByTheAttestationThatThePlatformKept() {
        PostAttestation kept = scene.signed(blue, blues(), null, Duration.ofSeconds(60));
        assertWord(blues().attestedBy(kept), VerdictReason.ATTESTATION_RETRACTED);
        assertPlain(blues());
        Verdict later = verifier(RescueVerifier.builder(), scene).verify(blues().attestedBy(kept), NOW.plusSeconds(60));
        assertVerdict(
                later, Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, VerdictReason.ATTESTATION_NOT_IN_TIME);
    }

    @Test
    void whatWasSignedAfterTheSnapshotIsNotSaidToBeRetracted() {
        PostAttestation kept = scene.signed(blue, blues(), null, Duration.ofDays(1));
        scene.provenAsOf = kept.iat().minusSeconds(1);
        assertWord(blues().attestedBy(kept), VerdictReason.ATTESTATION_NOT_IN_TIME);
    }

    @Test
    void saysNothingOfARetractionWhereTheLiveOnesCouldNotBeHad() {
        PostAttestation kept = scene.signed(blue, blues(), null, Duration.ofDays(1));
        String known = VerdictScene.snapshot(scene).id();
        scene.knowsAttestations = false;
        assertPlain(blues().attestedBy(kept));
        assertThat(VerdictScene.snapshot(scene).id()).isNotEqualTo(known);
    }

    @Test
    void whatIsKeptCountsForItsOwnAccountAlone() {
        VerdictScene.Team red =
                scene.team("3M9QXD7K", "红岸", new BoundAccount(new AccountId(WEIBO, "300"), List.of("红岸")));
        PostAttestation others =
                scene.signed(red, by(new AccountId(WEIBO, "300"), "", "", ""), null, Duration.ofDays(1));
        assertPlain(blues().attestedBy(others));
    }

    @Test
    void aBadgeOnThePostInOneOfTwoRegistriesIsABadge() {
        VerdictScene other = new VerdictScene(VerdictScene.TH, "TH");
        VerdictScene.Team abroad = other.team("3M9QXD7K", "Blue Boat", new BoundAccount(BLUE, List.of("蓝舟救援")));
        PostAttestation attestation = other.attest(abroad, blues());
        Verdict verdict = verifier(RescueVerifier.builder(), scene, other).verify(blues(), NOW);
        assertAttested(verdict, attestation);
        assertThat(verdict.reasons().get(0).registry()).isEqualTo(VerdictScene.TH);
    }

    @Test
    void givesTheAttestationThatAVerdictNames() {
        PostAttestation attestation = scene.attest(blue, blues());
        Snapshot snapshot = VerdictScene.snapshot(scene);
        assertThat(snapshot.attestation(BLUE, attestation.id())).contains(attestation);
        assertThat(snapshot.attestation(STRANGER, attestation.id())).isEmpty();
        assertThat(snapshot.attestation(BLUE, PICTURE)).isEmpty();
    }

    @Test
    void itsNameTellsSnapshotsApart() {
        Snapshot without = VerdictScene.snapshot(scene);
        scene.attest(blue, blues());
        assertThat(VerdictScene.snapshot(scene).id()).isNotEqualTo(without.id());
    }

    @Test
    void saysSoOnTheBadge() {
        scene.attest(blue, blues(), code());
        Messages messages = Messages.in("en");
        Snapshot snapshot = VerdictScene.snapshot(scene);
        BadgeView view = BadgeView.of(scene.verdict(blues()), snapshot, messages);
        assertThat(view.json().text())
                .contains("Post by a vetted rescue team")
                .contains("The organisation also signed this very post.")
                .contains("\"tone\":\"good\"");
        Post edited = by(BLUE, "蓝舟救援", "", EDITED.text() + " " + code());
        assertThat(BadgeView.of(scene.verdict(edited), snapshot, messages)
                        .json()
                        .text())
                .contains("Vetted rescue team")
                .contains("the post was changed after the organisation signed it");
    }

    @Test
    void aPostIsReadWithWhatThePlatformKept() throws MalformedException {
        Post post = blues().attestedBy(scene.signed(blue, blues(), code(), Duration.ofDays(1)));
        assertThat(Post.parse(post.json().canonical())).isEqualTo(post);
    }

    // ---- what is to be judged again ---------------------------------------------------------------------------------

    private List<Reevaluation> changed(ReevaluationIndex index, Snapshot before) {
        return index.changed(before, VerdictScene.snapshot(scene));
    }

    @Test
    void aPostIsJudgedAgainWhenItsAttestationIsTakenBack() {
        PostAttestation attestation = scene.attest(blue, blues());
        Snapshot before = VerdictScene.snapshot(scene);
        ReevaluationIndex index = new ReevaluationIndex(10);
        index.remember(blues().withRef("p-1"), scene.verdict(blues()));
        index.remember(EDITED.withRef("p-2"), scene.verdict(EDITED));
        assertThat(changed(index, before)).isEmpty();
        scene.attestations.remove(attestation);
        assertThat(changed(index, before))
                .containsExactly(new Reevaluation(BLUE, "p-1", Reevaluation.Cause.ATTESTATION, null));
    }

    @Test
    void theAccountsPostsAreJudgedAgainWhenOneIsSigned() {
        Snapshot before = VerdictScene.snapshot(scene);
        ReevaluationIndex index = new ReevaluationIndex(10);
        index.remember(blues().withRef("p-1"), scene.verdict(blues()));
        index.remember(by(STRANGER, "小王", "", "").withRef("p-2"), scene.verdict(by(STRANGER, "小王", "", "")));
        scene.attest(blue, blues());
        assertThat(changed(index, before)).extracting(Reevaluation::ref).containsExactly("p-1");
    }

    @Test
    void aPostIsJudgedAgainWhenItsAttestationEnds() {
        scene.attest(blue, blues(), null, Duration.ofSeconds(60));
        ReevaluationIndex index = new ReevaluationIndex(10);
        index.remember(blues().withRef("p-1"), scene.verdict(blues()));
        Snapshot snapshot = VerdictScene.snapshot(scene);
        assertThat(elapsed(index, snapshot, NOW.plusSeconds(59))).isEmpty();
        assertThat(elapsed(index, snapshot, NOW.plusSeconds(60)))
                .containsExactly(new Reevaluation(BLUE, "p-1", Reevaluation.Cause.TIME, null));
    }

    private static List<Reevaluation> elapsed(ReevaluationIndex index, Snapshot snapshot, Instant until) {
        return index.elapsed(snapshot, NOW, until);
    }
}
