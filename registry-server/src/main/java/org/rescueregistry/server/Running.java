package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server as the whole of a process: started, then running until the process is told to end (SIGTERM, SIGINT). */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int START_SECONDS = 120;
    private static final int DRAIN_SECONDS = 30;

    private Running() {}

    /**
     * What runs.
     *
     * @param stopped comes when it cannot go on and its process has to be started anew
     */
    record Server(String name, int port, Supplier<Future<Void>> close, CompletionStage<?> stopped) {
        /** One that goes on until it is closed. */
        Server(String name, int port, Supplier<Future<Void>> close) {
            this(name, port, close, new CompletableFuture<>());
        }
    }

    /** Waits until it has started, then until it stops; gives the exit code. A start that failed throws what it failed with. */
    static <T> int start(Vertx vertx, Future<T> starting, Function<T, Server> as) throws IOException {
        Server server = as.apply(started(vertx, starting));
        AtomicBoolean draining = new AtomicBoolean();
        Thread drain = new Thread(
                () -> {
                    draining.set(true);
                    drain(vertx, server);
                },
                "drain");
        Runtime.getRuntime().addShutdownHook(drain);
        LOG.info("{} takes connections on port {}", server.name(), server.port());
        Object why = server.stopped().toCompletableFuture().join();
        if (draining.get()) {
            return 0;
        }
        LOG.error("{} cannot go on: {}", server.name(), why);
        return Registry.UNREACHABLE;
    }

    private static <T> T started(Vertx vertx, Future<T> starting) throws IOException {
        boolean started = false;
        try {
            T server = starting.await(START_SECONDS, TimeUnit.SECONDS);
            started = true;
            return server;
        } catch (TimeoutException e) {
            throw new IOException("not started within " + START_SECONDS + " s", e);
        } finally {
            if (!started) {
                vertx.close();
            }
        }
    }

    private static void drain(Vertx vertx, Server server) {
        LOG.info("{} stops: finishing what is under way", server.name());
        try {
            server.close().get().await(DRAIN_SECONDS, TimeUnit.SECONDS);
            vertx.close().await(DRAIN_SECONDS, TimeUnit.SECONDS);
            LOG.info("{} stopped", server.name());
        } catch (TimeoutException | RuntimeException e) {
            LOG.error("{} did not stop cleanly", server.name(), e);
        }
    }
}
