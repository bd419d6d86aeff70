package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.http.AttestationRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;

/**
 * As many post attestations as there may be, and one more. {@code verify} fills an organisation's room; a registry's, which takes a
 * minute, with {@code -Drescue.attestations=65536}.
 */
class AttestationRoomTest {
    private static final Room OF_ONE = AttestationBook.MOST_OF_ONE;
    private static final Room OF_ALL = AttestationBook.MOST;
    private static final int SECONDS = 30;
    private static final int SHOWN = Integer.getInteger("rescue.attestations", OF_ONE.count());

    private final TestRegistry registry =
            TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 5);
    private final MemoryFiles files = new MemoryFiles();
    private final MemoryAttestations kept = new MemoryAttestations();
    private final AttestationBook book = new AttestationBook(registry.log(), kept);

    private PostAttestation post(TestOrganisation by, String text) {
        return post(by, text, DigestSet.EMPTY);
    }

    private PostAttestation post(TestOrganisation by, String text, DigestSet media) {
        Envelope envelope = Envelope.about(by.code(), registry.log(), registry.stamp());
        PostAttestation.Content content = new PostAttestation.Content(
                new AccountId("weibo.com", "42"), Digest.sha256(text.getBytes(UTF_8)), media, null);
        return PostAttestation.sign(content, envelope, registry.now().plus(Duration.ofDays(30)), by.key());
    }

    private void refuses(AttestationRefusal reason, PostAttestation one, List<PostAttestation> beside) {
        assertThat(book.noRoom(one, beside)).map(Attested.Refused::reason).contains(reason);
    }

    @Test
    void takesSoManyOfAnOrganisationAndSoManyOfAll() {
        PostAttestation one = post(registry.organisation(), "one");
        PostAttestation another = post(registry.organisation(), "one");
        assertThat(book.noRoom(one, Collections.nCopies(OF_ONE.count() - 1, one)))
                .isEmpty();
        refuses(AttestationRefusal.TOO_MANY_ATTESTATIONS, one, Collections.nCopies(OF_ONE.count(), one));
        book.keep(List.of(one), 0);
        refuses(AttestationRefusal.TOO_MANY_ATTESTATIONS, one, Collections.nCopies(OF_ONE.count() - 1, one));
        assertThat(book.noRoom(another, Collections.nCopies(OF_ALL.count() - 2, one)))
                .isEmpty();
        refuses(AttestationRefusal.ATTESTATIONS_FULL, another, Collections.nCopies(OF_ALL.count() - 1, one));
    }

    /** Posts with as many pictures as may be, by a few organisations, would make a snapshot that nobody reads any more. */
    @Test
    void takesSoManyCharactersOfAnOrganisationAndSoManyOfAll() {
        DigestSet pictures = DigestSet.of(IntStream.range(0, PostAttestation.MAX_MEDIA)
                .mapToObj(number -> Digest.sha256(new byte[] {(byte) number}))
                .toList());
        PostAttestation large = post(registry.organisation(), "one", pictures);
        PostAttestation another = post(registry.organisation(), "one", pictures);
        int ofOne = (int) (OF_ONE.chars() / large.compact().length());
        int ofAll = (int) (OF_ALL.chars() / large.compact().length());
        assertThat(ofOne).isLessThan(OF_ONE.count());
        assertThat(book.noRoom(large, Collections.nCopies(ofOne - 1, large))).isEmpty();
        refuses(AttestationRefusal.TOO_MANY_ATTESTATIONS, large, Collections.nCopies(ofOne, large));
        assertThat(book.noRoom(another, Collections.nCopies(ofAll - 1, large))).isEmpty();
        refuses(AttestationRefusal.ATTESTATIONS_FULL, another, Collections.nCopies(ofAll, large));
        assertThat(OF_ALL.chars()).isLessThanOrEqualTo(SnapshotFile.MAX_BYTES / 2);
    }

    @Test
    void hasRoomAgainForWhatEnded() {
        PostAttestation one = post(registry.organisation(), "one");
        book.keep(List.of(one), 0);
        registry.found();
        // Nobody has admitted that organisation: nothing of it can ever be live.
        assertThat(book.at(registry.fold(), 1, registry.now()).all()).isEmpty();
        PostAttestation again = post(registry.organisation(), "again");
        assertThat(book.noRoom(again, Collections.nCopies(OF_ALL.count() - 1, one)))
                .isEmpty();
    }

    @Test
    void showsAsManyAsThereMayBeAndTakesNotOneMore() throws Exception {
        registry.found();
        TestOrganisation full = registry.admit();
        TestOrganisation other = registry.admit();
        try (Sequencer before = opened()) {
            kept.keep(rows(post(full, "one"), SHOWN, before.accepted().size()));
        }
        Vertx vertx = Vertx.vertx();
        try (Sequencer sequencer = opened();
                Routes routes = new Routes(vertx, "attestations")) {
            awaitFull(sequencer);
            AttestationRoutes.mount(routes, sequencer::attest, sequencer::proven);
            HttpServer server = get(vertx.createHttpServer()
                    .requestHandler(routes.router())
                    .listen(0, "127.0.0.1")
                    .toCompletionStage());
            RegistryClient client = new RegistryClient(
                    EntityId.parse("http://127.0.0.1:" + server.actualPort()),
                    Web.withTimeLimit(Duration.ofSeconds(SECONDS)),
                    registry::now);
            List<Digest> shown =
                    client.attestations().stream().map(PostAttestation::id).toList();
            assertThat(shown).hasSize(SHOWN);
            assertThat(LiveAttestations.hash(shown))
                    .isEqualTo(sequencer.accepted().state().attestations());
            refuses(409, "too_many_attestations", client, post(full, "two"));
            if (SHOWN == OF_ALL.count()) {
                refuses(503, "attestations_full", client, post(other, "two"));
            } else {
                assertThat(client.attest(post(other, "two"))).isPositive();
            }
        } finally {
            get(vertx.close().toCompletionStage());
        }
    }

    private static void refuses(int status, String code, RegistryClient client, PostAttestation post) {
        assertThatThrownBy(() -> client.attest(post))
                .isInstanceOfSatisfying(RegistryRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.status()).isEqualTo(status);
                });
    }

    /** Otherwise alike, under one signature, which was looked at when they were taken. */
    private static List<AttestationFile.Row> rows(PostAttestation one, int count, long since)
            throws MalformedException {
        String[] parts = one.compact().split("\\.");
        String payload = new String(Base64Url.decode(parts[1], "payload"), UTF_8);
        List<AttestationFile.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] jti = ByteBuffer.allocate(16).putInt(i).array();
            String changed = payload.replaceFirst("\"jti\":\"[^\"]*\"", "\"jti\":\"" + Base64Url.encode(jti) + "\"");
            String compact = parts[0] + "." + Base64Url.encode(changed.getBytes(UTF_8)) + "." + parts[2];
            rows.add(new AttestationFile.Row(PostAttestation.parse(compact), since));
        }
        return rows;
    }

    /** The log of the invented registry, founded if it is not there, with all that was said in it. */
    private Sequencer opened() throws Exception {
        LogSigner log =
                LogSigner.of(registry.log(), TestKeys.ed25519(registry.log()), TestKeys.mlDsa44(registry.log()));
        LogHome home = new LogHome(files, new FileForkGuard(files, registry.log(), () -> {}), log, kept);
        List<byte[]> leaves = registry.leaves();
        Instant now = registry.now();
        Founding.found(home, Statement.parse(leaves.get(0)), () -> now);
        WitnessBench bench = new WitnessBench(log.verifierKeys(), () -> now);
        Sequencer sequencer =
                Sequencer.open(home, new Sequencer.Witnesses(bench.policy(), bench), () -> now, Pace.DEFAULT);
        for (byte[] leaf : leaves.subList(1, leaves.size())) {
            if (!StateLeaf.looksLike(leaf)) {
                assertThat(get(sequencer.submit(leaf))).isInstanceOf(Submission.Accepted.class);
            }
        }
        return sequencer;
    }

    /** Until witnesses have seen a state that counts all. */
    private static void awaitFull(Sequencer sequencer) throws InterruptedException {
        while (sequencer
                        .proven()
                        .map(at -> at.view().attestations().all().size())
                        .orElse(0)
                < SHOWN) {
            Thread.sleep(5);
        }
    }

    private static <T> T get(CompletionStage<T> answer) throws Exception {
        return answer.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
