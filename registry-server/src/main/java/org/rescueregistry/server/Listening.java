package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.rescueregistry.http.Routes;

/** An HTTP server that takes connections. */
final class Listening {
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int DRAIN_SECONDS = 10;

    private final HttpServer server;
    private final Routes routes;

    private Listening(HttpServer server, Routes routes) {
        this.server = server;
        this.routes = routes;
    }

    static Future<Listening> start(Vertx vertx, Listen where, Routes routes) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHandle100ContinueAutomatically(true);
        return vertx.createHttpServer(options)
                .requestHandler(routes.router())
                .listen(where.port(), where.host())
                .map(server -> new Listening(server, routes));
    }

    int port() {
        return server.actualPort();
    }

    Router router() {
        return routes.router();
    }

    /** Takes no more connections, and waits for the answers that are under way. */
    Future<Void> close() {
        routes.end();
        return server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS).onComplete(done -> routes.close());
    }
}
