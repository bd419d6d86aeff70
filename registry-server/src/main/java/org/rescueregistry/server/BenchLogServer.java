package org.rescueregistry.server;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.rescueregistry.http.BareLog;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.LeafLog;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.ledger.LogHome;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.wire.MalformedException;

/** A log of anything, to be measured beside other logs: HTTP/1.1, and HTTP/2 for clients that begin with it. */
final class BenchLogServer {
    private static final String KEY = "log.p12";
    private static final String LOG_FILES = "log";
    private static final String GUARD = "guard";
    private static final int WORKERS = 4;
    private static final int BACKLOG = 4096;

    /** Requests at a time on one HTTP/2 connection. Clients lock each connection; with more they wait for each other, not for us. */
    private static final int STREAMS = 100;

    /** Bytes of bodies that may be on their way on one HTTP/2 connection: room for all of its requests, most of the time. */
    private static final int CONNECTION_WINDOW = 1 << 20;

    /** Answers that may wait for each other before they are sent. */
    private static final int MOST_FLUSHES = 1024;

    private static final int IDLE_SECONDS = 60;
    private static final int DRAIN_SECONDS = 10;

    private final LeafLog log;
    private final HttpServer server;
    private final WorkerExecutor workers;

    private BenchLogServer(LeafLog log, HttpServer server, WorkerExecutor workers) {
        this.log = log;
        this.server = server;
        this.workers = workers;
    }

    /** Opens the keys in {@code folder}, or makes them there at the first start. */
    static LogSigner keys(Path folder, String origin, SecureRandom random) throws IOException, MalformedException {
        return NoteKeys.openOrMake(folder, KEY, random, keys -> keys.asLog(origin));
    }

    /**
     * Takes the log in {@code folder} up, or begins it.
     *
     * @throws SigningRefusedException the log must not be signed
     */
    static Future<BenchLogServer> start(Path folder, LogSigner key, Listen where, Vertx vertx)
            throws IOException, SigningRefusedException {
        LogHome home = new LogHome(
                LogFiles.in(folder.resolve(LOG_FILES)), ForkGuard.in(folder.resolve(GUARD), key.origin()), key);
        LeafLog log = LeafLog.open(home, LeafLog.Limits.DEFAULT);
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("bench-log", WORKERS);
        Context loop = vertx.getOrCreateContext();
        BareLog interfaced = new BareLog(log, loop, workers);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setAcceptBacklog(BACKLOG)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(true)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(STREAMS));
        Promise<HttpServer> listening = Promise.promise();
        // There, so that its connections are served on that loop.
        loop.runOnContext(ignored -> vertx.createHttpServer(options)
                .requestHandler(interfaced)
                .connectionHandler(BenchLogServer::flushTogether)
                .listen(where.port(), where.host())
                .onComplete(listening));
        return listening.future().map(server -> new BenchLogServer(log, server, workers));
    }

    /**
     * Over HTTP/2 many writers share a connection, and a batch answers all of them at once: one system call for that, not one for
     * each. Vert.x flushes each answer by itself, and has no setting for it; hence the way to Netty's pipeline.
     */
    private static void flushTogether(HttpConnection connection) {
        if (connection instanceof ConnectionBase netty
                && netty.channel().pipeline().get(Http2ConnectionHandler.class) != null) {
            netty.channel().pipeline().addFirst(new FlushConsolidationHandler(MOST_FLUSHES, true));
        }
    }

    int port() {
        return server.actualPort();
    }

    CompletionStage<?> stopped() {
        return log.stopped();
    }

    Future<Void> close() {
        return server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS)
                .transform(done -> workers.executeBlocking(() -> {
                            log.close();
                            return null;
                        })
                        .compose(closed -> workers.close()));
    }
}
