package org.rescueregistry.http;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.issuance.Credentials;
import org.rescueregistry.issuance.Issuance;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/** What a registry issues: status lists for everybody, a credential for its organisation. */
public final class IssuanceRoutes {
    private static final String STATUS_LIST = "application/statuslist+jwt";
    private static final long MOST_LISTS = 1 << 20;

    private final Routes routes;
    private final Source source;
    private final SignedCaller caller;
    private final InstantSource clock;

    /**
     * Where they come from; each may block.
     *
     * @param organisationKey the key of a code's organisation now
     * @param statusToken the signed status list of a number
     */
    public record Source(
            EntityId registry,
            Credentials credentials,
            Function<Code, Optional<Es256PublicKey>> organisationKey,
            Function<Integer, Optional<String>> statusToken) {}

    private IssuanceRoutes(Routes routes, Source source, InstantSource clock) {
        this.routes = routes;
        this.source = source;
        this.caller = new SignedCaller(source.registry(), clock);
        this.clock = clock;
    }

    /** Adds them. */
    public static void mount(Routes routes, Source source, InstantSource clock) {
        IssuanceRoutes issuance = new IssuanceRoutes(routes, source, clock);
        routes.get("/status/:n", issuance::status);
        routes.get("/credentials/:code", issuance::credential);
    }

    private Future<Reply> status(Asked asked) throws MalformedException {
        long number = asked.number("n");
        return routes.blocking(
                () -> (number <= MOST_LISTS ? source.statusToken().apply((int) number) : Optional.<String>empty())
                        .map(token -> Reply.text(STATUS_LIST, token).with(Caching.REVALIDATE))
                        .orElseThrow(
                                () -> new Problem(404, "unknown_list", "there is no status list of this number (yet)")
                                        .exception()));
    }

    private Future<Reply> credential(Asked asked) throws MalformedException {
        Code code = Code.parse(asked.path("code"));
        return routes.blocking(() -> {
            KeyId asker = caller.required(
                    asked, kid -> source.organisationKey().apply(code).orElse(null));
            Instant now = clock.instant();
            return source.credentials()
                    .issue(code, asker, now)
                    .match(new Issuance.Cases<Answered>() {
                        @Override
                        public Answered issued(CredentialFile file) {
                            return () -> Reply.of(200, Reply.JSON, file.bytes());
                        }

                        @Override
                        public Answered refused(Issuance.Reason reason, String message) {
                            return () -> {
                                throw new Problem(statusOf(reason), reason.code(), message).exception();
                            };
                        }
                    })
                    .reply();
        });
    }

    private interface Answered {
        Reply reply() throws ProblemException;
    }

    private static int statusOf(Issuance.Reason reason) {
        return switch (reason) {
            case UNKNOWN_SUBJECT -> 404;
            case NOT_ENTITLED -> 403;
            case NOT_IN_FORCE -> 410;
            case NOT_PUBLISHED -> 425;
            case NOT_RECOGNISED -> 503;
        };
    }
}
