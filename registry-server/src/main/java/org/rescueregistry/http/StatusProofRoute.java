package org.rescueregistry.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.ledger.StatusProofs;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.wire.MalformedException;

/** What the log says of one code, now or at an earlier time, with proof (docs/reference/status-proof.md). */
public final class StatusProofRoute {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long YEAR_9999 = 253_402_300_799L;
    private static final String LAST = "last";

    private final Routes routes;
    private final Source proofs;

    /** Makes proofs; may block. */
    @FunctionalInterface
    public interface Source {
        StatusProofs.Answer make(StatusProofs.Wanted wanted) throws IOException;
    }

    private StatusProofRoute(Routes routes, Source proofs) {
        this.routes = routes;
        this.proofs = proofs;
    }

    /** Adds it. */
    public static void mount(Routes routes, Source proofs) {
        routes.get("/status-proof/:code", new StatusProofRoute(routes, proofs)::proof);
    }

    private Future<Reply> proof(Asked asked) throws MalformedException {
        StatusProofs.Wanted wanted =
                new StatusProofs.Wanted(Code.parse(asked.path("code")), time(asked), withLast(asked));
        return routes.blocking(() -> proofs.make(wanted).match(new StatusProofs.Answer.Cases<Reply>() {
            @Override
            public Reply made(StatusProof proof) {
                return Reply.of(200, Reply.TEXT, proof.toBytes());
            }

            @Override
            public Reply refused(StatusProofs.Refusal refusal) {
                return problem(refusal).reply();
            }
        }));
    }

    private static @Nullable Instant time(Asked asked) throws MalformedException {
        Optional<Long> seconds = asked.optionalNumber("at");
        if (seconds.isPresent() && seconds.get() > YEAR_9999) {
            throw new MalformedException("bad_number", "at is beyond the year 9999");
        }
        return seconds.map(Instant::ofEpochSecond).orElse(null);
    }

    private static boolean withLast(Asked asked) throws MalformedException {
        Optional<String> with = asked.optionalQuery("with");
        if (with.isPresent() && !with.get().equals(LAST)) {
            throw new MalformedException("bad_parameter", "the query parameter with is " + LAST + ", or is left out");
        }
        return with.isPresent();
    }

    private static Problem problem(StatusProofs.Refusal refusal) {
        return switch (refusal) {
            case NOT_PUBLISHED ->
                new Problem(425, "not_published", "no checkpoint is cosigned that reaches there", SOON);
            case CODE_OF_ANOTHER -> new Problem(404, "code_of_another", "the code is another registry's to give");
            case BEFORE_THE_LOG -> new Problem(404, "before_the_log", "the log begins after that time");
            case BUSY -> new Problem(429, "busy", "another state is being folded; ask again", SOON);
            case TOO_FAR_BACK -> new Problem(422, "too_far_back", "too many leaves stand before that state");
            case PROOF_TOO_LONG -> new Problem(422, "proof_too_long", "the proof would be longer than one may be");
        };
    }
}
