package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.http.BareLog;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.LeafLog;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.ledger.LogHome;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;

/** {@code registry bench-log}, asked over real connections. */
class BenchLogTest {
    private static final String ORIGIN = "bench.example/log";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private BenchLogServer start() throws Exception {
        return BenchLogServer.start(
                        folder,
                        BenchLogServer.keys(folder, ORIGIN, new SecureRandom()),
                        new Listen("127.0.0.1", 0),
                        vertx)
                .await(30, TimeUnit.SECONDS);
    }

    private static HttpRequest.Builder request(BenchLogServer log, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + log.port() + path));
    }

    private HttpResponse<byte[]> get(BenchLogServer log, String path) throws IOException, InterruptedException {
        return http.send(request(log, path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> add(BenchLogServer log, byte[] leaf) throws IOException, InterruptedException {
        return http.send(adding(log, leaf), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest adding(BenchLogServer log, byte[] leaf) {
        return request(log, "/add")
                .POST(HttpRequest.BodyPublishers.ofByteArray(leaf))
                .build();
    }

    private SignedCheckpoint checkpoint(BenchLogServer log) throws Exception {
        return SignedCheckpoint.verify(
                SignedNote.parse(get(log, "/checkpoint").body()),
                BenchLogServer.keys(folder, ORIGIN, new SecureRandom()).verifierKeys());
    }

    @Test
    void servesASignedCheckpointWhileItIsEmpty() throws Exception {
        BenchLogServer log = start();
        assertThat(checkpoint(log).checkpoint().size()).isZero();
        assertThat(get(log, "/tile/0/000.p/1").statusCode()).isEqualTo(404);
        log.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void answersTheIndexOfWhatIsUnderTheCheckpointAlsoAfterARestart() throws Exception {
        BenchLogServer log = start();
        assertThat(add(log, "one".getBytes(UTF_8)).body()).isEqualTo("0");
        assertThat(add(log, new byte[0]).body()).isEqualTo("1");
        assertThat(checkpoint(log).checkpoint().size()).isEqualTo(2);
        EntryBundle bundle = EntryBundle.parse(
                TilePath.entries(0, 2), get(log, "/tile/entries/000.p/2").body());
        assertThat(bundle.entry(0)).asString(UTF_8).isEqualTo("one");
        log.close().await(30, TimeUnit.SECONDS);

        BenchLogServer again = start();
        assertThat(add(again, "two".getBytes(UTF_8)).body()).isEqualTo("2");
        assertThat(add(again, "one".getBytes(UTF_8)).body()).isEqualTo("0");
        again.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void answersManyAtOnceOverEitherProtocol() throws Exception {
        BenchLogServer log = start();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpClient client = HttpClient.newBuilder().version(version).build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                // Half of them twice.
                byte[] leaf = (version + " " + i % 40).getBytes(UTF_8);
                answers.add(client.sendAsync(adding(log, leaf), HttpResponse.BodyHandlers.ofString()));
            }
            TreeSet<Long> indexes = new TreeSet<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                indexes.add(Long.valueOf(answer.get(30, TimeUnit.SECONDS).body()));
            }
            long first = version.ordinal() * 40L;
            assertThat(indexes).hasSize(40).startsWith(first).endsWith(first + 39);
        }
        log.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void refusesWhatItCannotTake() throws Exception {
        BenchLogServer log = start();
        HttpResponse<String> large = add(log, new byte[EntryBundle.MAX_ENTRY_BYTES + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("body_too_large");
        assertThat(add(log, new byte[EntryBundle.MAX_ENTRY_BYTES]).body()).isEqualTo("0");
        assertThat(get(log, "/add").statusCode()).isEqualTo(404);
        assertThat(http.send(
                                request(log, "/checkpoint")
                                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        log.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void saysWhenThereIsNoRoomAndWhenToComeAgain() throws Exception {
        LogSigner key = BenchLogServer.keys(folder, ORIGIN, new SecureRandom());
        LogHome home = new LogHome(
                LogFiles.in(folder.resolve("log")), ForkGuard.in(folder.resolve("guard"), key.origin()), key);
        LeafLog.Limits noRoom = new LeafLog.Limits(0, 1 << 20, 16, 1 << 20, Duration.ofSeconds(7));
        try (LeafLog log = LeafLog.open(home, noRoom)) {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(new BareLog(
                            log, vertx.getOrCreateContext(), vertx.createSharedWorkerExecutor("no-room", 1)))
                    .listen(0, "127.0.0.1")
                    .await(30, TimeUnit.SECONDS);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/add"))
                            .POST(HttpRequest.BodyPublishers.ofString("one"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).contains("7");
            assertThat(answer.body()).contains("busy");
        }
    }
}
