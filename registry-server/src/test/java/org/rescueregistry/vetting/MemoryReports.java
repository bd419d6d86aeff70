package org.rescueregistry.vetting;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.PlatformReport;

/** Reports in memory; durable only as long as the test. */
final class MemoryReports implements ReportFile {
    private static final Comparator<FiledReport> BY_AGE = Comparator.comparing(FiledReport::received)
            .thenComparing(filed -> filed.report().id().base64Url());

    private final Map<Digest, FiledReport> reports = new LinkedHashMap<>();

    @Override
    public synchronized Filing file(FiledReport report, Instant lapsed, int most) {
        reports.values().removeIf(filed -> filed.received().isBefore(lapsed));
        PlatformReport filing = report.report();
        if (reports.containsKey(filing.id())) {
            return Filing.KNOWN;
        }
        List<FiledReport> own = reports.values().stream()
                .filter(filed -> filed.report().signer().equals(filing.signer()))
                .toList();
        if (own.stream().map(FiledReport::report).anyMatch(other -> isOnTheSame(other, filing))) {
            return Filing.OTHER_KNOWN;
        }
        if (own.stream().filter(filed -> filed.answer() == null).count() >= most) {
            return Filing.FULL;
        }
        reports.put(filing.id(), report);
        return Filing.FILED;
    }

    private static boolean isOnTheSame(PlatformReport one, PlatformReport other) {
        return one.content().decisionId().equals(other.content().decisionId())
                && Objects.equals(one.content().inReplyTo(), other.content().inReplyTo());
    }

    @Override
    public synchronized Optional<FiledReport> find(Digest report) {
        return Optional.ofNullable(reports.get(report));
    }

    @Override
    public synchronized Optional<FiledReport> answered(Digest decision) {
        return reports.values().stream()
                .filter(filed ->
                        filed.answer() != null && filed.answer().decision().id().equals(decision))
                .findFirst();
    }

    @Override
    public synchronized List<FiledReport> open() {
        return reports.values().stream()
                .filter(filed -> filed.answer() == null)
                .sorted(BY_AGE)
                .toList();
    }

    @Override
    public synchronized List<FiledReport> of(String platform, int most) {
        return reports.values().stream()
                .filter(filed -> filed.report().content().account().platform().equals(platform))
                .sorted(Comparator.comparing(FiledReport::received)
                        .reversed()
                        .thenComparing(filed -> filed.report().id().base64Url()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized boolean decide(Digest report, FiledReport.Answer answer) {
        FiledReport filed = reports.get(report);
        if (filed == null || filed.answer() != null) {
            return false;
        }
        reports.put(report, new FiledReport(filed.report(), filed.received(), answer));
        return true;
    }
}
