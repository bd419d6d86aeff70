package org.rescueregistry.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

class PagesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TestRegistry registry = TestRegistry.founded(1);
    private final TestOrganisation team = registry.organisation();
    private final Disclosure name =
            new OrganisationName(new TreeMap<>(Map.of("zh-Hans", "蓝舟<救援>", "en", "Blue Boat & Co"))).disclose(RANDOM);
    private final Disclosure account =
            new BoundAccount(new AccountId("weibo.com", "100"), List.of("蓝舟救援")).disclose(RANDOM);
    private boolean isPublished = true;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Application.Content content = new Application.Content(
                team.key().publicKey(),
                team.pauseKey().publicKey(),
                DigestSet.of(name.digest()),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                DigestSet.of(account.digest()));
        registry.write(registry.admission(team, content));
        Router router = Router.router(vertx);
        new Pages(this::snapshot, registry::now).mount(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Optional<RegistrySnapshot> snapshot() {
        return isPublished
                ? Optional.of(new RegistrySnapshot(
                        new RegistrySnapshot.Origin(registry.entity(), "CN"),
                        new RegistrySnapshot.Proven(1, Digest.sha256(new byte[0]), Instant.EPOCH),
                        registry.fold().records(),
                        List.of(name, account)))
                : Optional.empty();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String page() {
        return "/" + team.code().compact();
    }

    @Test
    void showsWhoseTheCodeIsAndWhichAccountsAreItsOwn() throws Exception {
        HttpResponse<String> response = get(page());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("lang=\"zh-Hans\"")
                .contains("蓝舟&lt;救援&gt;")
                .contains("已通过审核")
                .contains("weibo.com")
                .contains(team.code().canonical())
                .doesNotContain("<script")
                .doesNotContain("蓝舟<救援>");
    }

    @Test
    void speaksTheReadersLanguage() throws Exception {
        assertThat(get(page(), "Accept-Language", "en-GB,en;q=0.9,zh;q=0.2").body())
                .contains("lang=\"en\"")
                .contains("Blue Boat &amp; Co")
                .contains("Vetted");
        assertThat(get(page() + "?lang=en", "Accept-Language", "zh").body()).contains("Vetted");
        assertThat(get(page(), "Accept-Language", "fr").body()).contains("已通过审核");
    }

    @Test
    void theEntityIdOfAnOrganisationIsThePageToo() throws Exception {
        assertThat(get("/o/" + team.code().symbols()).body())
                .contains(team.code().canonical());
    }

    @Test
    void aProtectivePauseSaysNoMoreThanPaused() throws Exception {
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        assertThat(get(page() + "?lang=en").body())
                .contains("Paused")
                .doesNotContain("confirmed")
                .doesNotContain("Registered until")
                .doesNotContainIgnoringCase("protective")
                .doesNotContain("Reason:");
    }

    @Test
    void readsACodeAsPeopleTypeIt() throws Exception {
        String typed =
                team.code().canonical().toLowerCase(java.util.Locale.ROOT).replace("-", "+");
        HttpResponse<String> response = get("/?code=" + typed + "&lang=en");
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains(page() + "?lang=en");
    }

    @Test
    void saysWhatIsWrongWithWhatWasTyped() throws Exception {
        assertThat(get("/?code=RR-1&lang=en").body()).contains("wrong length");
        assertThat(get("/RR-UUUU-UUUU-UUUU?lang=en").body()).contains("character in it that no code has");
        char last = team.code().compact().charAt(13);
        String wrong = page().substring(0, 14) + (last == '0' ? '1' : '0');
        HttpResponse<String> response = get(wrong + "?lang=en");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("One of the characters is wrong");
    }

    @Test
    void keepsWhatWasTypedSoThatOneLetterCanBePutRight() throws Exception {
        assertThat(get("/?code=rr-cn7k%22%3E&lang=en").body())
                .contains("value=\"rr-cn7k&#34;")
                .contains("aria-invalid=\"true\" aria-describedby=\"why hint\"");
        assertThat(get("/RRCN7K?lang=en").body()).contains("wrong length").contains("value=\"RRCN7K\"");
        assertThat(get("/rr" + "1".repeat(1000)).body()).contains("value=\"rr" + "1".repeat(62) + "\"");
        assertThat(get("/").body()).contains("value=\"\"", "aria-invalid=\"false\" aria-describedby=\"hint\"");
    }

    @Test
    void anUnknownCodeAccusesNobody() throws Exception {
        HttpResponse<String> response = get("/" + code("CN", "ZZZZZZZZ").compact() + "?lang=en");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("does not mean that somebody is a fraud");
        assertThat(get("/" + code("TH", "ZZZZZZZZ").compact() + "?lang=en").body())
                .contains("not given by this registry");
    }

    private static Code code(String prefix, String symbols) throws MalformedException {
        return Code.of(prefix, symbols);
    }

    @Test
    void saysThatNothingIsPublishedYet() throws Exception {
        isPublished = false;
        assertThat(get(page()).statusCode()).isEqualTo(503);
    }

    @Test
    void keepsNothingAndTellsNobody() throws Exception {
        HttpResponse<String> response = get("/");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.body()).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void everyLanguageHasEveryWord() {
        for (Words words : Words.ALL) {
            for (Words other : words.others()) {
                assertThat(words.keys()).containsExactlyInAnyOrderElementsOf(other.keys());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonThatIsShownHasWords(Reason reason) {
        if (reason != Reason.PROTECTIVE && reason != Reason.AT_OWN_REQUEST && reason != Reason.UNDER_REVIEW) {
            assertThat(Words.ALL)
                    .allSatisfy(words ->
                            assertThat(words.of("reason." + reason.text())).isNotBlank());
        }
    }
}
