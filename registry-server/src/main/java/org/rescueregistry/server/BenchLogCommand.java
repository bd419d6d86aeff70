package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code registry bench-log}: the log alone, to be measured beside other logs. */
@Command(
        name = "bench-log",
        description = "Run a bare log of anything, without a rulebook or witnesses, to be measured beside other logs."
                + " Prints its verifier keys, Ed25519 first, and the port.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class BenchLogCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            description = "folder of its keys, made at the first start, and its files")
    private Path dir;

    @Option(names = "--port", required = true, description = "where it takes connections; 0 lets the system choose")
    private int port;

    @Option(names = "--host", description = "the address it takes them on (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--origin", description = "the name of its keys (default: ${DEFAULT-VALUE})")
    private String origin = "bench.example/log";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        LogSigner key = BenchLogServer.keys(dir, origin, new SecureRandom());
        Listen where = Listen.parse(new Listen(host, port).toString(), "--host, --port");
        PrintWriter out = spec.commandLine().getOut();
        key.verifierKeys().forEach(out::println);
        out.flush();
        Vertx vertx = Vertx.vertx();
        return Running.start(vertx, BenchLogServer.start(dir, key, where, vertx), server -> {
            out.println("port " + server.port());
            out.flush();
            return new Running.Server("log " + origin, server.port(), server::close, server.stopped());
        });
    }
}
