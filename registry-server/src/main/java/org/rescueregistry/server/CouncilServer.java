package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.rescueregistry.http.FederationRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.membership.Council;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.store.SubordinatesOnDisk;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** The folder of a council, and a server over it. */
public final class CouncilServer {
    private static final String CONFIG = "council.json";
    private static final String KEY = "council.p12";
    private static final String PUBLIC_KEY = "council.jwk";
    private static final String SUBORDINATES = "subordinates.json";

    private final Listening listening;

    private CouncilServer(Listening listening) {
        this.listening = listening;
    }

    /**
     * {@code council.json}: {@code {"entity":"https://council.example","listen":"127.0.0.1:8081"}}.
     *
     * @param folder where it is, with {@code council.p12}, {@code passphrase} and {@code subordinates.json}
     */
    public record Config(Path folder, EntityId entity, Listen listen) {
        /**
         * Reads the file.
         *
         * @throws MalformedException what is wrong, and where
         */
        public static Config read(Path folder) throws IOException, MalformedException {
            Path file = folder.resolve(CONFIG);
            Members members = ServerConfig.members(file);
            try {
                Config config = new Config(
                        folder,
                        EntityId.parse(members.string("entity")),
                        Listen.parse(members.string("listen"), members.where("listen")));
                members.done();
                return config;
            } catch (MalformedException e) {
                throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
            }
        }

        /** Makes the folder with a new key; gives the key's public half, also in {@code council.jwk}. */
        public Es256PublicKey create(SecureRandom random) throws IOException, MalformedException {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve(KEY))) {
                throw new MalformedException("not_empty", folder + " holds a council already; its key is not replaced");
            }
            Es256Signer key = Es256Signer.generate(random);
            Secrets.create(folder.resolve(Secrets.PASSPHRASE), random).keep(folder.resolve(KEY), key);
            write(PUBLIC_KEY, key.publicKey().jwk());
            write(
                    CONFIG,
                    Json.object()
                            .put("entity", entity.toString())
                            .put("listen", listen.toString())
                            .build());
            return key.publicKey();
        }

        /** Its key; it approves charters too. */
        public Es256Signer key() throws IOException, MalformedException {
            return Secrets.read(folder.resolve(Secrets.PASSPHRASE)).es256(folder.resolve(KEY));
        }

        /** The council; what it recognises is written to the folder at once. */
        public Council council() throws IOException, MalformedException {
            return Council.create(entity, key(), new SubordinatesOnDisk(folder.resolve(SUBORDINATES)));
        }

        private void write(String name, Json json) throws IOException {
            Files.write(folder.resolve(name), (json.text() + "\n").getBytes(UTF_8), StandardOpenOption.CREATE_NEW);
        }
    }

    /** Starts serving what a council publishes. */
    public static Future<CouncilServer> start(Config config, Vertx vertx) throws IOException, MalformedException {
        Council council = config.council();
        Clock clock = Clock.systemUTC();
        Routes routes = new Routes(vertx, "council");
        FederationRoutes.mount(routes, () -> council.configuration(clock.instant()));
        FederationRoutes.mount(routes, new FederationRoutes.Superior() {
            @Override
            public Optional<String> subordinate(EntityId subject) throws IOException {
                return council.statement(subject, clock.instant());
            }

            @Override
            public Json.Arr list() throws IOException {
                return Json.strings(
                        council.list().stream().map(EntityId::toString).toList());
            }
        });
        return Listening.start(vertx, config.listen(), routes).map(CouncilServer::new);
    }

    Router router() {
        return listening.router();
    }

    public int port() {
        return listening.port();
    }

    public Future<Void> close() {
        return listening.close();
    }
}
