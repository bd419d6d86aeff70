package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code registry replayer}: recomputes the state of other registries from their logs, and cosigns what is right. */
@Command(
        name = "replayer",
        description = {
            "Run a replayer: it runs every leaf of other registries' logs through the rules, and cosigns a checkpoint only"
                    + " if the state it ends with is what came out.",
            "Its keys are its own: never a witness's."
        },
        mixinStandardHelpOptions = true,
        subcommands = ReplayerAcknowledge.class)
final class ReplayerCommand implements Callable<Integer> {
    @Option(names = "--dir", description = "folder of its keys, made at the first start, and its state")
    private @Nullable Path dir;

    @Option(names = "--listen", description = "host:port where it takes connections")
    private @Nullable String listen;

    @Option(names = "--name", description = "the name of its keys, such as registry.example/replayer")
    private @Nullable String name;

    @Option(
            names = "--policy",
            arity = "1",
            description =
                    "the policy of a log that it replays (C2SP tlog-policy), with its address or a mirror's: as far as"
                            + " enough witnesses have cosigned; several times for several. Without any it prints its own keys")
    private List<Path> policies = List.of();

    @Option(names = "--interval", description = "milliseconds between looks at a log (default: ${DEFAULT-VALUE})")
    private long interval = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        Path folder = required(dir, "--dir");
        String keyName = required(name, "--name");
        List<CosignatureSigner> keys = ReplayerRoom.keys(folder, keyName);
        keys.forEach(key -> spec.commandLine().getOut().println(key.verifierKey()));
        spec.commandLine().getOut().flush();
        if (policies.isEmpty()) {
            return 0;
        }
        ReplayerRoom.Settings settings = ReplayerRoom.Settings.of(folder, keyName, policies);
        Duration between = ReplayerRoom.interval(interval);
        Listen where = Listen.parse(required(listen, "--listen"), "--listen");
        Vertx vertx = Vertx.vertx();
        return Running.start(
                vertx,
                ReplayerServer.start(settings, where, between, vertx),
                server -> new Running.Server("replayer " + keyName, server.port(), server::close));
    }

    private <T> T required(@Nullable T given, String option) {
        if (given == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '" + option + "'");
        }
        return given;
    }
}
