package org.rescueregistry.vetting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.testing.TestRegistry;

/** What every keeper of reports does. */
public abstract class ReportFileContract {
    private static final int MOST = 3;

    protected final TestRegistry registry = TestRegistry.founded(8);
    protected final TestReports reports =
            new TestReports(registry, registry.organisation().code());

    /** The file under test, empty at the beginning of a test. */
    protected abstract ReportFile file();

    protected final ReportFile.Filing file(PlatformReport report, Instant received) {
        return file().file(new FiledReport(report, received, null), received.minus(Reports.KEPT), MOST);
    }

    protected final FiledReport.Answer answer(PlatformReport report) {
        return new FiledReport.Answer(
                TestReports.seal(report, reports.ruling(report, "hill-desk", FindingOutcome.UPHELD), registry.now()),
                "hill-desk");
    }

    @Test
    void findsAReportAsItWasFiledAndAsItWasDecided() {
        PlatformReport report = reports.report(1);
        assertThat(file(report, registry.now())).isEqualTo(ReportFile.Filing.FILED);
        assertThat(file().find(report.id())).contains(new FiledReport(report, registry.now(), null));
        assertThat(file().open()).extracting(FiledReport::report).containsExactly(report);

        FiledReport.Answer answer = answer(report);
        assertThat(file().decide(report.id(), answer)).isTrue();
        FiledReport decided = new FiledReport(report, registry.now(), answer);
        assertThat(file().find(report.id())).contains(decided);
        assertThat(file().answered(answer.decision().id())).contains(decided);
        assertThat(file().of(TestRegistry.PLATFORM, 9)).containsExactly(decided);
        assertThat(file().of("other.example", 9)).isEmpty();
        assertThat(file().open()).isEmpty();
    }

    @Test
    void decidesOnce() {
        PlatformReport report = reports.report(1);
        file(report, registry.now());
        FiledReport.Answer first = answer(report);
        assertThat(file().decide(report.id(), first)).isTrue();
        assertThat(file().decide(report.id(), answer(report))).isFalse();
        assertThat(file().find(report.id()).orElseThrow().answer()).isEqualTo(first);
        assertThat(file().decide(reports.report(2).id(), first)).isFalse();
    }

    @Test
    void filesOneReportOfADecisionAndOneAppealAgainstAnAnswer() {
        PlatformReport report = reports.report(1);
        assertThat(file(report, registry.now())).isEqualTo(ReportFile.Filing.FILED);
        assertThat(file(report, registry.now())).isEqualTo(ReportFile.Filing.KNOWN);
        assertThat(file(reports.report(1), registry.now())).isEqualTo(ReportFile.Filing.OTHER_KNOWN);
        FiledReport.Answer answer = answer(report);
        file().decide(report.id(), answer);
        assertThat(file(reports.report(1), registry.now())).isEqualTo(ReportFile.Filing.OTHER_KNOWN);
        assertThat(file(reports.appeal(1, answer.decision().id()), registry.now()))
                .isEqualTo(ReportFile.Filing.FILED);
        assertThat(file(reports.appeal(1, answer.decision().id()), registry.now()))
                .isEqualTo(ReportFile.Filing.OTHER_KNOWN);
    }

    @Test
    void keepsNoMoreOfAKeyWaitingThanAllowed() {
        PlatformReport first = reports.report(1);
        file(first, registry.now());
        file(reports.report(2), registry.now());
        file(reports.report(3), registry.now());
        assertThat(file(reports.report(4), registry.now())).isEqualTo(ReportFile.Filing.FULL);
        PlatformReport byAnother = reports.sign(reports.content(4, null), registry.log(), registry.operator(0));
        assertThat(file(byAnother, registry.now())).isEqualTo(ReportFile.Filing.FILED);
        file().decide(first.id(), answer(first));
        assertThat(file(reports.report(4), registry.now())).isEqualTo(ReportFile.Filing.FILED);
    }

    @Test
    void forgetsWhatIsOldAndListsByAge() {
        PlatformReport old = reports.report(1);
        PlatformReport later = reports.report(2);
        file(later, registry.now().plusSeconds(5));
        file(old, registry.now());
        assertThat(file().open()).extracting(FiledReport::report).containsExactly(old, later);
        assertThat(file().of(TestRegistry.PLATFORM, 1))
                .extracting(FiledReport::report)
                .containsExactly(later);
        file(reports.report(3), registry.now().plus(Reports.KEPT).plus(Duration.ofSeconds(1)));
        assertThat(file().find(old.id())).isEmpty();
        assertThat(file().find(later.id())).isPresent();
    }
}
