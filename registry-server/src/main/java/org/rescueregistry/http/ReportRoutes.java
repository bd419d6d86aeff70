package org.rescueregistry.http;

import io.vertx.core.Future;
import java.time.InstantSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.vetting.FiledReport;
import org.rescueregistry.vetting.Reports;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Platforms' reports and what is decided of them. */
public final class ReportRoutes {
    private static final long MAX_JWS_BODY = 16 << 10;

    private final Routes routes;
    private final Reports reports;
    private final SignedCaller caller;
    private final SignedCaller.Keys officers;
    private final InstantSource clock;

    private ReportRoutes(Routes routes, Reports reports, Callers callers) {
        this.routes = routes;
        this.reports = reports;
        this.caller = callers.caller();
        this.officers = callers.officers();
        this.clock = callers.clock();
    }

    /** Adds them. */
    public static void mount(Routes routes, Reports reports, Callers callers) {
        ReportRoutes mounted = new ReportRoutes(routes, reports, callers);
        routes.post("/reports", MAX_JWS_BODY, mounted::take);
        routes.get("/reports", mounted::list);
        routes.get("/reports/:id", mounted::read);
        routes.post("/reports/:id/ruling", MAX_JWS_BODY, mounted::rule);
    }

    private Future<Reply> take(Asked asked) throws MalformedException, ProblemException {
        PlatformReport report = PlatformReport.parse(Bodies.only(asked, "report"));
        return routes.blocking(() -> Refusals.granted(reports.take(report, clock.instant())))
                .map(id ->
                        Reply.json(201, Json.object().put("id", id.base64Url()).build()));
    }

    private Future<Reply> list(Asked asked) throws ProblemException {
        KeyId asker = caller.required(asked, officers);
        return routes.blocking(() -> Refusals.granted(reports.list(asker)))
                .map(filed -> Reply.json(
                        200,
                        Json.object()
                                .put(
                                        "reports",
                                        Json.array(filed.stream()
                                                .map(FiledReport::json)
                                                .toList()))
                                .build()));
    }

    private Future<Reply> read(Asked asked) throws MalformedException, ProblemException {
        Digest id = asked.digest("id");
        KeyId asker = caller.required(asked, officers);
        return routes.blocking(() -> Refusals.granted(reports.read(id, asker)))
                .map(filed -> Reply.json(200, filed.json()));
    }

    private Future<Reply> rule(Asked asked) throws MalformedException, ProblemException {
        Digest id = asked.digest("id");
        ReportRuling ruling = ReportRuling.parse(Bodies.only(asked, "ruling"));
        return routes.blocking(() -> Refusals.granted(reports.rule(id, ruling, clock.instant())))
                .map(decision -> Reply.json(
                        200,
                        Json.object()
                                .put("decision", decision.compact())
                                .put("id", decision.id().base64Url())
                                .build()));
    }
}
