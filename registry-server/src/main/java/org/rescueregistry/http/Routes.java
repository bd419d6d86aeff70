package org.rescueregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.rescueregistry.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of one server. Each is a function from what was asked to an answer; whatever goes wrong on the way comes to one
 * place, {@link #problemOf}, and leaves as problem details.
 */
public final class Routes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final int WORKERS = 8;
    private static final int OUTWARD = 2;

    /** The addresses of pages: the form, codes, organisations. */
    private static final String PAGES = "/|/[Rr][Rr][^/]*|/o/[^/]*";

    /** After which a blocked worker is reported in the log. */
    private static final long SLOW_SECONDS = 30;

    private final Router router;
    private final WorkerExecutor workers;
    private final WorkerExecutor outward;
    private final Vertx vertx;
    private final Queue<Long> timers = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();

    /** Answers one kind of request. Must not block; {@link #blocking} is for what does. */
    @FunctionalInterface
    interface Answer {
        Future<Reply> to(Asked asked) throws Exception;
    }

    /** No routes yet. {@code name} is that of its threads. */
    public Routes(Vertx vertx, String name) {
        this.vertx = vertx;
        router = Router.router(vertx);
        workers = vertx.createSharedWorkerExecutor(name, WORKERS, SLOW_SECONDS, TimeUnit.SECONDS);
        outward = vertx.createSharedWorkerExecutor(name + "-outward", OUTWARD, SLOW_SECONDS, TimeUnit.SECONDS);
        router.errorHandler(404, Routes::nothing);
        router.errorHandler(
                405, context -> fail(context, 405, "method_not_allowed", "this address does not take that method"));
    }

    /**
     * Adds the pages that people read, beside the interface; before one is made, {@code prepare} runs, which may block.
     *
     * @param nothingHere says with a page that there is nothing at an address; false, and nothing was answered, if a program asks
     */
    public void pages(Runnable prepare, Consumer<Router> pages, Predicate<RoutingContext> nothingHere) {
        router.getWithRegex(PAGES)
                .handler(context -> blocking(() -> {
                            prepare.run();
                            return true;
                        })
                        .onFailure(failure -> LOG.error("a page is shown as it was", failure))
                        .onComplete(done -> context.next()));
        pages.accept(router);
        router.errorHandler(404, context -> {
            if (!nothingHere.test(context)) {
                nothing(context);
            }
        });
    }

    /** All of them. */
    public Router router() {
        return router;
    }

    /** Answers GET and HEAD; in {@code path} {@code :name} stands for one part. */
    void get(String path, Answer answer) {
        handle(router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD), answer);
    }

    /** Answers GET and HEAD without anything between the connection and {@code answer}. */
    void getRaw(String path, Handler<HttpServerRequest> answer) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> answer.handle(context.request()));
    }

    /** Answers POST with a body of at most {@code most} bytes. */
    void post(String path, long most, Answer answer) {
        Route route = router.post(path).handler(BodyHandler.create(false).setBodyLimit(most));
        handle(route, answer);
    }

    /** Runs something that waits for a disk or a database, or takes long, away from the event loop. */
    <T> Future<T> blocking(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    /**
     * Runs something that waits for other servers. Apart from {@link #blocking}: two servers that ask each other must both have
     * somebody left to answer.
     */
    <T> Future<T> outward(Callable<T> work) {
        return outward.executeBlocking(work, false);
    }

    /** Runs something that may wait for other servers again and again until this is closed; what goes wrong is in the log. */
    public void every(Duration pause, Runnable work) {
        timers.add(vertx.setPeriodic(
                pause.toMillis(),
                timer -> outward(() -> {
                            work.run();
                            return true;
                        })
                        .onFailure(failure -> LOG.error("work in the background failed", failure))));
    }

    /** Runs something that does not block again and again until the server ends. */
    void tick(Duration pause, Runnable work) {
        timers.add(vertx.setPeriodic(pause.toMillis(), timer -> work.run()));
    }

    /** Runs {@code work} when the server takes no more connections: for answers that would never end by themselves. */
    void atEnd(Runnable work) {
        atEnd.add(work);
    }

    /** No more connections are taken; what goes on for ever is ended. */
    public void end() {
        timers.forEach(vertx::cancelTimer);
        for (Runnable work = atEnd.poll(); work != null; work = atEnd.poll()) {
            work.run();
        }
    }

    /** Where what blocks is run. */
    WorkerExecutor workers() {
        return workers;
    }

    @Override
    public void close() {
        end();
        outward.close();
        workers.close();
    }

    private static void handle(Route route, Answer answer) {
        route.handler(context -> answered(answer, new Asked(context))
                        .recover(failure -> problemOf(failure).reply().future())
                        .onComplete(reply -> reply.result().send(context.request())))
                .failureHandler(context -> problemOf(failureOf(context)).reply().send(context.request()));
    }

    private static Future<Reply> answered(Answer answer, Asked asked) {
        try {
            return answer.to(asked);
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /** What stopped a request before it was answered: an exception, or only a status. */
    private static Throwable failureOf(RoutingContext context) {
        return context.failure() == null ? new HttpException(context.statusCode()) : context.failure();
    }

    /** The one place where a failure becomes an answer. */
    static Problem problemOf(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (failure instanceof MalformedException malformed) {
            return new Problem(400, malformed.code(), String.valueOf(malformed.getMessage()));
        }
        if (failure instanceof HttpException http && http.getStatusCode() == 413) {
            return new Problem(413, "body_too_large", "the body is larger than this address takes");
        }
        if (failure instanceof HttpException http && http.getStatusCode() < 500) {
            return new Problem(http.getStatusCode(), "bad_request", "the request cannot be read");
        }
        if (failure instanceof RejectedExecutionException) {
            return new Problem(503, "shutting_down", "the server is stopping");
        }
        // Not the message: it may quote what somebody sent.
        LOG.error("a request failed", failure);
        return new Problem(500, "internal", "something is wrong here; the server's log says what");
    }

    private static void nothing(RoutingContext context) {
        fail(context, 404, "not_found", "there is nothing at this address");
    }

    private static void fail(RoutingContext context, int status, String code, String detail) {
        new Problem(status, code, detail).reply().send(context.request());
    }
}
