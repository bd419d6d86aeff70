package org.rescueregistry.vetting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

class ReportsTest {
    private final TestRegistry registry = TestRegistry.founded(9);
    private final TestOrganisation team = registry.admit();
    private final TestReports sent = new TestReports(registry, team.code());
    private final Reports reports = new Reports(
            new Vetting.Home(registry.entity(), registry.log()),
            new MemoryReports(),
            () -> TestCases.state(registry),
            TestReports::seal);

    private Decision<Digest> take(PlatformReport report) {
        return reports.take(report, registry.now());
    }

    private ReportDecision decided(PlatformReport report, ReportRuling ruling) {
        Decision<ReportDecision> decision = reports.rule(report.id(), ruling, registry.now());
        assertThat(decision).isInstanceOf(Decision.Granted.class);
        return ((Decision.Granted<ReportDecision>) decision).value();
    }

    private static void assertRefused(Decision<?> decision, Refusal reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    // ---- taking -----------------------------------------------------------------------------------------------------

    @Test
    void takesAReportOfAPlatformInOfficeAboutItsOwnAccounts() {
        PlatformReport report = sent.report(1);
        assertThat(take(report)).isEqualTo(new Decision.Granted<>(report.id()));
        assertThat(take(report)).isEqualTo(new Decision.Granted<>(report.id()));
    }

    @Test
    void refusesWhoSpeaksForNoPlatformOrForAnother() {
        PlatformReport.Content content = sent.content(1, null);
        assertRefused(
                take(sent.sign(content, registry.log(), registry.vetter("hill-desk", 0))),
                Refusal.REPORT_NOT_BY_PLATFORM);
        assertRefused(
                take(sent.sign(content, registry.log(), TestKeys.es256("a stranger"))), Refusal.REPORT_NOT_BY_PLATFORM);
        PlatformReport.Content elsewhere = new PlatformReport.Content(
                content.kind(),
                content.decisionId(),
                content.code(),
                new AccountId("other.example", "1234567890"),
                content.reason(),
                null);
        assertRefused(take(sent.sign(elsewhere, registry.log(), registry.platform())), Refusal.REPORT_OTHER_PLATFORM);
        assertRefused(take(sent.sign(content, "other/log", registry.platform())), Refusal.REPORT_WRONG_REGISTRY);
    }

    @Test
    void refusesAReportWithAnothersSignature() {
        PlatformReport good = sent.report(1);
        PlatformReport other = sent.report(2);
        String forged = good.compact().substring(0, good.compact().lastIndexOf('.'))
                + other.compact().substring(other.compact().lastIndexOf('.'));
        assertRefused(take(parsed(forged)), Refusal.REPORT_BAD_SIGNATURE);
    }

    private static PlatformReport parsed(String compact) {
        try {
            return PlatformReport.parse(compact);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesWhatWasSignedAtAnotherTimeSoThatNothingForgottenComesAgain() {
        PlatformReport report = sent.report(1);
        Instant now = registry.now();
        assertRefused(reports.take(report, now.plus(Reports.MAX_AGE).plusSeconds(1)), Refusal.REPORT_NOT_IN_TIME);
        assertRefused(reports.take(report, now.minusSeconds(61)), Refusal.REPORT_NOT_IN_TIME);
        assertThat(reports.take(report, now.plus(Reports.MAX_AGE))).isInstanceOf(Decision.Granted.class);
        assertThat(Reports.KEPT).isGreaterThan(Reports.MAX_AGE);
        // What is there already is granted again whenever it comes: whoever had no answer asks again.
        assertThat(reports.take(report, now.plus(Duration.ofDays(3)))).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void refusesACodeThatNobodyHas() {
        TestReports unknown = new TestReports(registry, registry.organisation().code());
        assertRefused(take(unknown.report(1)), Refusal.REPORT_UNKNOWN_CODE);
    }

    @Test
    void aStolenKeyFillsNobodysDeskOnceItIsDismissed() {
        for (int i = 0; i < Reports.MAX_OPEN; i++) {
            take(sent.report(i));
        }
        assertRefused(take(sent.report(Reports.MAX_OPEN)), Refusal.TOO_MANY_OPEN_REPORTS);
        assertThat(list(registry.auditor("sea-desk"))).hasSize(Reports.MAX_LISTED);

        registry.write(registry.about(
                new Act.Dismiss(registry.platform().keyId(), Reason.KEY_COMPROMISE, null), registry.body("sea-desk")));
        assertThat(list(registry.auditor("sea-desk"))).isEmpty();
        assertRefused(take(sent.report(Reports.MAX_OPEN)), Refusal.REPORT_NOT_BY_PLATFORM);
    }

    private List<FiledReport> list(Es256Signer asker) {
        Decision<List<FiledReport>> listed = reports.list(asker.keyId());
        assertThat(listed).isInstanceOf(Decision.Granted.class);
        return ((Decision.Granted<List<FiledReport>>) listed).value();
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    @Test
    void showsAReportToItsPlatformAndToThePeopleOfTheRegistryAlone() {
        PlatformReport report = sent.report(1);
        take(report);
        for (Es256Signer reader : List.of(
                registry.platform(),
                registry.auditor("hill-desk"),
                registry.vetter("hill-desk", 0),
                registry.operator(0))) {
            assertThat(reports.read(report.id(), reader.keyId())).isInstanceOf(Decision.Granted.class);
            assertThat(list(reader)).extracting(FiledReport::report).containsExactly(report);
        }
        assertRefused(reports.read(report.id(), team.key().keyId()), Refusal.NOT_ENTITLED);
        assertRefused(reports.list(team.key().keyId()), Refusal.NOT_ENTITLED);
        assertRefused(reports.read(TestCases.nothing(), registry.platform().keyId()), Refusal.UNKNOWN_REPORT);
    }

    @Test
    void anotherPlatformIsNotToldThatThereIsSuchAReport() {
        PlatformReport report = sent.report(1);
        take(report);
        Es256Signer other = TestKeys.es256("another platform");
        Statement appoint = Statement.sign(
                new Act.Appoint("sea-desk", other.publicKey(), Role.PLATFORM, "other.example"),
                registry.envelope().restingOn(registry.fold().charterId()),
                registry.body("sea-desk"));
        registry.write(
                appoint,
                registry.countersign(appoint, registry.operator(0)),
                registry.countersign(appoint, registry.operator(1)));
        assertRefused(reports.read(report.id(), other.keyId()), Refusal.UNKNOWN_REPORT);
        assertThat(list(other)).isEmpty();
    }

    // ---- deciding ---------------------------------------------------------------------------------------------------

    @Test
    void answersWithWhatAnAuditorSigned() {
        PlatformReport report = sent.report(1);
        take(report);
        ReportRuling ruling = sent.ruling(report, "hill-desk", FindingOutcome.NOT_UPHELD);
        ReportDecision decision = decided(report, ruling);

        assertThat(decision.answers(report)).isTrue();
        assertThat(decision.ruling()).isEqualTo(ruling);
        assertThat(decision.isSignedBy(TestReports.ENTITY.publicKey())).isTrue();
        assertThat(decided(report, ruling)).isEqualTo(decision);
        assertRefused(
                reports.rule(report.id(), sent.ruling(report, "sea-desk", FindingOutcome.UPHELD), registry.now()),
                Refusal.REPORT_DECIDED);
        assertThat(list(registry.auditor("sea-desk"))).isEmpty();
    }

    @Test
    void refusesTheRulingOfWhoIsNoAuditorAndOfAnotherReport() {
        PlatformReport report = sent.report(1);
        PlatformReport other = sent.report(2);
        take(report);
        ReportRuling onOther = sent.ruling(other, "hill-desk", FindingOutcome.UPHELD);
        assertRefused(reports.rule(report.id(), onOther, registry.now()), Refusal.RULING_WRONG_REPORT);
        assertRefused(reports.rule(other.id(), onOther, registry.now()), Refusal.UNKNOWN_REPORT);
        for (Es256Signer nobody : List.of(registry.vetter("hill-desk", 0), registry.operator(0), team.key())) {
            ReportRuling ruling = ReportRuling.sign(onReport(report), registry.log(), registry.stamp(), nobody);
            assertRefused(reports.rule(report.id(), ruling, registry.now()), Refusal.RULING_NOT_BY_AUDITOR);
        }
    }

    private static ReportRuling.Content onReport(PlatformReport report) {
        return new ReportRuling.Content(report.id(), FindingOutcome.UPHELD, DigestSet.EMPTY);
    }

    @Test
    void namesOnlyWhatFollowedInTheLog() {
        PlatformReport report = sent.report(1);
        take(report);
        Statement finding = registry.about(
                team, new Act.Finding(report.id(), FindingOutcome.UPHELD), registry.auditor("hill-desk"));
        assertWrong(report, FindingOutcome.UPHELD, finding.id());

        registry.write(finding, registry.countersign(finding, registry.auditor("sea-desk")));
        assertWrong(report, FindingOutcome.SETTLED, finding.id());

        TestOrganisation other = registry.admit();
        Statement elsewhere = registry.about(
                other, new Act.Finding(report.id(), FindingOutcome.UPHELD), registry.auditor("hill-desk"));
        Statement onAnother = registry.about(
                team, new Act.Finding(TestCases.nothing(), FindingOutcome.UPHELD), registry.auditor("hill-desk"));
        Statement pause = registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.key());
        registry.write(elsewhere, onAnother, pause);
        assertWrong(report, FindingOutcome.UPHELD, elsewhere.id());
        assertWrong(report, FindingOutcome.UPHELD, onAnother.id());

        ReportDecision decision =
                decided(report, sent.ruling(report, "hill-desk", FindingOutcome.UPHELD, finding.id(), pause.id()));
        assertThat(decision.statements().items()).containsExactlyInAnyOrder(finding.id(), pause.id());
    }

    private void assertWrong(PlatformReport report, FindingOutcome outcome, Digest followed) {
        assertRefused(
                reports.rule(report.id(), sent.ruling(report, "hill-desk", outcome, followed), registry.now()),
                Refusal.RULING_WRONG_STATEMENT);
    }

    // ---- appeals ----------------------------------------------------------------------------------------------------

    @Test
    void anAppealIsForSomebodyOfAnotherBodyAndIsTheLastWord() {
        PlatformReport report = sent.report(1);
        take(report);
        ReportDecision first = decided(report, sent.ruling(report, "hill-desk", FindingOutcome.UPHELD));
        PlatformReport appeal = sent.appeal(1, first.id());
        assertThat(take(appeal)).isEqualTo(new Decision.Granted<>(appeal.id()));

        assertRefused(
                reports.rule(appeal.id(), sent.ruling(appeal, "hill-desk", FindingOutcome.NOT_UPHELD), registry.now()),
                Refusal.RULING_SAME_BODY);
        ReportDecision second = decided(appeal, sent.ruling(appeal, "river-desk", FindingOutcome.UPHELD));
        assertThat(second.decisionId()).isEqualTo(first.decisionId());
        assertRefused(take(sent.appeal(1, second.id())), Refusal.APPEAL_DECIDED);
    }

    @Test
    void refusesAnAppealAgainstNothingOrAgainstWhatIsAboutSomethingElse() {
        PlatformReport report = sent.report(1);
        take(report);
        ReportDecision decision = decided(report, sent.ruling(report, "hill-desk", FindingOutcome.UPHELD));
        assertRefused(take(sent.appeal(1, report.id())), Refusal.UNKNOWN_DECISION);
        assertRefused(take(sent.appeal(2, decision.id())), Refusal.UNKNOWN_DECISION);
    }
}
