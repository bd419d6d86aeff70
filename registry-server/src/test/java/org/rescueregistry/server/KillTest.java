package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.AuditReport;
import org.rescueregistry.fetch.LogAudit;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * {@code registry serve} is killed at random moments while several clients write: statements, post attestations, reports and rulings.
 * Nothing that was acknowledged may be lost, and it has to start again by itself. Three kills; twenty with the Maven profile {@code faults}.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("rescue.kills", 3);
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int WRITES = 50;
    private static final int OTHERS = 3;
    private static final int APPOINTING = 6;
    private static final int ATTESTING = 2;
    private static final int LATEST_KILL_MILLIS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Every acknowledged statement, and the index that was promised. */
    private final Map<Statement, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void losesNothingAcknowledgedWhenKilled() throws Exception {
        System.out.println("killing " + KILLS + " times, -Drescue.seed=" + SEED);
        SplittableRandom moments = new SplittableRandom(SEED);
        try (LiveFederation federation = new LiveFederation(folder)) {
            PostsAndReports beside = postsAndReports(federation);
            ServerProcess server = ServerProcess.start(federation.config);
            try {
                recognise(federation);
                for (int kill = 0; kill < KILLS; kill++) {
                    long before = acknowledged.size();
                    Map<Statement, Long> round = new ConcurrentHashMap<>();
                    int others = beside.acknowledged();
                    Writers writers = new Writers(federation, round).and(beside);
                    writers.await(() -> round.size() >= WRITES && beside.acknowledged() >= others + OTHERS);
                    Thread.sleep(moments.nextInt(LATEST_KILL_MILLIS));
                    server.kill();
                    writers.stop();
                    acknowledged.putAll(round);
                    assertThat(acknowledged.size() - before).isGreaterThanOrEqualTo(WRITES);
                    Instant start = Instant.now();
                    server = ServerProcess.start(federation.config);
                    System.out.printf(
                            "kill %d: %d acknowledged, up again after %d ms%n",
                            kill + 1,
                            round.size(),
                            Duration.between(start, Instant.now()).toMillis());
                    assertStillThere(federation, round);
                    assertStillThere(federation, beside, server);
                }
                assertAuditsClean(federation);
                assertStillThere(federation, acknowledged);
                beside.assertEveryReportStillThere(federation.client());
            } finally {
                server.kill();
            }
        }
    }

    @Test
    void drainsWhenTerminated() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            ServerProcess server = ServerProcess.start(federation.config);
            try {
                Writers writers = new Writers(federation, acknowledged);
                writers.await(() -> acknowledged.size() >= WRITES);
                assertThat(server.terminate()).isTrue();
                writers.stop();
                assertThat(server.output()).contains("stopped").doesNotContain("ERROR");
                server = ServerProcess.start(federation.config);
                assertStillThere(federation, acknowledged);
            } finally {
                server.kill();
            }
        }
    }

    /** With a team that was admitted before the first kill. */
    private static PostsAndReports postsAndReports(LiveFederation federation) throws Exception {
        RegistryServer registry = federation.startRegistry();
        try {
            return new PostsAndReports(federation, registry);
        } finally {
            LiveFederation.await(registry.close());
        }
    }

    private static void recognise(LiveFederation federation) throws Exception {
        assertThat(federation.recognise(federation.charterId().base64Url())).isZero();
    }

    private static void assertStillThere(LiveFederation federation, Map<Statement, Long> acknowledged)
            throws Exception {
        RegistryClient client = federation.client();
        for (Map.Entry<Statement, Long> write : acknowledged.entrySet()) {
            // The same statement again gets the same answer; one that was lost would become a new leaf.
            assertThat(client.submit(write.getKey(), List.of()).index()).isEqualTo(write.getValue());
        }
    }

    private static void assertStillThere(LiveFederation federation, PostsAndReports beside, ServerProcess server)
            throws Exception {
        assertStillThere(federation, beside.takenBack());
        beside.assertNewReportsStillThere(federation.client());
        server.awaitPublished();
        Replica.Report seen =
                Replica.trusting(anchors(federation)).fromSnapshots().sync(Instant.now());
        assertThat(seen.troubles()).isEmpty();
        beside.assertPublished(federation.client(), seen.snapshot().registries().get(0));
        long size = server.health().integer("size");
        beside.attestAgain(federation.client());
        assertThat(server.health().integer("size")).isEqualTo(size);
    }

    private static List<PinnedAnchor> anchors(LiveFederation federation) throws Exception {
        Es256PublicKey council = federation.council.key().publicKey();
        return List.of(new PinnedAnchor(federation.council.entity(), FederationKeys.of(council)));
    }

    private static void assertAuditsClean(LiveFederation federation) throws Exception {
        AuditReport report = new LogAudit(anchors(federation), Web.withTimeLimit(Duration.ofSeconds(20)))
                .run(federation.entity, Instant.now());
        assertThat(report.troubles()).isEmpty();
        System.out.println("audited " + report.size() + " leaves");
    }

    /** Clients that appoint people, attest posts and report accounts until the registry goes away. */
    private static final class Writers {
        private final LiveFederation federation;
        private final Map<Statement, Long> acknowledged;
        private final Digest charter;
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean running = true;

        private interface Work {
            void run(RegistryClient client) throws IOException, RegistryRefusedException, MalformedException;
        }

        Writers(LiveFederation federation, Map<Statement, Long> acknowledged) throws Exception {
            this.federation = federation;
            this.acknowledged = acknowledged;
            this.charter = federation.charterId();
            for (int i = 0; i < APPOINTING; i++) {
                int body = i % LiveFederation.BODIES.size();
                start("appointing-" + i, client -> appoint(client, body));
            }
        }

        Writers and(PostsAndReports beside) {
            for (int i = 0; i < ATTESTING; i++) {
                start("attesting-" + i, beside::attest);
            }
            start("reporting", beside::report);
            return this;
        }

        private void start(String name, Work work) {
            Thread thread = new Thread(() -> repeat(work), name);
            threads.add(thread);
            thread.start();
        }

        private void repeat(Work work) {
            RegistryClient client =
                    new RegistryClient(federation.entity, Web.withTimeLimit(Duration.ofSeconds(20)), Clock.systemUTC());
            while (running) {
                try {
                    work.run(client);
                } catch (IOException gone) {
                    return;
                } catch (RegistryRefusedException refused) {
                    if (!refused.isPassing()) {
                        throw new AssertionError(refused.code() + ": " + refused.getMessage(), refused);
                    }
                } catch (MalformedException e) {
                    // An answer cut off by the kill was no acknowledgement.
                    return;
                }
            }
        }

        private void appoint(RegistryClient client, int body)
                throws IOException, RegistryRefusedException, MalformedException {
            Es256Signer person = Es256Signer.generate(federation.random);
            Act appoint = new Act.Appoint(LiveFederation.BODIES.get(body), person.publicKey(), Role.VETTER, null);
            Envelope envelope = Envelope.about(
                            federation.entity, federation.config.origin(), Stamp.at(Instant.now(), federation.random))
                    .restingOn(charter);
            Statement first = Statement.sign(appoint, envelope, federation.bodies.get(body));
            submit(client, first);
            submit(client, again(first, 0));
            submit(client, again(first, 1));
        }

        private Statement again(Statement first, int operator) {
            return first.countersigned(Instant.now(), federation.random, federation.operators.get(operator));
        }

        private void submit(RegistryClient client, Statement statement)
                throws IOException, RegistryRefusedException, MalformedException {
            acknowledged.put(statement, client.submit(statement, List.of()).index());
        }

        void await(BooleanSupplier enough) throws InterruptedException {
            Instant end = Instant.now().plus(PATIENCE);
            while (!enough.getAsBoolean()) {
                assertThat(Instant.now()).as("writes are acknowledged in time").isBefore(end);
                Thread.sleep(5);
            }
        }

        void stop() throws InterruptedException {
            running = false;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
