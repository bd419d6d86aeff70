package org.rescueregistry.http;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.rescueregistry.ledger.LedgerStoppedException;
import org.rescueregistry.ledger.Submission;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.vetting.Disclosures;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Takes statements: first what comes with them into the case file, then the statement into the log. */
public final class StatementRoutes {
    /** A statement is at most 65,535 bytes, the disclosures that come with it about as much again. */
    static final long MAX_BODY = 256 << 10;

    private static final int REFUSED = 422;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Routes routes;
    private final Ledger ledger;
    private final CaseFile cases;
    private final Promises promises;

    /**
     * What is told of statements besides the log.
     *
     * @param disclosures takes what comes with a statement, before it
     * @param follower run when a statement was taken, before its answer
     */
    public record CaseFile(Disclosures disclosures, Runnable follower) {}

    /** Gives the registry's word on a removing act that it took. */
    @FunctionalInterface
    public interface Promises {
        Promise make(Statement taken);
    }

    /** Where statements go; must not block. */
    @FunctionalInterface
    public interface Ledger {
        CompletionStage<Submission> submit(byte[] leaf);
    }

    private StatementRoutes(Routes routes, Ledger ledger, CaseFile cases, Promises promises) {
        this.routes = routes;
        this.ledger = ledger;
        this.cases = cases;
        this.promises = promises;
    }

    /** Adds them. */
    public static void mount(Routes routes, Ledger ledger, CaseFile cases, Promises promises) {
        StatementRoutes statements = new StatementRoutes(routes, ledger, cases, promises);
        routes.post("/statements", MAX_BODY, statements::take);
    }

    private Future<Reply> take(Asked asked) throws MalformedException, ProblemException {
        Members body = asked.json();
        String compact = body.string("statement");
        List<GivenDisclosure> given = GivenDisclosure.parse(Bodies.objects(body, "disclosures"));
        body.done();
        byte[] leaf = compact.getBytes(StandardCharsets.UTF_8);
        Statement statement;
        try {
            statement = Statement.parse(compact);
        } catch (MalformedException unreadable) {
            // The ledger says in the rulebook's words what it is.
            return submit(leaf).compose(StatementRoutes::refusal);
        }
        return routes.blocking(
                        () -> Refusals.granted(cases.disclosures().receive(statement, given), refusal -> REFUSED))
                .compose(received -> submit(leaf))
                .compose(submission -> answer(statement, submission));
    }

    private Future<Submission> submit(byte[] leaf) {
        return orCannotSign(ledger.submit(leaf));
    }

    /** The answer of the log, or that it takes nothing. */
    static <T> Future<T> orCannotSign(CompletionStage<T> answer) {
        return Future.fromCompletionStage(answer).recover(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return Future.failedFuture(
                    cause instanceof LedgerStoppedException
                            ? new Problem(503, "cannot_sign", "the log takes nothing now; ask again later", PAUSE)
                                    .exception()
                            : cause);
        });
    }

    private static Future<Reply> refusal(Submission submission) {
        return submission instanceof Submission.Refused refused
                ? new Problem(REFUSED, refused.code(), refused.message())
                        .reply()
                        .future()
                : Future.failedFuture(new IllegalStateException("what cannot be read was taken"));
    }

    private Future<Reply> answer(Statement statement, Submission submission) {
        return submission.match(new Submission.Cases<>() {
            @Override
            public Future<Reply> accepted(Submission.Accepted answer) {
                return routes.blocking(() -> {
                    cases.follower().run();
                    Json.ObjectBuilder taken = json(answer);
                    if (statement.act().isRemoving()) {
                        taken.put("promise", promises.make(statement).compact());
                    }
                    return Reply.json(200, taken.build());
                });
            }

            @Override
            public Future<Reply> refused(Submission.Refused answer) {
                return forget(statement, new Problem(REFUSED, answer.code(), answer.message()));
            }

            @Override
            public Future<Reply> busy(Submission.Busy answer) {
                // Its disclosures stay: the same statement may be under way twice, and the other one may be taken.
                String detail = "too many statements wait; the same one may be sent again";
                return Future.failedFuture(new Problem(429, "busy", detail, answer.retryAfter()).exception());
            }
        });
    }

    private Future<Reply> forget(Statement statement, Problem problem) {
        return routes.blocking(() -> {
                    cases.disclosures().discard(statement);
                    return problem;
                })
                .compose(done -> Future.failedFuture(done.exception()));
    }

    private static Json.ObjectBuilder json(Submission.Accepted accepted) {
        Json.ObjectBuilder json = Json.object()
                .put("id", accepted.id().base64Url())
                .put("index", accepted.index())
                .put("size", accepted.size());
        return accepted.judgement().match(new Judgement.Cases<Json.ObjectBuilder>() {
            @Override
            public Json.ObjectBuilder effective(Judgement.Effective judgement) {
                return json.put("outcome", "effective");
            }

            @Override
            public Json.ObjectBuilder pending(Judgement.Pending judgement) {
                return json.put("outcome", "pending")
                        .put("have", judgement.have())
                        .put("need", judgement.need());
            }

            @Override
            public Json.ObjectBuilder refused(Judgement.Refused judgement) {
                throw new IllegalStateException("accepted, and yet refused: " + judgement.code());
            }
        });
    }
}
