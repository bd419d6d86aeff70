package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.rescueregistry.http.Routes;
import org.rescueregistry.http.WitnessRoutes;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** A witness that takes connections. */
public final class WitnessServer {
    private static final String KEY = "witness.p12";

    private final Listening listening;
    private final WitnessRoom room;

    private WitnessServer(Listening listening, WitnessRoom room) {
        this.listening = listening;
        this.room = room;
    }

    /**
     * Opens the keys of the witness in {@code folder}, or makes them there at the first start; Ed25519 first.
     *
     * @param name of the witness's keys, such as {@code witness.example/w1}
     */
    public static List<CosignatureSigner> keys(Path folder, String name, SecureRandom random)
            throws IOException, MalformedException {
        return NoteKeys.openOrMake(folder, KEY, random, keys -> keys.asWitness(name));
    }

    /**
     * Starts a witness for the logs of these keys.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     */
    public static Future<WitnessServer> start(
            Settings settings, List<CosignatureSigner> keys, List<VerifierKey> logs, Vertx vertx)
            throws IOException, SigningRefusedException {
        WitnessRoom room = WitnessRoom.open(settings.folder(), keys, logs);
        Routes routes = new Routes(vertx, "witness-" + keys.get(0).verifierKey().name());
        WitnessRoutes.mount(routes, room.witness());
        WitnessRoutes.mountHealth(routes, room.witness());
        return Listening.start(vertx, settings.listen(), routes)
                .map(listening -> new WitnessServer(listening, room))
                .onFailure(failure -> room.close());
    }

    /** What a witness is told: where it keeps its state, where it takes connections. */
    public record Settings(Path folder, String host, int port) {
        Listen listen() {
            return new Listen(host, port);
        }
    }

    Router router() {
        return listening.router();
    }

    public int port() {
        return listening.port();
    }

    public Future<Void> close() {
        return listening.close().onComplete(done -> room.close());
    }
}
