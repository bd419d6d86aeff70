package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.rescueregistry.http.Routes;
import org.rescueregistry.http.WitnessRoutes;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.ledger.Witness;
import org.rescueregistry.ledger.WitnessState;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** A witness that takes connections. */
public final class WitnessServer {
    private static final String KEY = "witness.p12";
    private static final String STATE = "state";

    private final Listening listening;
    private final WitnessState state;

    private WitnessServer(Listening listening, WitnessState state) {
        this.listening = listening;
        this.state = state;
    }

    /**
     * Opens the key of the witness in {@code folder}, or makes one there at the first start.
     *
     * @param name of the witness's key, such as {@code witness.example/w1}
     */
    public static CosignatureSigner key(Path folder, String name, SecureRandom random)
            throws IOException, MalformedException {
        Files.createDirectories(folder);
        Path key = folder.resolve(KEY);
        Path passphrase = folder.resolve(Secrets.PASSPHRASE);
        if (Files.exists(key)) {
            return CosignatureSigner.of(name, Secrets.read(passphrase).ed25519(key));
        }
        Ed25519Signer drawn = Ed25519Signer.generate(random);
        Secrets.create(passphrase, random).keep(key, drawn);
        return CosignatureSigner.of(name, drawn);
    }

    /**
     * Starts a witness for the logs of these keys.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     */
    public static Future<WitnessServer> start(
            Settings settings, CosignatureSigner key, List<VerifierKey> logs, Vertx vertx)
            throws IOException, SigningRefusedException {
        WitnessState state = WitnessState.in(settings.folder().resolve(STATE));
        Routes routes = new Routes(vertx, "witness-" + key.verifierKey().name());
        WitnessRoutes.mount(routes, new Witness(key, logs, state, Clock.systemUTC()));
        return Listening.start(vertx, settings.listen(), routes)
                .map(listening -> new WitnessServer(listening, state))
                .onFailure(failure -> closeQuietly(state));
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
        return listening.close().onComplete(done -> closeQuietly(state));
    }

    private static void closeQuietly(WitnessState state) {
        try {
            state.close();
        } catch (IOException e) {
            // It holds a lock and nothing unwritten; the lock goes with the process.
        }
    }
}
