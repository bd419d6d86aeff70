package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.http.Routes;
import org.rescueregistry.http.WitnessRoutes;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
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

    @Spec
    private CommandSpec spec;

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
        WitnessRoom room = witness == null ? null : open(witness);
        Consumer<Routes> beside = routes -> {
            if (room != null) {
                WitnessRoutes.mount(routes, room.witness());
            }
        };
        Vertx vertx = Vertx.vertx();
        return Running.start(
                vertx,
                RegistryServer.start(settings, beside, vertx).onFailure(failure -> close(room)),
                server -> new Running.Server(
                        "registry " + settings.entity(),
                        server.port(),
                        () -> server.close().onComplete(done -> close(room)),
                        server.stopped()));
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
