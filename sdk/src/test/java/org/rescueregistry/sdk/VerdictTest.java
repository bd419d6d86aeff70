package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Admission;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationKeys;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Position;
import org.rescueregistry.statement.Profile;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.wire.MalformedException;

/** One post for every outcome and reason, over records made by hand. */
class VerdictTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Digest SOME = Digest.sha256(new byte[] {1});
    private static final Es256Signer KEY = Es256Signer.generate(RANDOM);
    private static final AccountId BLUE = new AccountId("weibo.example", "100");
    private static final AccountId STRANGER = new AccountId("weibo.example", "200");

    private final Code blueCode = code("7K3M9QXD");
    private final Code freeCode = code("00000000");
    private final BoundAccount bound = new BoundAccount(BLUE, List.of("蓝舟救援", "blueboat"));
    private final Disclosure accountDisclosure = bound.disclose(RANDOM);
    private final Disclosure nameDisclosure =
            OrganisationName.of("zh-Hans", "蓝舟救援").disclose(RANDOM);
    private final List<Disclosure> disclosures = new ArrayList<>(List.of(accountDisclosure, nameDisclosure));
    private OrganisationRecord record = record(Confirmation.VETTERS, NOW.plusSeconds(1000));
    private Instant provenAsOf = NOW.minusSeconds(5);

    private static Code code(String random) {
        try {
            return Code.of("CN", random);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private OrganisationRecord record(String who, Instant until) {
        Account account = Account.unconfirmed(SOME, accountDisclosure.digest(), NOW.minusSeconds(100))
                .withConfirmation(new Confirmation(List.of(KEY.keyId()), 5, until, who));
        return new OrganisationRecord(
                blueCode,
                new Admission(
                        new Position(SOME, 4), List.of(), 0, NOW.minusSeconds(1000), NOW.plus(Duration.ofDays(100))),
                new Profile(DigestSet.of(nameDisclosure.digest()), null, null, SOME),
                new OrganisationKeys(KEY.publicKey(), KEY.publicKey(), SOME),
                List.of(account),
                List.of(),
                List.of(),
                null,
                new Position(SOME, 5));
    }

    private Verdict verdict(Post post) {
        try {
            RegistrySnapshot registry = new RegistrySnapshot(
                    new RegistrySnapshot.Origin(EntityId.parse("https://cn.example"), "CN"),
                    new RegistrySnapshot.Proven(7, SOME, provenAsOf),
                    List.of(record),
                    disclosures);
            RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
            verifier.use(new Snapshot(List.of(registry)));
            return verifier.verify(post, NOW);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Post by(AccountId account, String name, String bio, String text) {
        return new Post(account, List.of(name), bio, text);
    }

    private static Suspension suspension(Reason reason, @Nullable Instant until) {
        return new Suspension(SOME, KEY.keyId(), Suspension.Kind.OFFICERS, reason, NOW.minusSeconds(50), until);
    }

    private void assertVerdict(Post post, Outcome outcome, VerdictReason... reasons) {
        Verdict verdict = verdict(post);
        assertThat(verdict.outcome()).as(verdict.json().text()).isEqualTo(outcome);
        assertThat(verdict.reasons()).extracting(Because::reason).containsExactly(reasons);
    }

    private Post blue() {
        return by(BLUE, "蓝舟救援", "", "今天又救出三人");
    }

    @Test
    void badgesTheConfirmedAccountUnderItsBoundNames() {
        assertVerdict(blue(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        assertVerdict(
                by(BLUE, "blueboat", blueCode.canonical(), "我们的代码 " + blueCode),
                Outcome.ACCOUNT_VERIFIED,
                VerdictReason.ACCOUNT_MATCHES);
    }

    @Test
    void saysUntilWhenAndWhatItRestsOn() {
        Verdict verdict = verdict(blue());
        assertThat(verdict.asOf()).isEqualTo(provenAsOf);
        assertThat(verdict.freshUntil()).isEqualTo(provenAsOf.plus(Duration.ofMinutes(10)));
        assertThat(verdict.json().text()).contains("\"snapshot\"").contains("\"lexicon\":\"2026-11-1\"");
        assertThat(verdict(blue())).isEqualTo(verdict);
    }

    @Test
    void dropsTheBadgeOfARenamedAccount() {
        assertVerdict(by(BLUE, "蓝舟代购", "", "清仓"), Outcome.UNVERIFIED_CLAIM, VerdictReason.NAME_CHANGED);
    }

    @Test
    void dropsTheBadgeWhenTheConfirmationHasRunOut() {
        record = record(Confirmation.VETTERS, NOW);
        assertVerdict(blue(), Outcome.UNVERIFIED_CLAIM, VerdictReason.ACCOUNT_UNCONFIRMED);
    }

    @Test
    void countsAPlatformsWordOnlyForItsOwnAccounts() {
        record = record(Confirmation.platform("weibo.example"), NOW.plusSeconds(10));
        assertVerdict(blue(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        record = record(Confirmation.platform("other.example"), NOW.plusSeconds(10));
        assertVerdict(blue(), Outcome.UNVERIFIED_CLAIM, VerdictReason.ACCOUNT_UNCONFIRMED);
    }

    @Test
    void aPauseSaysNoMoreThanPaused() {
        record = record.withSuspension(suspension(Reason.PROTECTIVE, null));
        Verdict verdict = verdict(blue());
        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_LONGER_VALID);
        assertThat(verdict.json().text()).contains("PAUSED").doesNotContainIgnoringCase("protective");
    }

    @Test
    void followsTheStanding() {
        OrganisationRecord good = record;
        record = good.withSuspension(suspension(Reason.UNDER_REVIEW, NOW.plusSeconds(1)));
        assertVerdict(blue(), Outcome.NO_LONGER_VALID, VerdictReason.UNDER_REVIEW);
        record = good.withSuspension(suspension(Reason.UNDER_REVIEW, NOW));
        assertVerdict(blue(), Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES);
        record = good.withSuspension(suspension(Reason.VETTING_ERROR, null));
        assertVerdict(blue(), Outcome.NO_LONGER_VALID, VerdictReason.SUSPENDED);
        record = good.revoked(Reason.ADVANCE_FEE_OR_EXTORTION, NOW.minusSeconds(1));
        assertVerdict(blue(), Outcome.NO_LONGER_VALID, VerdictReason.REVOKED);
    }

    @Test
    void aProfileShowingAnothersCodeIsForAHumansQueue() {
        assertVerdict(
                by(STRANGER, "蓝舟官方", "代码 " + blueCode, ""),
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER);
    }

    @Test
    void anUndisclosedAccountMakesAMismatchUndetermined() {
        disclosures.remove(accountDisclosure);
        assertVerdict(
                by(STRANGER, "蓝舟官方", blueCode.canonical(), ""),
                Outcome.UNDETERMINED,
                VerdictReason.ACCOUNTS_NOT_DISCLOSED);
    }

    @Test
    void aFamilyQuotingACodeIsAccusedOfNothing() {
        assertVerdict(
                by(STRANGER, "小丽", "", "请问 " + blueCode + " 是真的救援队吗？我是家属"),
                Outcome.NOT_A_CLAIM,
                VerdictReason.PHRASE,
                VerdictReason.CODE_OF_ANOTHER);
        assertVerdict(by(STRANGER, "小丽", "", freeCode + " ?"), Outcome.NOT_A_CLAIM, VerdictReason.CODE_UNKNOWN);
    }

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
    void ordinaryPostsClaimNothing() {
        assertVerdict(by(STRANGER, "小王", "吃饭睡觉", "今天天气很好"), Outcome.NOT_A_CLAIM);
    }

    @Test
    void staleIsNotValid() {
        provenAsOf = NOW.minus(Duration.ofMinutes(11));
        assertVerdict(blue(), Outcome.UNDETERMINED, VerdictReason.STATUS_TOO_OLD);
        assertVerdict(
                by(STRANGER, "阿强", "", "我们是民间救援队"),
                Outcome.UNDETERMINED,
                VerdictReason.STATUS_TOO_OLD,
                VerdictReason.PHRASE);
    }

    @Test
    void knowsNothingBeforeTheFirstSync() {
        Verdict verdict = new RescueVerifier(VerificationPolicy.ONLINE).verify(blue(), NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.asOf()).isNull();
    }
}
