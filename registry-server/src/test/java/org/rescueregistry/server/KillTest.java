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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.AuditReport;
import org.rescueregistry.fetch.LogAudit;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
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
 * {@code registry serve} is killed at random moments while several clients write. Nothing that was acknowledged may be lost, and it
 * has to start again by itself. Three kills; twenty with the Maven profile {@code faults}.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("rescue.kills", 3);
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int WRITES = 50;
    private static final int WRITERS = 6;
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
            ServerProcess server = ServerProcess.start(federation.config);
            try {
                recognise(federation);
                for (int kill = 0; kill < KILLS; kill++) {
                    long before = acknowledged.size();
                    Map<Statement, Long> round = new ConcurrentHashMap<>();
                    Writers writers = new Writers(federation, round);
                    writers.awaitAcknowledged(WRITES);
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
                }
                server.awaitPublished();
                assertAuditsClean(federation);
                assertStillThere(federation, acknowledged);
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
                writers.awaitAcknowledged(WRITES);
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

    private static void assertAuditsClean(LiveFederation federation) throws Exception {
        Es256PublicKey council = federation.council.key().publicKey();
        PinnedAnchor anchor = new PinnedAnchor(federation.council.entity(), FederationKeys.of(council));
        AuditReport report = new LogAudit(List.of(anchor), Web.withTimeLimit(Duration.ofSeconds(20)))
                .run(federation.entity, Instant.now());
        assertThat(report.troubles()).isEmpty();
        System.out.println("audited " + report.size() + " leaves");
    }

    /** Clients that appoint people until the registry goes away. */
    private static final class Writers {
        private final LiveFederation federation;
        private final Map<Statement, Long> acknowledged;
        private final Digest charter;
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean running = true;

        Writers(LiveFederation federation, Map<Statement, Long> acknowledged) throws Exception {
            this.federation = federation;
            this.acknowledged = acknowledged;
            this.charter = federation.charterId();
            for (int i = 0; i < WRITERS; i++) {
                int body = i % LiveFederation.BODIES.size();
                Thread thread = new Thread(() -> write(body), "writer-" + i);
                threads.add(thread);
                thread.start();
            }
        }

        private void write(int body) {
            RegistryClient client =
                    new RegistryClient(federation.entity, Web.withTimeLimit(Duration.ofSeconds(20)), Clock.systemUTC());
            while (running) {
                Es256Signer person = Es256Signer.generate(federation.random);
                Act appoint = new Act.Appoint(LiveFederation.BODIES.get(body), person.publicKey(), Role.VETTER, null);
                Envelope envelope = Envelope.about(
                                federation.entity,
                                federation.config.origin(),
                                Stamp.at(Instant.now(), federation.random))
                        .restingOn(charter);
                Statement first = Statement.sign(appoint, envelope, federation.bodies.get(body));
                try {
                    submit(client, first);
                    submit(client, again(first, 0));
                    submit(client, again(first, 1));
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

        private Statement again(Statement first, int operator) {
            return first.countersigned(Instant.now(), federation.random, federation.operators.get(operator));
        }

        private void submit(RegistryClient client, Statement statement)
                throws IOException, RegistryRefusedException, MalformedException {
            acknowledged.put(statement, client.submit(statement, List.of()).index());
        }

        void awaitAcknowledged(int count) throws InterruptedException {
            Instant end = Instant.now().plus(PATIENCE);
            while (acknowledged.size() < count) {
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
