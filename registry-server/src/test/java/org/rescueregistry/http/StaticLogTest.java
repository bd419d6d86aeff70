package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.TilePath;

/** Tiles and checkpoint over a real connection. */
class StaticLogTest {
    private static final String BUNDLE = "tile/entries/000.p/5";
    private static final String TILE = "tile/0/000.p/5";

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("test", 2);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong nanos = new AtomicLong();
    private final Files files = new Files();
    private HttpServer server;

    /** A log of five leaves. */
    private static final class Files implements StaticLog.Source {
        final Map<String, byte[]> disk = new ConcurrentHashMap<>();
        final AtomicInteger reads = new AtomicInteger();
        volatile Optional<Path> file = Optional.empty();
        volatile Object publication = "first";

        @Override
        public Object publication() {
            return publication;
        }

        @Override
        public Optional<byte[]> checkpoint() {
            return read("checkpoint");
        }

        @Override
        public Optional<byte[]> tile(TilePath path) {
            return read(path.toString());
        }

        @Override
        public Optional<Path> file(TilePath path) {
            return file;
        }

        private Optional<byte[]> read(String name) {
            reads.incrementAndGet();
            return Optional.ofNullable(disk.get(name));
        }
    }

    @BeforeEach
    void serve() throws Exception {
        StaticLog log = new StaticLog(files, workers, nanos::get);
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/checkpoint")) {
                        log.checkpoint(request);
                    } else {
                        log.tile(request, request.path().substring(1));
                    }
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        files.disk.put("checkpoint", "one".getBytes(UTF_8));
        files.disk.put(TILE, new byte[5 * 32]);
        files.disk.put(BUNDLE, "the same words again and again, ".repeat(40).getBytes(UTF_8));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private HttpResponse<byte[]> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + "/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return ask("GET", path, headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void sendsTilesForEverAndTheCheckpointToBeAskedForAgain() throws Exception {
        HttpResponse<byte[]> tile = get(TILE);
        assertThat(tile.statusCode()).isEqualTo(200);
        assertThat(tile.body()).isEqualTo(files.disk.get(TILE));
        assertThat(header(tile, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(tile, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(tile, "x-content-type-options")).isEqualTo("nosniff");
        HttpResponse<byte[]> checkpoint = get("checkpoint");
        assertThat(checkpoint.body()).asString(UTF_8).isEqualTo("one");
        assertThat(header(checkpoint, "content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(header(checkpoint, "cache-control")).isEqualTo("no-cache");
    }

    @Test
    void tellsWhoHasItThatNothingChanged() throws Exception {
        for (String path : new String[] {TILE, BUNDLE, "checkpoint"}) {
            String etag = header(get(path), "etag");
            HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", " + etag);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "etag")).isEqualTo(etag);
            assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersHeadWithTheLengthAndNothingElse() throws Exception {
        HttpResponse<byte[]> head = ask("HEAD", TILE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "content-length")).isEqualTo("160");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void compressesBundlesForWhoTakesItAndNothingElse() throws Exception {
        HttpResponse<byte[]> zipped = get(BUNDLE, "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "vary")).isEqualTo("accept-encoding");
        assertThat(zipped.body()).hasSizeLessThan(200);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(files.disk.get(BUNDLE));
        HttpResponse<byte[]> plain = get(BUNDLE);
        assertThat(plain.body()).isEqualTo(files.disk.get(BUNDLE));
        assertThat(header(plain, "content-encoding")).isEmpty();
        assertThat(header(plain, "vary")).isEqualTo("accept-encoding");
        assertThat(header(plain, "etag")).isNotEqualTo(header(zipped, "etag"));
        assertThat(header(get(TILE, "Accept-Encoding", "gzip"), "content-encoding"))
                .isEmpty();
    }

    @Test
    void letsTheSystemSendALargeBundleOutOfItsFile(@TempDir Path folder) throws Exception {
        byte[] inMemory = bundle(200_000, 1);
        byte[] inFile = bundle(200_000, 2);
        files.disk.put(BUNDLE, inMemory);
        files.file = Optional.of(java.nio.file.Files.write(folder.resolve("bundle"), inFile));
        for (int i = 0; i < 20; i++) {
            assertThat(get(BUNDLE).body()).as("from the file").isEqualTo(inFile);
        }
        assertThat(ask("HEAD", BUNDLE).body()).isEmpty();
        assertThat(get(BUNDLE, "If-None-Match", "*").statusCode()).isEqualTo(304);
        nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
        files.file = Optional.of(java.nio.file.Files.write(folder.resolve("other"), bundle(7, 3)));
        assertThat(get(BUNDLE).body()).as("a file of another length").isEqualTo(inMemory);
        nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
        files.file = Optional.of(folder.resolve("missing"));
        assertThat(get(BUNDLE).body()).as("no file").isEqualTo(inMemory);
    }

    @Test
    void closesTheFileOfABundleThatIsKeptNoLonger(@TempDir Path folder) throws Exception {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(java.nio.file.Files.isDirectory(open), "not shown: this system does not list open files");
        files.disk.put(BUNDLE, bundle(16 << 20, 1));
        Path file = java.nio.file.Files.write(folder.resolve("bundle"), bundle(16 << 20, 1));
        files.file = Optional.of(file);
        try (Socket slow = new Socket("127.0.0.1", server.actualPort())) {
            slow.getOutputStream().write(("GET /" + BUNDLE + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
            slow.getInputStream().readNBytes(1000);
            nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
            files.file = Optional.empty();
            get(BUNDLE);
            assertThat(isOpen(file, open)).as("somebody is being sent it").isTrue();
        }
        Instant patience = Instant.now().plusSeconds(10);
        while (isOpen(file, open)) {
            assertThat(Instant.now()).as("closed when the reader was gone").isBefore(patience);
            // Kept from the moment it was read, which may be a little later than the moment it was sent.
            nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
            get(BUNDLE);
            Thread.sleep(20);
        }
    }

    private static byte[] bundle(int bytes, long seed) {
        byte[] bundle = new byte[bytes];
        new Random(seed).nextBytes(bundle);
        return bundle;
    }

    private static boolean isOpen(Path file, Path descriptors) throws IOException {
        try (Stream<Path> all = java.nio.file.Files.list(descriptors)) {
            return all.anyMatch(descriptor -> {
                try {
                    return java.nio.file.Files.readSymbolicLink(descriptor).equals(file);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        }
    }

    @Test
    void leavesABundleAsItIsThatDoesNotGetSmaller() throws Exception {
        files.disk.put(BUNDLE, new byte[] {1, 2, 3});
        HttpResponse<byte[]> answer = get(BUNDLE, "Accept-Encoding", "gzip");
        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(header(answer, "content-encoding")).isEmpty();
    }

    @Test
    void readsTheWishForGzipAsItIsMeant() {
        assertThat(Ready.takesGzip(null)).isFalse();
        assertThat(Ready.takesGzip("")).isFalse();
        assertThat(Ready.takesGzip("identity, deflate")).isFalse();
        assertThat(Ready.takesGzip("gzip; q=0")).isFalse();
        assertThat(Ready.takesGzip("br,gzip;q=0.000")).isFalse();
        assertThat(Ready.takesGzip("gzip;q=0.01")).isTrue();
        assertThat(Ready.takesGzip("GZIP")).isTrue();
        assertThat(Ready.takesGzip("deflate ,\tgzip")).isTrue();
    }

    @Test
    void readsAHotTileOnceAndAgainAfterAWhile() throws Exception {
        get(TILE);
        get(TILE);
        assertThat(files.reads).hasValue(1);
        byte[] damaged = files.disk.get(TILE).clone();
        damaged[7] ^= 1;
        files.disk.put(TILE, damaged);
        nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
        assertThat(get(TILE).body()).isEqualTo(damaged);
    }

    @Test
    void sendsANewCheckpointAtOnceAndLooksAtAnOldOneAgain() throws Exception {
        get("checkpoint");
        get("checkpoint");
        assertThat(files.reads).hasValue(1);
        files.disk.put("checkpoint", "two".getBytes(UTF_8));
        files.publication = "second";
        assertThat(get("checkpoint").body()).asString(UTF_8).isEqualTo("two");
        files.disk.put("checkpoint", "damaged".getBytes(UTF_8));
        assertThat(get("checkpoint").body()).asString(UTF_8).isEqualTo("two");
        nanos.addAndGet(StaticLog.KEPT.toNanos() + 1);
        assertThat(get("checkpoint").body()).asString(UTF_8).isEqualTo("damaged");
    }

    @Test
    void remembersNothingOfWhatIsNotThere() throws Exception {
        files.disk.clear();
        assertThat(get("checkpoint").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> missing = get(TILE);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(new String(missing.body(), UTF_8)).contains("unknown_tile");
        assertThat(header(missing, "cache-control")).isEqualTo("no-store");
        assertThat(get("tile/0/0").statusCode()).isEqualTo(400);
        serveAgain();
        assertThat(get("checkpoint").statusCode()).isEqualTo(200);
        assertThat(get(TILE).statusCode()).isEqualTo(200);
    }

    private void serveAgain() {
        files.disk.put("checkpoint", "one".getBytes(UTF_8));
        files.disk.put(TILE, new byte[5 * 32]);
    }
}
