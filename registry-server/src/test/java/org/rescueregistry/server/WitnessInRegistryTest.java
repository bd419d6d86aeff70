package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.http.WitnessRoutes;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedNote;

/** A registry that witnesses another log, behind one door. */
class WitnessInRegistryTest {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void answersUnderTheRegistrysOwnAddress() throws Exception {
        List<CosignatureSigner> keys =
                WitnessServer.keys(folder.resolve("beside"), "registry.example/witness", new SecureRandom());
        try (LiveFederation federation = new LiveFederation(folder);
                WitnessRoom room = WitnessRoom.open(
                        folder.resolve("beside"), keys, TestLog.key().verifierKeys())) {
            RegistryServer registry = federation.startRegistry(routes -> WitnessRoutes.mount(routes, room.witness()));
            SignedNote head = TestLog.key()
                    .sign(new Checkpoint(TestLog.ORIGIN, 0, Merkle.EMPTY_ROOT))
                    .note();
            String base = "http://127.0.0.1:" + registry.port();
            HttpResponse<String> cosigned = ask(HttpRequest.newBuilder(URI.create(base + "/witness/add-checkpoint"))
                    .POST(HttpRequest.BodyPublishers.ofString("old 0\n\n" + head)));
            assertThat(cosigned.statusCode()).isEqualTo(200);
            assertThat(NoteSignature.parseLines(cosigned.body().getBytes(UTF_8)))
                    .extracting(NoteSignature::name)
                    .containsExactly("registry.example/witness", "registry.example/witness");

            String hash = Digest.sha256(TestLog.ORIGIN.getBytes(UTF_8)).hex();
            assertThat(ask(HttpRequest.newBuilder(URI.create(base + "/witness/" + hash + "/checkpoint")))
                            .body())
                    .isEqualTo(head + cosigned.body());
            assertThat(ask(HttpRequest.newBuilder(URI.create(base + "/health"))).body())
                    .contains("\"published\"");
            LiveFederation.await(registry.close());
        }
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
