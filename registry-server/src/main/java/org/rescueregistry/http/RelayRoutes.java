package org.rescueregistry.http;

import io.vertx.core.Future;
import org.rescueregistry.membership.Relay;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Takes removing acts for the logs of other registries, and shows which were taken. */
public final class RelayRoutes {
    private static final int REFUSED = 422;

    private final Routes routes;
    private final Relay relay;

    private RelayRoutes(Routes routes, Relay relay) {
        this.routes = routes;
        this.relay = relay;
    }

    /** Adds them. */
    public static void mount(Routes routes, Relay relay) {
        RelayRoutes mounted = new RelayRoutes(routes, relay);
        routes.post("/relay", StatementRoutes.MAX_BODY, mounted::file);
        routes.get("/relayed", mounted::shown);
    }

    private Future<Reply> file(Asked asked) throws MalformedException, ProblemException {
        Members body = asked.json();
        Statement statement = Statement.parse(body.string("statement"));
        body.done();
        return routes.outward(() -> relay.file(statement))
                .map(filing -> filing.match(new Relay.Filing.Cases<Reply>() {
                    @Override
                    public Reply taken(Relay.Filing.Taken taken) {
                        return Reply.json(taken.passed().answer() == null ? 202 : 200, json(taken.passed()));
                    }

                    @Override
                    public Reply refused(Relay.Filing.Refused refused) {
                        return new Problem(REFUSED, refused.code(), refused.message()).reply();
                    }
                }));
    }

    private Future<Reply> shown(Asked asked) {
        return routes.blocking(relay::shown)
                .map(all -> Reply.json(
                                200,
                                Json.object()
                                        .put(
                                                "relayed",
                                                Json.array(all.stream()
                                                        .map(RelayRoutes::json)
                                                        .toList()))
                                        .build())
                        .with(Caching.REVALIDATE));
    }

    private static Json json(Relay.Passed passed) {
        Json.ObjectBuilder json = Json.object()
                .put("home", passed.home().toString())
                .put("statement", passed.statement().compact())
                .put("taken", passed.taken().getEpochSecond());
        if (passed.answer() != null) {
            json.put("answer", passed.answer());
        }
        return json.build();
    }
}
