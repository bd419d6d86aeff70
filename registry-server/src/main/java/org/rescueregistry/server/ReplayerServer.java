package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import org.rescueregistry.http.ReplayerRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.wire.MalformedException;

/** A replayer that follows its logs and takes connections at a port of its own. */
final class ReplayerServer {
    private final Listening listening;
    private final ReplayerRoom room;

    private ReplayerServer(Listening listening, ReplayerRoom room) {
        this.listening = listening;
        this.room = room;
    }

    /** Starts it; see {@link ReplayerRoom#open}. */
    static Future<ReplayerServer> start(ReplayerRoom.Settings settings, Listen where, Duration interval, Vertx vertx)
            throws IOException, MalformedException, SigningRefusedException {
        ReplayerRoom room = ReplayerRoom.open(settings, vertx);
        Routes routes = new Routes(vertx, "replayer-" + settings.name());
        ReplayerRoutes.mount(routes, room.replayers());
        ReplayerRoutes.mountOwn(routes, room.replayers());
        return Listening.start(vertx, where, routes)
                .map(listening -> {
                    room.follow(interval, vertx);
                    return new ReplayerServer(listening, room);
                })
                .onFailure(failure -> room.close());
    }

    Router router() {
        return listening.router();
    }

    int port() {
        return listening.port();
    }

    ReplayerRoom room() {
        return room;
    }

    Future<Void> close() {
        return listening.close().onComplete(done -> room.close());
    }
}
