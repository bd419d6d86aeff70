package org.rescueregistry.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.AuditFolder;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.Json;

/** {@code kill -9} in the middle of an audit that keeps what it has checked: it goes on, and never behind what it has not checked. */
class AuditKillTest {
    private static final int BUNDLE = 256;
    private static final int CHUNK = 8 * BUNDLE;
    private static final int SIZE = 2 * CHUNK + 700;
    private static final int ROUNDS = 2;
    private static final long PATIENCE = 120;

    @TempDir
    private Path dir;

    private FakeFederation federation;
    private Path state;

    @BeforeEach
    void aLogOfThreeChunks() throws Exception {
        federation = new FakeFederation();
        federation.registry.admit();
        List<byte[]> leaves = new ArrayList<>(federation.registry.leaves());
        StateLeaf last = StateLeaf.parse(leaves.get(leaves.size() - 1));
        while (leaves.size() < SIZE - 1) {
            leaves.add(("void " + leaves.size()).getBytes(US_ASCII));
        }
        leaves.add(new StateLeaf(
                        last.attestations(),
                        last.charter(),
                        last.log(),
                        last.map(),
                        leaves.size(),
                        last.statusLists(),
                        last.time())
                .bytes());
        federation.show(leaves, federation.logFiles);
        Files.write(dir.resolve("anchors.json"), federation.anchors());
        state = dir.resolve("audit");
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private String[] audit(boolean keeping) {
        List<String> args = new ArrayList<>(List.of("log", "audit", federation.entity.toString(), "--output", "json"));
        args.addAll(List.of("--anchors", dir.resolve("anchors.json").toString()));
        if (keeping) {
            args.addAll(List.of("--state", state.toString()));
        }
        return args.toArray(String[]::new);
    }

    private Process start() throws Exception {
        return RescueProcess.start(federation.registry.now(), dir.resolve("out.txt"), audit(true));
    }

    /** The audit is killed while it waits for this bundle; gives how many bundles it had been served. */
    private int killedAt(int bundle) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        AtomicInteger served = new AtomicInteger();
        federation.asked = path -> {
            if (!path.startsWith("tile/entries/")) {
                return;
            }
            if (served.get() >= bundle) {
                reached.countDown();
                await(killed);
            }
            served.incrementAndGet();
        };
        Process audit = start();
        assertThat(reached.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        // On a system with signals this is SIGKILL: nothing of the process runs any more.
        audit.destroyForcibly();
        assertThat(audit.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        federation.asked = path -> {};
        killed.countDown();
        return bundle;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long kept() throws Exception {
        return AuditFolder.open(state).size();
    }

    private Json.Obj finished(boolean keeping) throws Exception {
        Shell.Run run = new Shell(federation.registry::now).run(audit(keeping));
        assertThat(run.exit()).as("the void leaves are evidence").isEqualTo(1);
        return (Json.Obj) Json.parse(run.out());
    }

    @Test
    void goesOnAfterKillsAndComesToTheSame() throws Exception {
        Random random = new Random(7);
        long before = 0;
        int served = 0;
        for (int round = 0; round < ROUNDS; round++) {
            served = killedAt(1 + random.nextInt((int) ((SIZE - before) / BUNDLE)));
            long now = kept();
            assertThat(now).as("never back").isGreaterThanOrEqualTo(before);
            assertThat(now - before).as("nothing that was not served").isLessThanOrEqualTo((long) served * BUNDLE);
            assertThat(now % BUNDLE).as("whole bundles").isZero();
            before = now;
        }
        Json.Obj resumed = finished(true);
        Json.Obj fresh = finished(false);
        assertThat(resumed.members().get("resumed_from")).isEqualTo(new Json.Num(before));
        for (String member : List.of("findings", "records", "size", "registry", "clean")) {
            assertThat(resumed.members().get(member))
                    .as(member)
                    .isEqualTo(fresh.members().get(member));
        }
        assertThat(kept()).isEqualTo(SIZE);
    }

    @Test
    void doesNotAdvancePastABundleThatIsNotTheOneThatWasSigned() throws Exception {
        killedAt(8 + 2);
        assertThat(kept()).isLessThanOrEqualTo(10L * BUNDLE);
        byte[] bundle = federation.logFiles.get("tile/entries/009");
        bundle[104] ^= 1;
        Process audit = start();
        assertThat(audit.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(audit.exitValue()).isEqualTo(1);
        assertThat(Files.readString(dir.resolve("out.txt"))).contains("inconsistent", "tile/entries/009");
        long reached = kept();
        assertThat(reached).as("not into that bundle").isBetween((long) CHUNK, 9L * BUNDLE);
        bundle[104] ^= 1;
        assertThat(finished(true).members().get("resumed_from")).isEqualTo(new Json.Num(reached));
    }
}
