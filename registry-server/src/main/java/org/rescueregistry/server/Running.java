package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** What runs. */
    record Server(String name, int port, Supplier<Future<Void>> close) {}

    /** Waits until it has started, then until the process ends; gives the exit code of a start that failed. */
    static <T> int start(Vertx vertx, Future<T> starting, Function<T, Server> as) throws IOException {
        Server server;
        try {
            server = as.apply(starting.await(START_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new IOException("not started within " + START_SECONDS + " s", e);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(vertx, server), "drain"));
        LOG.info("{} takes connections on port {}", server.name(), server.port());
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
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
