package org.rescueregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.AttestationRefusal;
import org.rescueregistry.ledger.Attested;
import org.rescueregistry.ledger.LiveSet;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Takes post attestations, and shows those that are live by the published state. */
public final class AttestationRoutes {
    /** An attestation is at most {@link PostAttestation#MAX_CHARS}. */
    static final long MAX_BODY = 16 << 10;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration FULL = Duration.ofHours(1);

    private final Routes routes;
    private final Ledger ledger;
    private final Supplier<Optional<Published>> proven;
    private @Nullable Whole whole;

    /** All that are live. */
    private record Whole(LiveSet of, Ready ready) {}

    /** Where attestations go; must not block. */
    @FunctionalInterface
    public interface Ledger {
        CompletionStage<Attested> attest(PostAttestation attestation);
    }

    private AttestationRoutes(Routes routes, Ledger ledger, Supplier<Optional<Published>> proven) {
        this.routes = routes;
        this.ledger = ledger;
        this.proven = proven;
    }

    /**
     * Adds them.
     *
     * @param proven the state that witnesses, and replayers where they are asked for, vouch for
     */
    public static void mount(Routes routes, Ledger ledger, Supplier<Optional<Published>> proven) {
        AttestationRoutes attestations = new AttestationRoutes(routes, ledger, proven);
        routes.post("/attestations", MAX_BODY, attestations::take);
        routes.getRaw("/attestations", attestations::find);
    }

    private Future<Reply> take(Asked asked) throws MalformedException, ProblemException {
        PostAttestation attestation = PostAttestation.parse(Bodies.only(asked, "attestation"));
        return StatementRoutes.orCannotSign(ledger.attest(attestation)).compose(AttestationRoutes::answer);
    }

    private static Future<Reply> answer(Attested answer) {
        return answer.match(new Attested.Cases<Future<Reply>>() {
            @Override
            public Future<Reply> accepted(Attested.Accepted answer) {
                return Reply.json(
                                200,
                                Json.object()
                                        .put("id", answer.id().base64Url())
                                        .put("size", answer.size())
                                        .build())
                        .future();
            }

            @Override
            public Future<Reply> refused(Attested.Refused answer) {
                return Future.failedFuture(problem(answer).exception());
            }

            @Override
            public Future<Reply> busy(Attested.Busy answer) {
                String detail = "too many wait; the same one may be sent again";
                return Future.failedFuture(new Problem(429, "busy", detail, answer.retryAfter()).exception());
            }
        });
    }

    private static Problem problem(Attested.Refused refused) {
        AttestationRefusal reason = refused.reason();
        return switch (reason) {
            case WRONG_LOG,
                    UNKNOWN_SUBJECT,
                    NOT_ACTIVE,
                    SIGNER_NOT_ENTITLED,
                    BAD_SIGNATURE,
                    FROM_FUTURE,
                    ATTESTATION_EXPIRED,
                    ATTESTATION_RETRACTED,
                    ATTESTATION_VOID,
                    CLOCK_AHEAD -> new Problem(422, reason.code(), refused.message());
            case TOO_MANY_ATTESTATIONS -> new Problem(409, reason.code(), refused.message());
            case ATTESTATIONS_FULL -> new Problem(503, reason.code(), refused.message(), FULL);
        };
    }

    private void find(HttpServerRequest request) {
        routes.blocking(() -> {
                    Optional<Wanted> wanted = Wanted.read(request);
                    Published at = proven.get()
                            .filter(published -> published.view().knowsAttestations())
                            .orElseThrow(AttestationRoutes::notPublished);
                    return wanted.isPresent()
                            ? ready(wanted.get().in(at.view().attestations()))
                            : whole(at.view().attestations());
                })
                .onSuccess(ready -> ready.send(request))
                .onFailure(failure -> Routes.problemOf(failure).reply().send(request));
    }

    /** Those of one account; of those the ones of one text, unless it is null. */
    private record Wanted(AccountId account, @Nullable Digest text) {
        /** Nothing if none of them is named: then all are wanted. */
        static Optional<Wanted> read(HttpServerRequest request) throws MalformedException {
            Optional<String> platform = Asked.optionalQuery(request, "platform");
            Optional<String> account = Asked.optionalQuery(request, "account");
            Optional<String> text = Asked.optionalQuery(request, "text");
            if (platform.isEmpty() && account.isEmpty() && text.isEmpty()) {
                return Optional.empty();
            }
            if (platform.isEmpty() || account.isEmpty()) {
                throw new MalformedException(
                        "missing_parameter", "the query parameters platform and account are needed, or none at all");
            }
            Digest digest = text.isPresent() ? Digest.parse(text.get()) : null;
            return Optional.of(new Wanted(AccountId.parse(platform.get(), account.get()), digest));
        }

        List<PostAttestation> in(LiveSet live) {
            return live.of(account).stream()
                    .filter(one -> text == null || text.equals(one.text()))
                    .toList();
        }
    }

    /** Made once while the same ones are live, since it may be long. */
    private synchronized Ready whole(LiveSet live) {
        Whole made = whole;
        if (made == null || made.of() != live) {
            made = new Whole(live, ready(live.all()));
            whole = made;
        }
        return made.ready();
    }

    private static Ready ready(List<PostAttestation> found) {
        String lines = found.stream()
                .map(PostAttestation::compact)
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return Ready.of(lines.getBytes(StandardCharsets.US_ASCII), Reply.TEXT, Caching.REVALIDATE);
    }

    private static ProblemException notPublished() {
        return new Problem(425, "not_published", "no state whose attestations are all here is cosigned yet", SOON)
                .exception();
    }
}
