package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.http.Routes;
import org.rescueregistry.http.WitnessRoutes;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code registry serve}: runs a registry, and perhaps a witness of other logs behind the same door. */
@Command(name = "serve", description = "Run a registry.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, description = "its registry.json")
    private Path config;

    @ArgGroup(exclusive = false, heading = "A witness of other logs, under /witness of the same address:%n")
    private @Nullable Beside witness;

    @ArgGroup(
            exclusive = false,
            heading = "A replayer of other registries' logs, under /replayer of the same address:%n")
    private @Nullable Replaying replayer;

    @Spec
    private CommandSpec spec;

    /** As of {@link ReplayerCommand}. */
    static final class Replaying {
        @Option(
                names = "--replayer-dir",
                required = true,
                description = "folder of its keys, made at the first start, and its state")
        private Path dir;

        @Option(
                names = "--replayer-name",
                required = true,
                description = "the name of its keys, such as registry.example/replayer")
        private String name;

        @Option(
                names = "--replayer-policy",
                required = true,
                arity = "1",
                description = "the policy of a log that it replays, with its address; several times for several")
        private List<Path> policies;

        @Option(
                names = "--replayer-interval",
                description = "milliseconds between looks at a log (default: ${DEFAULT-VALUE})")
        private long interval = 1000;
    }

    /** As of {@link WitnessCommand}. */
    static final class Beside {
        @Option(
                names = "--witness-dir",
                required = true,
                description = "folder of its keys, made at the first start, and its state")
        private Path dir;

        @Option(
                names = "--witness-name",
                required = true,
                description = "the name of its keys, such as registry.example/witness")
        private String name;

        @Option(
                names = "--witness-log",
                required = true,
                arity = "1",
                description = "verifier key of a log it watches, once for each of its keys")
        private List<String> logs;
    }

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        ServerConfig settings = ServerConfig.read(config);
        Vertx vertx = Vertx.vertx();
        WitnessRoom witnessing = null;
        ReplayerRoom replaying = null;
        boolean opened = false;
        try {
            witnessing = witness == null ? null : open(witness);
            replaying = replayer == null ? null : open(replayer, settings, vertx);
            opened = true;
        } finally {
            if (!opened) {
                close(witnessing);
                vertx.close();
            }
        }
        return serve(settings, new Rooms(witnessing, replaying), vertx);
    }

    /** What is behind the registry's door besides. */
    private record Rooms(
            @Nullable WitnessRoom witness, @Nullable ReplayerRoom replayer) {
        void mount(Routes routes) {
            if (witness != null) {
                WitnessRoutes.mount(routes, witness.witness());
            }
            if (replayer != null) {
                replayer.mount(routes);
            }
        }

        void close() {
            ServeCommand.close(witness);
            if (replayer != null) {
                replayer.close();
            }
        }
    }

    private static int serve(ServerConfig settings, Rooms rooms, Vertx vertx) throws IOException {
        return Running.start(
                vertx,
                RegistryServer.start(settings, rooms::mount, vertx).onFailure(failure -> rooms.close()),
                server -> new Running.Server(
                        "registry " + settings.entity(),
                        server.port(),
                        () -> server.close().onComplete(done -> rooms.close()),
                        server.stopped()));
    }

    private ReplayerRoom open(Replaying chosen, ServerConfig registry, Vertx vertx)
            throws IOException, MalformedException, SigningRefusedException {
        List<CosignatureSigner> keys = ReplayerRoom.keys(chosen.dir, chosen.name);
        LogPolicy own = LogKeys.policy(registry.policy());
        for (CosignatureSigner key : keys) {
            own.requireStranger(key.verifierKey());
            spec.commandLine().getOut().println(key.verifierKey());
        }
        spec.commandLine().getOut().flush();
        Duration interval = ReplayerRoom.interval(chosen.interval);
        ReplayerRoom room =
                ReplayerRoom.open(ReplayerRoom.Settings.of(chosen.dir, chosen.name, chosen.policies), vertx);
        room.follow(interval, vertx);
        return room;
    }

    private WitnessRoom open(Beside chosen) throws IOException, MalformedException, SigningRefusedException {
        List<CosignatureSigner> keys = WitnessServer.keys(chosen.dir, chosen.name, new SecureRandom());
        keys.forEach(key -> spec.commandLine().getOut().println(key.verifierKey()));
        spec.commandLine().getOut().flush();
        return WitnessRoom.open(chosen.dir, keys, WitnessCommand.watched(chosen.logs));
    }

    private static void close(@Nullable WitnessRoom room) {
        if (room != null) {
            room.close();
        }
    }
}
