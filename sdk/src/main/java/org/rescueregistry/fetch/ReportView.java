package org.rescueregistry.fetch;

import java.time.Instant;
import java.util.Optional;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A report as its platform, or an officer of the registry, is shown it; nothing in it was verified.
 *
 * <pre>{"decision":"eyJ…","id":"…","received":1795000000,"report":"eyJ…"}</pre>
 *
 * @param received when the registry says it took it
 * @param decision what it answers; empty while nobody has decided
 */
public record ReportView(PlatformReport report, Instant received, Optional<ReportDecision> decision) {

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code report_of_another}: the id is not the report's; or as the parsers of its parts
     */
    public static ReportView parse(Json value) throws MalformedException {
        Members members = Members.of(value, "answer");
        PlatformReport report = PlatformReport.parse(members.string("report"));
        if (!report.id().base64Url().equals(members.string("id"))) {
            throw new MalformedException("report_of_another", "the id is not that of the report");
        }
        Optional<String> decision = members.optionalString("decision");
        return new ReportView(
                report,
                Instant.ofEpochSecond(members.integer("received")),
                decision.isPresent() ? Optional.of(ReportDecision.parse(decision.get())) : Optional.empty());
    }

    /** The wire form. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("id", report.id().base64Url())
                .put("received", received.getEpochSecond())
                .put("report", report.compact());
        decision.ifPresent(answer -> json.put("decision", answer.compact()));
        return json.build();
    }
}
