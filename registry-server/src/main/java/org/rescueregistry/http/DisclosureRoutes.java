package org.rescueregistry.http;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.vetting.Disclosures;
import org.rescueregistry.wire.Json;

/** What the digests in the log stand for, to each asker what is for it. */
public final class DisclosureRoutes {
    private final Routes routes;
    private final Disclosures disclosures;
    private final SignedCaller caller;
    private final SignedCaller.Keys officers;

    private DisclosureRoutes(Routes routes, Disclosures disclosures, Callers callers) {
        this.routes = routes;
        this.disclosures = disclosures;
        this.caller = callers.caller();
        this.officers = callers.officers();
    }

    /** Adds them. */
    public static void mount(Routes routes, Disclosures disclosures, Callers callers) {
        routes.get("/disclosures", new DisclosureRoutes(routes, disclosures, callers)::all);
    }

    private Future<Reply> all(Asked asked) throws ProblemException {
        @Nullable KeyId asker = caller.of(asked, officers).orElse(null);
        return routes.blocking(() -> {
            List<Disclosure> released = Refusals.granted(disclosures.releasedTo(asker));
            Json answer = Json.object()
                    .put(
                            "disclosures",
                            Json.strings(released.stream().map(Disclosure::text).toList()))
                    .build();
            return Reply.json(200, answer).with(asker == null ? Caching.REVALIDATE : Caching.NEVER);
        });
    }
}
