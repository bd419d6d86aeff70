package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.ledger.LedgerHealth;
import org.rescueregistry.ledger.LedgerStoppedException;
import org.rescueregistry.ledger.Submission;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Role;
import org.rescueregistry.store.Store;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.vetting.LiveOffice;
import org.rescueregistry.vetting.PublicState;
import org.rescueregistry.vetting.Vetting;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** What every route has in common, asked over a real connection. */
class RoutesTest {
    private static final String LEAF = "{\"statement\":\"%s\"}";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRegistry registry = TestRegistry.founded(7);
    private final AtomicReference<CompletionStage<Submission>> ledgerSays = new AtomicReference<>();
    private final AtomicReference<LedgerHealth> health = new AtomicReference<>(new LedgerHealth(
            9, 7, 6, Optional.of(Instant.ofEpochSecond(1_795_000_000)), Map.of(), Map.of(), Optional.empty()));

    private Store store;
    private Routes routes;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        store = Store.open(folder.resolve("registry"));
        Vetting vetting = Vetting.create(
                new Vetting.Home(registry.entity(), registry.log()), store.vetting(), NobodyInOffice::new);
        routes = new Routes(vertx, "test");
        HealthRoute.mount(routes, health::get);
        LogRoutes.mount(routes, "/log", new NineLeaves());
        LogRoutes.mountReceipts(routes, "/log", new NineLeaves());
        StatementRoutes.mount(
                routes,
                leaf -> ledgerSays.get(),
                new StatementRoutes.CaseFile(vetting.disclosures(), () -> {}),
                taken -> Promise.sign(taken, registry.now(), registry.operator(0)));
        routes.get(
                "/broken",
                asked -> routes.blocking(() -> {
                    throw new IllegalStateException("a secret of ours");
                }));
        server = await(vertx.createHttpServer().requestHandler(routes.router()).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        await(server.close());
        routes.close();
        await(vertx.close());
        store.close();
    }

    private static final class NobodyInOffice implements PublicState {
        @Override
        public long size() {
            return 9;
        }

        @Override
        public Collection<OrganisationRecord> records() {
            return List.of();
        }

        @Override
        public Optional<OrganisationRecord> record(Code code) {
            return Optional.empty();
        }

        @Override
        public Optional<LiveOffice> office(KeyId key) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> statement(Digest id) {
            return Optional.empty();
        }

        @Override
        public byte[] leaf(long index) {
            throw new AssertionError("nobody was admitted");
        }
    }

    /** A log of nine leaves, of which seven are published. */
    private static final class NineLeaves implements StaticLog.Source, LogRoutes.Receipts {
        @Override
        public Object publication() {
            return "the only one";
        }

        @Override
        public Optional<byte[]> checkpoint() {
            return Optional.of("a checkpoint\n".getBytes(UTF_8));
        }

        @Override
        public Optional<byte[]> tile(TilePath path) {
            return path.equals(TilePath.hashes(0, 0, 9)) ? Optional.of(new byte[288]) : Optional.empty();
        }

        @Override
        public long size() {
            return 9;
        }

        @Override
        public Optional<byte[]> receipt(long index) {
            return index < 7 ? Optional.of("a receipt\n".getBytes(UTF_8)) : Optional.empty();
        }
    }

    @Test
    void saysWhenThereIsNothingAtAnAddress() throws Exception {
        assertProblem(get("/nowhere"), 404, "not_found");
        assertProblem(get("/log/tile/0/001"), 404, "unknown_tile");
        assertProblem(get("/log/receipt/9"), 404, "unknown_index");
    }

    @Test
    void saysWhenTheMethodIsWrong() throws Exception {
        assertProblem(get("/statements"), 405, "method_not_allowed");
        assertProblem(post("/health", "application/json", "{}"), 405, "method_not_allowed");
    }

    @Test
    void refusesPathsInOtherSpellings() throws Exception {
        assertProblem(get("/log/tile/0/1"), 400, "tile_path_malformed");
        assertProblem(get("/log/tile/entries/..%2F..%2Ffork-guard"), 400, "tile_path_malformed");
        assertProblem(get("/log/receipt/01"), 400, "bad_number");
        assertProblem(get("/log/receipt/-1"), 400, "bad_number");
    }

    @Test
    void refusesBodiesThatAreNotStrictJson() throws Exception {
        assertProblem(post("/statements", "text/plain", "{}"), 415, "unsupported_media_type");
        assertProblem(post("/statements", "application/json", ""), 400, "json_syntax");
        assertProblem(post("/statements", "application/json", "[]"), 400, "wrong_type");
        assertProblem(post("/statements", "application/json", "{}"), 400, "missing_member");
        assertProblem(post("/statements", "application/json", "{\"statement\":\"\",\"x\":1}"), 400, "unknown_member");
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String large = " ".repeat((int) StatementRoutes.MAX_BODY + 1);
        assertProblem(post("/statements", "application/json", large), 413, "body_too_large");
    }

    @Test
    void asksToWaitForWhatIsNotPublished() throws Exception {
        HttpResponse<String> answer = get("/log/receipt/8");
        assertProblem(answer, 425, "not_published");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void letsTilesBeKeptForEverAndTheCheckpointBeAskedAbout() throws Exception {
        assertThat(get("/log/tile/0/000.p/9").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        HttpResponse<String> first = get("/log/checkpoint");
        assertThat(first.body()).isEqualTo("a checkpoint\n");
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = send(request("/log/checkpoint").header("If-None-Match", etag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> head = send(request("/log/checkpoint").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("13");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void tellsNobodyWhatIsWrongInside() throws Exception {
        HttpResponse<String> answer = get("/broken");
        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void answersWithTheLedgersWords() throws Exception {
        ledgerSays.set(CompletableFuture.completedFuture(new Submission.Refused("unknown_signer", "nobody knows it")));
        assertProblem(file(), 422, "unknown_signer");
        assertProblem(post("/statements", "application/json", LEAF.formatted("no.statement")), 422, "unknown_signer");

        ledgerSays.set(CompletableFuture.completedFuture(new Submission.Busy(Duration.ofMillis(1500))));
        HttpResponse<String> busy = file();
        assertProblem(busy, 429, "busy");
        assertThat(busy.headers().firstValue("Retry-After")).contains("2");

        ledgerSays.set(CompletableFuture.completedFuture(
                new Submission.Accepted(12, registry.charterStatement().id(), 14, new Judgement.Pending(1, 3))));
        Members pending = Members.of(Json.parse(file().body()), "answer");
        assertThat(pending.string("outcome")).isEqualTo("pending");
        assertThat(pending.integer("have")).isEqualTo(1);
        assertThat(pending.integer("need")).isEqualTo(3);
        assertThat(pending.integer("index")).isEqualTo(12);
        assertThat(pending.integer("size")).isEqualTo(14);
    }

    @Test
    void saysWhenTheLogTakesNothing() throws Exception {
        ledgerSays.set(CompletableFuture.failedFuture(new LedgerStoppedException("the disk is full")));
        assertProblem(file(), 503, "cannot_sign");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        health.set(new LedgerHealth(
                9, 7, 0, Optional.empty(), Map.of("w3", "no answer"), Map.of(), Optional.of("the disk is full")));
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"missing\":[\"w3\"],\"missing_replayers\":[],\"proven\":0,\"published\":7,"
                        + "\"size\":9,\"status\":\"cannot_sign\"}");
    }

    private HttpResponse<String> file() throws Exception {
        String statement = registry.appointment("hill-desk", registry.vetter("sea-desk", 1), Role.VETTER)
                .get(0)
                .compact();
        return post("/statements", "application/json", LEAF.formatted(statement));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        Members problem = Members.of(Json.parse(answer.body()), "problem");
        assertThat(problem.string("code")).isEqualTo(code);
        assertThat(problem.integer("status")).isEqualTo(status);
        assertThat(problem.string("detail")).isNotBlank();
        assertThat(problem.string("title")).isNotBlank();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(30, TimeUnit.SECONDS);
    }
}
