package org.rescueregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.AttestationRefusal;
import org.rescueregistry.ledger.Attested;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** How the ledger's answers to an attestation leave. */
class AttestationRoutesTest {
    private final TestRegistry registry = TestRegistry.founded(13);
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Attested> answer = new AtomicReference<>();
    private Routes routes;
    private RegistryClient client;

    @BeforeEach
    void start() throws Exception {
        routes = new Routes(vertx, "test");
        AttestationRoutes.mount(
                routes, attestation -> CompletableFuture.completedFuture(answer.get()), Optional::empty);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(routes.router())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        client = new RegistryClient(
                EntityId.parse("http://127.0.0.1:" + server.actualPort()),
                Web.withTimeLimit(Duration.ofSeconds(20)),
                registry::now);
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private PostAttestation post() {
        TestOrganisation team = registry.organisation();
        return PostAttestation.sign(
                new PostAttestation.Content(new AccountId("weibo.com", "42"), Digest.sha256(), DigestSet.EMPTY, null),
                Envelope.about(team.code(), registry.log(), registry.stamp()),
                registry.now().plusSeconds(60),
                team.key());
    }

    private static void assertRefused(int status, String code, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(RegistryRefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalLeavesUnderItsOwnName(AttestationRefusal reason) {
        answer.set(new Attested.Refused(reason, "no"));
        int status = switch (reason) {
            case TOO_MANY_ATTESTATIONS -> 409;
            case ATTESTATIONS_FULL -> 503;
            default -> 422;
        };
        assertRefused(status, reason.code(), () -> client.attest(post()));
    }

    @Test
    void saysWhatWillPass() throws Exception {
        answer.set(new Attested.Busy(Duration.ofSeconds(1)));
        assertRefused(429, "busy", () -> client.attest(post()));
        assertRefused(425, "not_published", () -> client.attestations());
        answer.set(new Attested.Accepted(Digest.sha256(), 7));
        assertThat(client.attest(post())).isEqualTo(7);
    }
}
