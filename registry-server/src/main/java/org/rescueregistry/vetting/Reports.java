package org.rescueregistry.vetting;

import static org.rescueregistry.vetting.RefusedException.require;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * What platforms report about accounts, and what auditors decide. Nothing here changes a record: what has consequences is a statement in
 * the log, signed by people, and a decision names those that followed. Safe for any number of threads; every method may wait for the disk.
 */
public final class Reports {
    /** How long a report is kept, decided or not. */
    public static final Duration KEPT = Duration.ofDays(366);

    /** Most reports of one key that wait for a decision at a time: auditors are people, and disks are finite. */
    public static final int MAX_OPEN = 1000;

    /** Most that one answer lists. */
    public static final int MAX_LISTED = 500;

    /** A report is taken for so long after it was signed, so that an old one cannot be sent again once it is forgotten. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Vetting.Home home;
    private final ReportFile file;
    private final Supplier<PublicState> state;
    private final Seal seal;

    /** Signs the registry's answer. */
    @FunctionalInterface
    public interface Seal {
        ReportDecision sign(PlatformReport report, ReportRuling ruling, Instant now);
    }

    /** @param state the state after the newest batch */
    public Reports(Vetting.Home home, ReportFile file, Supplier<PublicState> state, Seal seal) {
        this.home = home;
        this.file = file;
        this.state = state;
        this.seal = seal;
    }

    /** Takes a report or an appeal; gives its id. The same again is granted again. */
    public Decision<Digest> take(PlatformReport report, Instant now) {
        try {
            PublicState log = state.get();
            requirePlatform(report, log);
            if (file.find(report.id()).isPresent()) {
                return new Decision.Granted<>(report.id());
            }
            Instant signed = report.stamp().iat();
            require(
                    !signed.isBefore(now.minus(MAX_AGE)) && !signed.isAfter(now.plus(CLOCK_SKEW)),
                    Refusal.REPORT_NOT_IN_TIME,
                    "the report was signed at " + signed + ", which is too long ago or ahead of our clock");
            require(
                    log.record(report.content().code()).isPresent(),
                    Refusal.REPORT_UNKNOWN_CODE,
                    "there is no organisation with this code here");
            if (report.content().kind() == PlatformReport.Kind.APPEAL) {
                requireAppealable(report);
            }
            file(new FiledReport(report, now.truncatedTo(ChronoUnit.SECONDS), null), now);
            return new Decision.Granted<>(report.id());
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    private void requirePlatform(PlatformReport report, PublicState log) throws RefusedException {
        require(report.log().equals(home.log()), Refusal.REPORT_WRONG_REGISTRY, "the report is for " + report.log());
        LiveOffice.Platform platform = platform(report.signer(), log)
                .orElseThrow(() -> new RefusedException(
                        Refusal.REPORT_NOT_BY_PLATFORM, "the report is not by a platform in office"));
        require(
                report.isSignedBy(platform.key()),
                Refusal.REPORT_BAD_SIGNATURE,
                "the report is not signed with the key it names");
        require(
                platform.domain().equals(report.content().account().platform()),
                Refusal.REPORT_OTHER_PLATFORM,
                "this key speaks for " + platform.domain() + " alone");
    }

    private void requireAppealable(PlatformReport appeal) throws RefusedException {
        FiledReport disputed = disputed(appeal);
        PlatformReport.Content before = disputed.report().content();
        PlatformReport.Content now = appeal.content();
        require(
                before.decisionId().equals(now.decisionId())
                        && before.code().equals(now.code())
                        && before.account().equals(now.account()),
                Refusal.UNKNOWN_DECISION,
                "that decision is about something else");
        require(
                before.kind() == PlatformReport.Kind.REPORT,
                Refusal.APPEAL_DECIDED,
                "an appeal was decided already, and that is the last word here");
    }

    private FiledReport disputed(PlatformReport appeal) throws RefusedException {
        return Optional.ofNullable(appeal.content().inReplyTo())
                .flatMap(file::answered)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_DECISION, "there is no such decision here"));
    }

    private void file(FiledReport filed, Instant now) throws RefusedException {
        switch (file.file(filed, now.minus(KEPT), MAX_OPEN)) {
            case FILED, KNOWN -> {}
            case OTHER_KNOWN ->
                throw new RefusedException(
                        Refusal.REPORT_KNOWN, "another report of the same decision is here, in reply to the same");
            case FULL ->
                throw new RefusedException(
                        Refusal.TOO_MANY_OPEN_REPORTS, MAX_OPEN + " reports of this key wait for a decision");
        }
    }

    /** A report: for every key of its platform, and for the people of this registry who look at reports. */
    public Decision<FiledReport> read(Digest report, KeyId asker) {
        PublicState log = state.get();
        Optional<LiveOffice> office = log.office(asker);
        if (office.isEmpty()) {
            return notEntitled();
        }
        return file.find(report)
                .filter(filed -> office.get().readsReports() || isOf(office.get(), filed.report()))
                .<Decision<FiledReport>>map(Decision.Granted::new)
                // Another platform is not told whether there is such a report.
                .orElseGet(() -> new Decision.Refused<>(Refusal.UNKNOWN_REPORT, "there is no such report"));
    }

    /**
     * For a platform its own, newest first; for the people of this registry those that wait for a decision, oldest first. Those of a
     * platform's key that is not in office any more do not wait: a stolen key fills nobody's desk for longer.
     */
    public Decision<List<FiledReport>> list(KeyId asker) {
        PublicState log = state.get();
        Optional<LiveOffice> office = log.office(asker);
        if (office.isPresent() && office.get() instanceof LiveOffice.Platform platform) {
            return new Decision.Granted<>(file.of(platform.domain(), MAX_LISTED));
        }
        if (office.isEmpty() || !office.get().readsReports()) {
            return notEntitled();
        }
        return new Decision.Granted<>(file.open().stream()
                .filter(filed -> isInOffice(filed.report(), log))
                .limit(MAX_LISTED)
                .toList());
    }

    /**
     * Takes an auditor's ruling on a report and answers the platform with it. On an appeal an auditor of another body rules than before.
     * The same ruling again gets the same answer.
     */
    public Decision<ReportDecision> rule(Digest report, ReportRuling ruling, Instant now) {
        try {
            PublicState log = state.get();
            LiveOffice.Auditor auditor = auditor(ruling, log);
            FiledReport filed = file.find(report)
                    .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_REPORT, "there is no such report"));
            require(
                    ruling.log().equals(home.log()) && ruling.content().report().equals(report),
                    Refusal.RULING_WRONG_REPORT,
                    "the ruling is on another report");
            if (filed.answer() != null) {
                return answered(filed.answer(), ruling);
            }
            requireOtherBody(filed.report(), auditor);
            requireFollowed(filed.report(), ruling, log);
            ReportDecision decision = seal.sign(filed.report(), ruling, now);
            require(
                    file.decide(report, new FiledReport.Answer(decision, auditor.body())),
                    Refusal.REPORT_DECIDED,
                    "somebody else has just decided");
            return new Decision.Granted<>(decision);
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    private static Decision<ReportDecision> answered(FiledReport.Answer answer, ReportRuling ruling)
            throws RefusedException {
        require(
                answer.decision().ruling().id().equals(ruling.id()),
                Refusal.REPORT_DECIDED,
                "this report was decided already");
        return new Decision.Granted<>(answer.decision());
    }

    private static LiveOffice.Auditor auditor(ReportRuling ruling, PublicState log) throws RefusedException {
        LiveOffice.Auditor auditor = log.office(ruling.signer())
                .filter(LiveOffice.Auditor.class::isInstance)
                .map(LiveOffice.Auditor.class::cast)
                .orElseThrow(() -> new RefusedException(
                        Refusal.RULING_NOT_BY_AUDITOR, "the ruling is not by an auditor in office"));
        require(
                ruling.isSignedBy(auditor.key()),
                Refusal.RULING_BAD_SIGNATURE,
                "the ruling is not signed with the key it names");
        return auditor;
    }

    private void requireOtherBody(PlatformReport report, LiveOffice.Auditor auditor) throws RefusedException {
        if (report.content().kind() == PlatformReport.Kind.APPEAL) {
            FiledReport.Answer before = disputed(report).answer();
            require(
                    before != null && !before.body().equals(auditor.body()),
                    Refusal.RULING_SAME_BODY,
                    "on an appeal somebody of another body rules than on the report");
        }
    }

    /** What a ruling names as its consequence has to be one: about this organisation, and a finding about this report. */
    private static void requireFollowed(PlatformReport report, ReportRuling ruling, PublicState log)
            throws RefusedException {
        for (Digest id : ruling.content().statements()) {
            Statement statement = log.statement(id)
                    .map(Reports::parsed)
                    .orElseThrow(() -> new RefusedException(
                            Refusal.RULING_WRONG_STATEMENT, "there is no statement " + id + " in the log"));
            Optional<Code> about = statement.organisation();
            require(
                    about.isPresent() && about.get().equals(report.content().code()),
                    Refusal.RULING_WRONG_STATEMENT,
                    "the statement " + id + " is not about " + report.content().code());
            if (statement.act() instanceof Act.Finding finding) {
                require(
                        finding.complaint().equals(report.id())
                                && finding.outcome() == ruling.content().outcome(),
                        Refusal.RULING_WRONG_STATEMENT,
                        "the finding " + id + " is on another complaint, or has another outcome");
            }
        }
    }

    private static Statement parsed(byte[] leaf) {
        try {
            return Statement.parse(leaf);
        } catch (MalformedException e) {
            throw new IllegalStateException("a leaf of our own log is no statement", e);
        }
    }

    private static Optional<LiveOffice.Platform> platform(KeyId key, PublicState log) {
        return log.office(key).filter(LiveOffice.Platform.class::isInstance).map(LiveOffice.Platform.class::cast);
    }

    private static boolean isInOffice(PlatformReport report, PublicState log) {
        return log.office(report.signer())
                .filter(office -> isOf(office, report))
                .isPresent();
    }

    /** Whether it is a key of the platform that sent the report. */
    private static boolean isOf(LiveOffice office, PlatformReport report) {
        return office instanceof LiveOffice.Platform platform
                && platform.domain().equals(report.content().account().platform());
    }

    private static <T> Decision<T> notEntitled() {
        return new Decision.Refused<>(
                Refusal.NOT_ENTITLED, "platforms, vetters, auditors and operators in office read reports");
    }
}
