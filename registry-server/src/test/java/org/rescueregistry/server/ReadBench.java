package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.testing.GoTool;
import org.rescueregistry.testing.Rounds;

/**
 * Reads a second under wrk: a full tile, a full entry bundle and the checkpoint, from our log and from nginx with the same files,
 * one worker or event loop each, in turns. {@code -Dbench.seconds}, {@code -Dbench.rounds}, {@code -Dbench.warmup}.
 */
class ReadBench {
    private static final String NOT_HERE = "not measured: wrk or nginx is not on this machine";
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final List<String> PATHS = List.of("tile/0/000", "tile/entries/000", "checkpoint");

    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 10);

    @TempDir
    private Path folder;

    @Test
    void readsASecond() throws Exception {
        assumeTrue(runs("wrk", "-v") && runs("nginx", "-v"), NOT_HERE);
        try (BareLogProcess log = BareLogProcess.start(folder.resolve("ours"))) {
            log.add(300);
            int port = FreePort.find();
            try (Spawned nginx = nginx(port, files(log))) {
                String other = "http://127.0.0.1:" + port + "/";
                nginx.awaitAnswer(other + "checkpoint");
                for (String path : PATHS) {
                    System.out.println("\n" + measured(path, log.url(), other));
                }
            }
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bytes as files, as a web server would be given them. */
    private Path files(BareLogProcess log) throws IOException, InterruptedException {
        Path root = folder.resolve("served");
        for (String path : PATHS) {
            HttpResponse<byte[]> answer = Spawned.askBytes(log.url() + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, answer.body());
        }
        return root;
    }

    private Spawned nginx(int port, Path root) throws IOException {
        // Else its worker is somebody who may not read what belongs to this user.
        String asRoot = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path settings = Files.writeString(folder.resolve("nginx.conf"), """
                %4$s
                worker_processes 1;
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 100000000;
                    open_file_cache max=1000 inactive=60s;
                    default_type application/octet-stream;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        root %3$s;
                        location /tile/ { add_header Cache-Control "public, max-age=31536000, immutable"; }
                        location /checkpoint { add_header Cache-Control no-cache; default_type text/plain; }
                    }
                }
                """.formatted(folder, port, root, asRoot));
        return Spawned.start(
                folder.resolve("nginx.said"),
                new ProcessBuilder(
                        "nginx", "-p", folder.toString(), "-c", settings.toString(), "-e", folder + "/nginx.log"));
    }

    private String measured(String path, String ours, String nginx) throws IOException, InterruptedException {
        Rounds rounds = new Rounds("wrk -t1 -c64, /" + path, "requests/s");
        int seconds = Rounds.seconds(5);
        // Until the compiler has done its work; nginx came compiled.
        wrk(ours + path, WARM_UP_SECONDS);
        for (int round = 0; round < Rounds.count(5); round++) {
            rounds.add("ours", wrk(ours + path, seconds));
            rounds.add("nginx", wrk(nginx + path, seconds));
        }
        return rounds.against("nginx");
    }

    private static double wrk(String url, int seconds) throws IOException, InterruptedException {
        String said = GoTool.run(new ProcessBuilder("wrk", "-t1", "-c64", "-d" + seconds + "s", url));
        Matcher found = PER_SECOND.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        assertThat(said).doesNotContain("Non-2xx");
        return Double.parseDouble(found.group(1));
    }
}
