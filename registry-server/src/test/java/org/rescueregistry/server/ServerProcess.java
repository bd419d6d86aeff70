package org.rescueregistry.server;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** {@code registry serve} as a process of its own. */
final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final ServerConfig config;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServerProcess(Process process, ServerConfig config, Path log) {
        this.process = process;
        this.config = config;
        this.log = log;
    }

    /** Starts it and waits until it answers. */
    static ServerProcess start(ServerConfig config) throws Exception {
        Path log = config.folder().resolve("stderr");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // The program's own settings, not those of the tests.
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Registry.class.getName(),
                        "serve",
                        "--config",
                        config.folder().resolve(ServerConfig.FILE).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ServerProcess server = new ServerProcess(process, config, log);
        Instant end = Instant.now().plus(START);
        while (!server.answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new AssertionError("registry serve did not start:\n" + server.output());
            }
            Thread.sleep(50);
        }
        return server;
    }

    private boolean answers() throws InterruptedException {
        try {
            health();
            return true;
        } catch (IOException | MalformedException notYet) {
            return false;
        }
    }

    /** What {@code /health} says. */
    Members health() throws IOException, InterruptedException, MalformedException {
        HttpRequest request = HttpRequest.newBuilder(config.entity().resolve("/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return Members.of(
                Json.parse(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body()),
                "health");
    }

    /** Waits until all that is signed is cosigned. */
    void awaitPublished() throws Exception {
        Instant end = Instant.now().plus(START);
        Members health = health();
        while (health.integer("size") != health.integer("published")) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not published: " + health.json());
            }
            Thread.sleep(50);
            health = health();
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; whether it ended by itself. */
    boolean terminate() throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            kill();
        }
        return ended;
    }

    /** All it has written to its log. */
    String output() throws IOException {
        return Files.readString(log);
    }
}
