package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;

/** A report and its decision in plain words. */
final class ReportPage {
    private ReportPage() {}

    /** Every member of what a platform says, a line each. */
    static List<String> words(PlatformReport report) {
        PlatformReport.Content content = report.content();
        List<String> words = new ArrayList<>(List.of(
                "  to the registry of the log " + report.log(),
                "  the organisation " + content.code(),
                "  the account " + content.account().id() + " on "
                        + content.account().platform(),
                "  the reason " + content.reason().text(),
                "  under your decision " + content.decisionId()));
        if (content.inReplyTo() != null) {
            words.add("  against the registry's decision " + content.inReplyTo());
        }
        return words;
    }

    /** What is signed with a report, for who has to confirm it. */
    static Preview preview(String heading, PlatformReport report, KeyId signer) {
        List<String> words = new ArrayList<>(List.of(heading));
        words.addAll(words(report));
        words.add("  signed with your key " + signer);
        return Preview.of(
                words,
                PlatformReport.TYPE,
                signer,
                PlatformReport.payload(report.content(), report.log(), report.stamp()));
    }

    static String status(ReportView view) {
        return view.decision().map(decision -> decision.outcome().text()).orElse("open");
    }

    /** A report and, where somebody has decided, the decision; the caller says whether that was checked. */
    static Page of(ReportView view) {
        PlatformReport.Content content = view.report().content();
        Page page = new Page(view.json())
                .field("report", view.report().id().toString())
                .field("kind", content.kind().text())
                .field("code", content.code().canonical())
                .field("account", content.account().toString())
                .field("reason", content.reason().text())
                .field("decision id", content.decisionId())
                .field("received", PlainWords.time(view.received()));
        view.decision().ifPresent(decision -> decided(page, decision));
        return page;
    }

    private static void decided(Page page, ReportDecision decision) {
        page.field("outcome", decision.outcome().text())
                .field("decided", PlainWords.time(decision.iat()))
                .field("decision", decision.id().toString())
                .field("auditor", decision.ruling().signer().toString());
        for (Digest statement : decision.statements()) {
            page.field("followed by", statement.toString());
        }
    }
}
