package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.rescueregistry.http.Routes;
import org.rescueregistry.ledger.LedgerStoppedException;
import org.rescueregistry.ledger.Sequencer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry that takes connections. */
public final class RegistryServer {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);

    private final RegistryRooms rooms;
    private final Listening listening;
    private final Vertx vertx;

    private RegistryServer(RegistryRooms rooms, Listening listening, Vertx vertx) {
        this.rooms = rooms;
        this.listening = listening;
        this.vertx = vertx;
    }

    /**
     * Starts the registry of these settings; founds its log if there is none and its charter stands beside them. Fails with
     * {@link org.rescueregistry.wire.MalformedException} for wrong settings, {@link
     * org.rescueregistry.ledger.SigningRefusedException} when the log must not be signed, or an {@link IOException}.
     */
    public static Future<RegistryServer> start(ServerConfig config, Vertx vertx) {
        return start(config, routes -> {}, vertx);
    }

    /** As {@link #start(ServerConfig, Vertx)}, with something else behind the same door, for example a witness of other logs. */
    public static Future<RegistryServer> start(ServerConfig config, Consumer<Routes> beside, Vertx vertx) {
        return vertx.executeBlocking(() -> RegistryRooms.open(config, Clock.systemUTC()))
                .compose(rooms -> Listening.start(vertx, config.listen(), routes(rooms, beside, vertx))
                        .map(listening -> new RegistryServer(rooms, listening, vertx))
                        .recover(failure -> vertx.executeBlocking(() -> {
                                    rooms.close();
                                    return rooms;
                                })
                                .compose(closed -> Future.failedFuture(failure))));
    }

    private static Routes routes(RegistryRooms rooms, Consumer<Routes> beside, Vertx vertx) {
        Routes routes = rooms.routes(vertx);
        beside.accept(routes);
        return routes;
    }

    Router router() {
        return listening.router();
    }

    public int port() {
        return listening.port();
    }

    /** The ledger inside. */
    public Sequencer ledger() {
        return rooms.ledger();
    }

    /** Comes when the ledger stops; if nobody closed the server, its process has to be restarted then. */
    public CompletionStage<LedgerStoppedException> stopped() {
        return rooms.ledger().stopped();
    }

    /** Takes no more connections, answers what is under way, finishes the batch, closes the files. */
    public Future<Void> close() {
        return listening
                .close()
                .recover(failure -> {
                    LOG.warn("the HTTP server did not stop cleanly", failure);
                    return Future.succeededFuture();
                })
                .compose(done -> vertx.executeBlocking(() -> {
                    rooms.close();
                    return null;
                }));
    }
}
