package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.ledger.Mirror;
import org.rescueregistry.log.VerifierKey;

/** A mirror over HTTP, and a mirror of that mirror. */
class MirrorServerTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<MirrorServer> servers = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (MirrorServer server : servers) {
            server.close().await(30, TimeUnit.SECONDS);
        }
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    private MirrorServer start(String name, LogSource source) throws Exception {
        MirrorServer server = MirrorServer.start(
                        new MirrorServer.Settings(
                                folder.resolve(name), new Listen("127.0.0.1", 0), Duration.ofMillis(100)),
                        List.of(new Mirror.Followed(
                                TestLog.ORIGIN, List.of(VerifierKey.parse(TestLog.vkey())), null, source)),
                        vertx)
                .await(30, TimeUnit.SECONDS);
        servers.add(server);
        return server;
    }

    private static String prefix(MirrorServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void await(BooleanSupplier done) throws Exception {
        for (int i = 0; i < 300 && !done.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private static boolean has(MirrorServer server, long size) {
        return server.mirrors().get(0).status().keptSize() == size
                && server.mirrors().get(0).status().problem().isEmpty();
    }

    @Test
    void followsServesAndCanBeFollowedItself() throws Exception {
        TestLog.grow(folder, 300);
        MirrorServer first = start("first", LogSource.in(folder.resolve("log")));
        MirrorServer second = start(
                "second", LogSource.at(URI.create(prefix(first) + "/log"), Web.withTimeLimit(Duration.ofSeconds(10))));
        await(() -> has(first, 300) && has(second, 300));
        TestLog.grow(folder, 700);
        await(() -> has(first, 700) && has(second, 700));

        assertThat(get(prefix(second) + "/log/checkpoint").body())
                .isEqualTo(Files.readString(folder.resolve("log/checkpoint")));
        HttpResponse<String> health = get(prefix(second) + "/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"behind\":0", "\"log\":\"" + TestLog.ORIGIN + "\"", "\"size\":700", "\"status\":\"ok\"");
        // The last one checks every file over HTTP, as an operator would.
        String own = prefix(second) + "/" + second.mirrors().get(0).log().hash();
        assertThat(Registry.commandLine().execute("log", "fsck", own, "--vkey", TestLog.vkey()))
                .isZero();
        assertThat(get(prefix(second) + "/log/tile/0/002.p/189").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhenItsLogIsAway() throws Exception {
        MirrorServer server = start(
                "away", LogSource.at(URI.create("http://127.0.0.1:1/log"), Web.withTimeLimit(Duration.ofSeconds(2))));
        await(() -> !server.mirrors().get(0).status().problem().isEmpty());
        assertThat(get(prefix(server) + "/health").body()).contains("\"status\":\"behind\"", "cannot be reached");
        assertThat(get(prefix(server) + "/log/checkpoint").statusCode()).isEqualTo(404);
    }

    @Test
    void hasTheRoutesOfThePage() throws Exception {
        MirrorServer server = start("routes", LogSource.in(folder.resolve("log")));
        Path page = Path.of("../docs/reference/http.md");
        String mirror =
                Files.readString(page, UTF_8).split("(?m)^## Mirror$", 2)[1].split("(?m)^## ", 2)[0];
        TreeSet<String> documented = new TreeSet<>();
        Pattern.compile("(?m)^### `GET (.*)`$")
                .matcher(mirror)
                .results()
                .forEach(heading -> documented.add(heading.group(1)));
        TreeSet<String> routes = new TreeSet<>();
        server.router().getRoutes().forEach(route -> {
            if (route.getPath() != null) {
                routes.add(
                        route.getPath().replaceFirst("^/[0-9a-f]{64}", "/{origin}") + (route.isExactPath() ? "" : "*"));
            }
        });
        assertThat(routes).isEqualTo(documented);
    }

    @Test
    void saysWhatIsMissingOnItsCommandLine() throws Exception {
        assertThat(Registry.commandLine().execute("mirror", "--dir", folder.toString(), "--listen", "127.0.0.1:0"))
                .isEqualTo(2);
        assertThat(Registry.commandLine()
                        .execute(
                                "mirror",
                                "--dir",
                                folder.toString(),
                                "--listen",
                                "127.0.0.1:0",
                                "--log",
                                "http://x/log"))
                .isEqualTo(2);
    }
}
