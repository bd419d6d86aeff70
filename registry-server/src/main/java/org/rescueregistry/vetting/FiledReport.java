package org.rescueregistry.vetting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.wire.Json;

/**
 * A platform's report or appeal as it is kept. Everything in it was verified before it was filed.
 *
 * <pre>{"decision":"eyJ…","id":"…","received":1795000000,"report":"eyJ…"}</pre>
 *
 * @param received when the registry took it, in whole seconds
 * @param answer null while nobody has decided
 */
public record FiledReport(
        PlatformReport report, Instant received, @Nullable Answer answer) {
    /**
     * What the platform is told.
     *
     * @param body the body of the auditor whose ruling it is, at that time
     */
    public record Answer(ReportDecision decision, String body) {}

    /** The wire form; who decided is in the decision. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("id", report.id().base64Url())
                .put("received", received.getEpochSecond())
                .put("report", report.compact());
        if (answer != null) {
            json.put("decision", answer.decision().compact());
        }
        return json.build();
    }
}
