package org.rescueregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.ledger.StatusProofs;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** What is asked of the maker of proofs, and how its refusals leave. */
class StatusProofRouteTest {
    private static final String CODE = "RRCN7K3M9QXDP2";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<StatusProofs.Wanted> wanted = new AtomicReference<>();
    private final AtomicReference<StatusProofs.Answer> answer =
            new AtomicReference<>(StatusProofs.Refusal.NOT_PUBLISHED);
    private Routes routes;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        routes = new Routes(vertx, "test");
        StatusProofRoute.mount(routes, asked -> {
            wanted.set(asked);
            return answer.get();
        });
        server = vertx.createHttpServer()
                .requestHandler(routes.router())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private HttpResponse<byte[]> get(String rest) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/status-proof/" + rest);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String code(HttpResponse<byte[]> response) throws Exception {
        return Members.of(Json.parse(response.body()), "problem").string("code");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_PUBLISHED,425,not_published",
        "CODE_OF_ANOTHER,404,code_of_another",
        "BEFORE_THE_LOG,404,before_the_log",
        "BUSY,429,busy",
        "TOO_FAR_BACK,422,too_far_back",
        "PROOF_TOO_LONG,422,proof_too_long"
    })
    void saysWhyThereIsNoProof(StatusProofs.Refusal refusal, int status, String code) throws Exception {
        answer.set(refusal);
        HttpResponse<byte[]> response = get(CODE);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(code(response)).isEqualTo(code);
        boolean passing = status == 425 || status == 429;
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(passing);
    }

    @Test
    void passesOnWhatIsAsked() throws Exception {
        get(CODE);
        assertThat(wanted.get()).isEqualTo(new StatusProofs.Wanted(Code.parse(CODE), null, false));
        get("rr-cn7k-3m9q-xdp2?at=1795000000&with=last");
        assertThat(wanted.get())
                .isEqualTo(new StatusProofs.Wanted(Code.parse(CODE), Instant.ofEpochSecond(1_795_000_000), true));
    }

    @ParameterizedTest
    @CsvSource({
        "RRCN7K3M9QXDP3,code_bad_check",
        "RRCN7K3M9QXDP2?at=-1,bad_number",
        "RRCN7K3M9QXDP2?at=yesterday,bad_number",
        "RRCN7K3M9QXDP2?at=253402300800,bad_number",
        "RRCN7K3M9QXDP2?at=1&at=2,missing_parameter",
        "RRCN7K3M9QXDP2?with=all,bad_parameter"
    })
    void refusesWhatItCannotRead(String asked, String code) throws Exception {
        HttpResponse<byte[]> response = get(asked);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo(code);
    }
}
