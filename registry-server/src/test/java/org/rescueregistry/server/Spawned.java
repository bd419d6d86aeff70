package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the tests: one of ours, or somebody else's. Ends when it is closed. */
final class Spawned implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path output;

    private Spawned(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it says goes to {@code output}. */
    static Spawned start(Path output, ProcessBuilder command) throws IOException {
        return new Spawned(
                command.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** {@code registry} with these arguments and the settings it is measured with, in 256 MB of heap. */
    static Spawned registry(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Registry.class.getName()));
        command.addAll(List.of(arguments));
        return start(output, new ProcessBuilder(command));
    }

    /** The first line of its output that begins with this, once it is there. */
    String line(String begin) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            for (String line : Files.readString(output).split("\n")) {
                if (line.startsWith(begin)) {
                    return line;
                }
            }
            Thread.sleep(20);
        }
        throw new IOException("no line begins with " + begin + ":\n" + said());
    }

    /** Waits until this address answers 200. */
    void awaitAnswer(String url) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try {
                if (ask(url).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            Thread.sleep(20);
        }
        throw new IOException("nothing answers at " + url + ":\n" + said());
    }

    static HttpResponse<String> ask(String url) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> askBytes(String url) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    static HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What processor time it has used, all threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String said() throws IOException {
        return new String(Files.readAllBytes(output), UTF_8);
    }

    /** Waits for its end. */
    int exitCode(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IOException("not done after " + patience + ":\n" + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
