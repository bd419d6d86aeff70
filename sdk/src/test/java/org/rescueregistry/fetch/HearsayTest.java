package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** What a reader makes of a peer's list, which the peer may fill as it likes. */
class HearsayTest {
    private final TestRegistry home = TestRegistry.founded(5);
    private final TestOrganisation team = home.admit();
    private volatile byte[] list = new byte[0];
    private HttpServer peer;

    @BeforeEach
    void serve() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/relayed", exchange -> {
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    private void says(Statement... statements) {
        List<Json> all = Stream.of(statements)
                .<Json>map(statement -> Json.object()
                        .put("home", home.entity().toString())
                        .put("statement", statement.compact())
                        .put("taken", home.now().getEpochSecond())
                        .build())
                .toList();
        list = Json.object().put("relayed", Json.array(all)).build().canonical();
    }

    private Hearsay heard() throws MalformedException {
        EntityId asked = EntityId.parse("http://127.0.0.1:" + peer.getAddress().getPort());
        return Hearsay.ask(List.of(asked), List.of(home.fold()), Web.withTimeLimit(Duration.ofSeconds(10)), home.now());
    }

    private Statement revocation(TestOrganisation of) {
        return home.about(of, new Act.Revoke(Reason.CEASED_OPERATING), home.auditor("sea-desk"));
    }

    @Test
    void hearsOfAnActThatTheHomeLogDoesNotHave() throws Exception {
        says(revocation(team));
        assertThat(heard().about(home.entity())).containsExactly(team.code());
    }

    @Test
    void forgetsItOnceTheLogHasIt() throws Exception {
        Statement revocation = revocation(team);
        says(revocation);
        home.write(revocation);
        assertThat(heard().about(home.entity())).isEmpty();
    }

    @Test
    void believesNobodyWhoseSignatureTheHomeLogWouldNotTake() throws Exception {
        says(
                home.about(team, new Act.Revoke(Reason.CEASED_OPERATING), TestKeys.es256("a stranger")),
                home.about(
                        team,
                        new Act.Bind(home.fold().charterId()),
                        team.key(),
                        home.fold().charterId()));
        assertThat(heard().about(home.entity())).isEmpty();
    }

    @Test
    void takesNoNoticeOfAPeerThatIsDumbOrTalksNonsense() throws Exception {
        list = "{\"relayed\":7}".getBytes(UTF_8);
        assertThat(heard().about(home.entity())).isEmpty();
        peer.stop(0);
        assertThat(heard().about(home.entity())).isEmpty();
    }
}
