package org.rescueregistry.cli.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;

/** The sidecar over HTTP on a port of its own. */
class SidecarTest {
    private static final VerificationPolicy POLICY = VerificationPolicy.ONLINE.allowUnconfirmedAccounts();

    private static final PublishedRegistry REGISTRY = new PublishedRegistry("https://example.org");
    private static final PublishedRegistry.Admitted TEAM = REGISTRY.admit();

    private final Routes routes = new Routes(RescueVerifier.builder(), POLICY, REGISTRY::now);
    private final Sidecar sidecar;
    private final HttpClient client = HttpClient.newHttpClient();

    SidecarTest() throws IOException {
        sidecar = new Sidecar(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes, 2);
    }

    @AfterEach
    void close() {
        sidecar.close();
    }

    private Snapshot snapshot() {
        List<Disclosure> disclosures = List.of(TEAM.name(), TEAM.account());
        return new Snapshot(List.of(new RegistrySnapshot(
                new RegistrySnapshot.Origin(
                        REGISTRY.entity(), TEAM.organisation().code().prefix()),
                new RegistrySnapshot.Proven(7, TestKeys.digest("root"), REGISTRY.now()),
                List.of(REGISTRY.registry().record(TEAM.organisation())),
                disclosures)));
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        URI uri = URI.create(sidecar.address() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Post post() {
        return new Post(TEAM.accountId(), List.of("team 0"), "", "今天又救出三人").withRef("p-77");
    }

    @Test
    void givesTheBytesThatTheSdkGives() throws Exception {
        Snapshot snapshot = snapshot();
        routes.use(snapshot);
        RescueVerifier own = RescueVerifier.builder().policy(POLICY).build();
        own.use(snapshot);
        Verdict verdict = own.verify(post(), REGISTRY.now());
        assertThat(verdict.outcome()).isEqualTo(Outcome.ACCOUNT_VERIFIED);
        String text = post().json().text();
        HttpResponse<String> answer = ask("POST", "/verify", text);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(verdict.json().text());
        assertThat(ask("POST", "/verify/batch", "{\"posts\":[" + text + "," + text + "]}")
                        .body())
                .isEqualTo("{\"verdicts\":[" + answer.body() + "," + answer.body() + "]}");
    }

    @Test
    void decidesWithANameAndWordsInTheReadersLanguage() throws Exception {
        routes.use(snapshot());
        String answer =
                ask("POST", "/decide?language=zh-CN", post().json().text()).body();
        assertThat(answer)
                .contains("\"decision_id\":\"", "\"ref\":\"p-77\"", "经核实的救援队")
                .doesNotContain("今天又救出三人");
    }

    @Test
    void takesThePlatformsDecisionsAtOnce() throws Exception {
        routes.use(snapshot());
        String overrides = "{\"hide\":{\"kinds\":[],\"organisations\":[],\"registries\":[]},\"suspend\":[\""
                + TEAM.organisation().code() + "\"]}";
        assertThat(ask("PUT", "/overrides", overrides).body()).isEqualTo(overrides);
        assertThat(ask("POST", "/verify", post().json().text()).body()).contains("NO_LONGER_VALID", "PLATFORM_POLICY");
    }

    @Test
    void putsAKeptDecisionIntoTheWordsOfTheDigitalServicesAct() throws Exception {
        routes.use(snapshot());
        String good = kept();
        ask(
                "PUT",
                "/overrides",
                "{\"hide\":{\"kinds\":[],\"organisations\":[],\"registries\":[]},\"suspend\":[\""
                        + TEAM.organisation().code() + "\"]}");
        String ended = kept();
        String answers =
                "{\"application_date\":\"2026-11-22\",\"automated_decision\":\"AUTOMATED_DECISION_NOT_AUTOMATED\","
                        + "\"automated_detection\":\"Yes\",\"category\":\"STATEMENT_CATEGORY_OTHER_VIOLATION_TC\","
                        + "\"content_date\":\"2026-11-20\",\"content_type\":[\"CONTENT_TYPE_TEXT\"],"
                        + "\"decision_ground\":\"DECISION_GROUND_INCOMPATIBLE_CONTENT\","
                        + "\"decision_visibility\":[\"DECISION_VISIBILITY_CONTENT_DEMOTED\"],"
                        + "\"incompatible_content_explanation\":\"The badge had ended.\","
                        + "\"incompatible_content_ground\":\"Badges, section 2\",\"source_type\":\"SOURCE_VOLUNTARY\","
                        + "\"territorial_scope\":[\"DE\",\"FR\"]}";
        HttpResponse<String> made = statement(ended, answers);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body())
                .contains("Outcome: NO_LONGER_VALID.", "\"puid\":\"")
                .doesNotContain("1234567890", "team 0");
        assertThat(statement(ended, "{}").body()).contains("dsa_missing");
        assertThat(statement(good, answers).body()).contains("dsa_nothing_found");
        assertThat(statement(ended.replace("p-77", "p-78"), answers).body()).contains("decision_id_wrong");
    }

    private HttpResponse<String> statement(String decision, String answers) throws Exception {
        return ask("POST", "/statement-of-reasons", "{\"answers\":" + answers + ",\"decision\":" + decision + "}");
    }

    private String kept() throws Exception {
        Json answer = Json.parse(ask("POST", "/decide", post().json().text()).body());
        return ((Json.Obj) answer).members().get("decision").text();
    }

    @Test
    void tellsHowItIs() throws Exception {
        assertThat(ask("GET", "/health", "").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health", "").body()).contains("\"status\":\"starting\"");
        routes.use(snapshot());
        HttpResponse<String> health = ask("GET", "/health", "");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"fresh\":true", "\"status\":\"ok\"", "https://example.org/registry");
        HttpResponse<String> unused = ask("POST", "/verify", post().json().text());
        assertThat(ask("GET", "/metrics", "").body())
                .contains("# HELP rescue_verdicts_seconds Posts judged")
                .contains("rescue_verdicts_seconds_count{outcome=\"ACCOUNT_VERIFIED\"} 1")
                .contains("rescue_log_size_leaves{registry=\"https://example.org/registry\"} 7.0")
                .doesNotContain(TEAM.organisation().code().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /verify          | not json                   | 400 | json_syntax
                    POST | /verify          | {"id":"1"}                 | 400 | missing_member
                    POST | /verify          | {"id":"1","platform":"X"}  | 400 | account_bad_platform
                    POST | /verify?a=1      | {"id":"1"}                 | 400 | bad_query
                    POST | /decide?x=1      | {"id":"1"}                 | 400 | bad_query
                    POST | /decide?x        | {"id":"1"}                 | 400 | bad_query
                    POST | /verify/batch    | {"posts":[1]}              | 400 | wrong_type
                    PUT  | /overrides       | {"hide":{"all":true}}      | 400 | unknown_member
                    GET  | /verify          | ''                         | 405 | method_not_allowed
                    GET  | /                | ''                         | 404 | not_found
                    """)
    void refusesWithACode(String method, String path, String body, int status, String code) throws Exception {
        HttpResponse<String> answer = ask(method, path, body);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void refusesMoreThanItReads() throws Exception {
        assertThat(ask("POST", "/verify", " ".repeat(Sidecar.MAX_BODY + 1)).body())
                .contains("body_too_large");
        String posts = String.join(",", Collections.nCopies(Routes.MAX_POSTS + 1, "{}"));
        assertThat(ask("POST", "/verify/batch", "{\"posts\":[" + posts + "]}").body())
                .contains("too_many_posts");
    }

    @Test
    void servesNobodyWhoCallsItByAnotherName() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), sidecar.address().getPort())) {
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(UTF_8));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, UTF_8)).isEqualTo("HTTP/1.1 421");
        }
        assertThatThrownBy(() -> new Sidecar(new InetSocketAddress("0.0.0.0", 0), routes, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isDescribedAsItIs() throws Exception {
        Json.Obj description =
                (Json.Obj) Json.parse(ask("GET", "/openapi.json", "").body());
        Set<String> described = new TreeSet<>();
        ((Json.Obj) description.members().get("paths"))
                .members()
                .forEach((path, methods) -> ((Json.Obj) methods)
                        .members()
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(described).isEqualTo(sidecar.routes());
        assertThat(Routes.description())
                .contains(Arrays.stream(VerdictReason.values())
                        .map(reason -> "\"" + reason.name() + "\"")
                        .toList())
                .contains(Arrays.stream(Outcome.values())
                        .map(outcome -> "\"" + outcome.name() + "\"")
                        .toList());
    }
}
