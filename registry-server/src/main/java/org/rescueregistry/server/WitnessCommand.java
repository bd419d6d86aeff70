package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code registry witness}: cosigns the checkpoints of logs. */
@Command(
        name = "witness",
        description = "Run a witness: it cosigns what continues what it has cosigned before, and nothing else.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class WitnessCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            description = "folder of its keys, made at the first start, and its state")
    private Path dir;

    @Option(names = "--listen", required = true, description = "host:port where it takes connections")
    private String listen;

    @Option(names = "--name", required = true, description = "the name of its keys, such as witness.example/w1")
    private String name;

    @Option(
            names = "--log",
            arity = "1",
            description =
                    "verifier key of a log it watches, once for each of its keys; without any it prints its own keys")
    private List<String> logs = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        List<CosignatureSigner> keys = WitnessServer.keys(dir, name, new SecureRandom());
        keys.forEach(key -> spec.commandLine().getOut().println(key.verifierKey()));
        spec.commandLine().getOut().flush();
        if (logs.isEmpty()) {
            return 0;
        }
        List<VerifierKey> watched = watched(logs);
        Listen where = Listen.parse(listen, "--listen");
        Vertx vertx = Vertx.vertx();
        return Running.start(
                vertx,
                WitnessServer.start(new WitnessServer.Settings(dir, where.host(), where.port()), keys, watched, vertx),
                server -> new Running.Server("witness " + name, server.port(), server::close));
    }

    /** The keys of the logs that a witness watches. */
    static List<VerifierKey> watched(List<String> logs) throws MalformedException {
        List<VerifierKey> watched = new ArrayList<>();
        for (String log : logs) {
            watched.add(VerifierKey.parse(log));
        }
        return watched;
    }
}
