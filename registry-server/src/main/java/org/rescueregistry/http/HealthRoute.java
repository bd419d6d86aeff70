package org.rescueregistry.http;

import java.util.function.Supplier;
import org.rescueregistry.ledger.LedgerHealth;
import org.rescueregistry.wire.Json;

/**
 * How a registry is, for those who watch over it:
 *
 * <pre>{"missing":["w3"],"proven_as_of":1795000000,"proven":120,"published":120,"size":123,"status":"ok"}</pre>
 */
public final class HealthRoute {
    private HealthRoute() {}

    /** Adds it. The reasons why witnesses are missing are in the server's log, not here. */
    public static void mount(Routes routes, Supplier<LedgerHealth> ledger) {
        routes.get("/health", asked -> reply(ledger.get()).future());
    }

    private static Reply reply(LedgerHealth health) {
        boolean stopped = health.stopped().isPresent();
        Json.ObjectBuilder json = Json.object()
                .put("status", stopped ? "cannot_sign" : "ok")
                .put("size", health.acceptedSize())
                .put("published", health.publishedSize())
                .put("proven", health.provenSize())
                .put("missing", Json.strings(health.missing().keySet()))
                .put("missing_replayers", Json.strings(health.missingReplayers().keySet()));
        health.provenAsOf().ifPresent(time -> json.put("proven_as_of", time.getEpochSecond()));
        return Reply.json(stopped ? 503 : 200, json.build());
    }
}
