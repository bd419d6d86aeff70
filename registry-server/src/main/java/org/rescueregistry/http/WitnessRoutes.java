package org.rescueregistry.http;

import org.rescueregistry.ledger.Witness;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.Json;

/** The routes of a witness (C2SP tlog-witness), which answers in plain text as that page asks. */
public final class WitnessRoutes {
    private WitnessRoutes() {}

    /** Adds those of the specification. */
    public static void mount(Routes routes, Witness witness) {
        // One byte more than it takes, so that it is the witness who says no.
        routes.post(
                "/witness/add-checkpoint",
                Witness.MAX_BODY_BYTES + 1L,
                asked -> routes.blocking(() -> witness.addCheckpoint(asked.bytes()))
                        .map(WitnessRoutes::reply));
        routes.get(
                "/witness/:origin/checkpoint",
                asked -> routes.blocking(() -> witness.checkpoint(asked.path("origin")))
                        .map(answer -> reply(answer).with(Caching.NEVER)));
    }

    /** Adds what a witness with a port of its own says of itself. */
    public static void mountHealth(Routes routes, Witness witness) {
        routes.get(
                "/health",
                asked -> Reply.json(
                                200,
                                Json.object()
                                        .put("status", "ok")
                                        .put(
                                                "keys",
                                                Json.strings(witness.verifierKeys().stream()
                                                        .map(VerifierKey::toString)
                                                        .toList()))
                                        .build())
                        .future());
    }

    private static Reply reply(Witness.Answer answer) {
        return Reply.of(
                answer.status(), answer.contentType(), answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
