package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code registry serve}: runs a registry. */
@Command(name = "serve", description = "Run a registry.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, description = "its registry.json")
    private Path config;

    @Override
    public Integer call() throws IOException, MalformedException {
        ServerConfig settings = ServerConfig.read(config);
        Vertx vertx = Vertx.vertx();
        return Running.start(
                vertx,
                RegistryServer.start(settings, vertx),
                server -> new Running.Server(
                        "registry " + settings.entity(), server.port(), server::close, server.stopped()));
    }
}
