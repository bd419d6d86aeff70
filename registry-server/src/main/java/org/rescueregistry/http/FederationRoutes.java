package org.rescueregistry.http;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/** What an entity of the federation publishes (OpenID Federation 1.0, sections 8 and 9). */
public final class FederationRoutes {
    private static final String STATEMENT = "application/entity-statement+jwt";

    private FederationRoutes() {}

    /** Says who stands directly below an entity. */
    public interface Superior {
        /** The signed statement about a subordinate. */
        Optional<String> subordinate(EntityId subject) throws Exception;

        /** The subordinates' identifiers, a JSON array. */
        Json.Arr list() throws Exception;
    }

    /** Adds the entity's own configuration. */
    public static void mount(Routes routes, Callable<String> configuration) {
        routes.get("/.well-known/openid-federation", asked -> statement(routes, configuration));
    }

    /** Adds what a superior says. */
    public static void mount(Routes routes, Superior superior) {
        routes.get("/federation/fetch", asked -> {
            EntityId subject = EntityId.parse(asked.query("sub"));
            return statement(
                    routes,
                    () -> superior.subordinate(subject)
                            .orElseThrow(
                                    () -> new Problem(404, "unknown_subordinate", subject + " is not recognised here")
                                            .exception()));
        });
        routes.get(
                "/federation/list",
                asked -> routes.blocking(() -> Reply.json(200, superior.list()).with(Caching.REVALIDATE)));
    }

    private static Future<Reply> statement(Routes routes, Callable<String> signed) {
        return routes.blocking(signed).map(text -> Reply.text(STATEMENT, text).with(Caching.REVALIDATE));
    }
}
