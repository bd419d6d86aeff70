package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two writers on one folder, with random pauses: no two trees of one size are signed, and no leaf is lost that was acknowledged. Thirty
 * rounds; a thousand with the Maven profile {@code faults}.
 */
class TwoWritersTest {
    private static final int ROUNDS = Integer.getInteger("rescue.rounds", 30);
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int MOST_LEAVES = 3;

    @TempDir
    private Path folder;

    private final SplittableRandom chance = new SplittableRandom(SEED);
    private final ExecutorService two = Executors.newFixedThreadPool(2);

    /** What was acknowledged, and at which index. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final SignedTrees signed = new SignedTrees();

    @AfterEach
    void rest() {
        two.shutdownNow();
    }

    @Test
    void takeTurnsWhenTheFolderIsLocked() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "round " + round + " writer ";
            both(name, (writer, own) -> {
                try (LeafLog log = openWhenFree(own)) {
                    append(log, writer, own);
                }
            });
        }
        holdsAllOfIt(this::lockedGuard);
    }

    private interface Writer {
        void write(String name, RandomGenerator own) throws Exception;
    }

    private void both(String name, Writer writer) throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (String each : List.of("one", "other")) {
            SplittableRandom own = chance.split();
            writers.add(() -> {
                PausingFiles.pause(own);
                writer.write(name + each, own);
                return null;
            });
        }
        for (Future<Void> ended : two.invokeAll(writers)) {
            ended.get();
        }
    }

    private ForkGuard lockedGuard() throws IOException, SigningRefusedException {
        return ForkGuard.in(folder.resolve("guard"), TestKeys.ORIGIN);
    }

    private LeafLog openWhenFree(RandomGenerator own) throws Exception {
        while (true) {
            try {
                return open(lockedGuard(), own);
            } catch (SigningRefusedException taken) {
                assertThat(taken.code()).isEqualTo("second_writer");
                Thread.sleep(1);
            }
        }
    }

    private LeafLog open(ForkGuard guard, RandomGenerator own) throws IOException, SigningRefusedException {
        LogFiles files = new PausingFiles(LogFiles.in(folder), own);
        return LeafLog.open(new LogHome(files, guard, TestKeys.log(TestKeys.ORIGIN)), LeafLog.Limits.DEFAULT);
    }

    private void append(LeafLog log, String writer, RandomGenerator own) throws Exception {
        for (int i = own.nextInt(MOST_LEAVES); i >= 0; i--) {
            String leaf = writer + " leaf " + i;
            LeafLog.Added.At at = (LeafLog.Added.At)
                    log.add(leaf.getBytes(UTF_8)).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(acknowledged.put(leaf, at.index())).isNull();
            sign(log);
            PausingFiles.pause(own);
        }
    }

    private synchronized void sign(LeafLog log) throws Exception {
        signed.add(LogFaults.checkpoint(log.checkpoint()));
    }

    /** With the lock gone, both open the log; then the guard alone decides who goes on. */
    @Test
    void oneGoesOnWhenNothingButTheForkGuardStandsBetween() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ForkGuard guard = unlockedGuard();
            LeafLog one = open(guard, chance.split());
            LeafLog other = open(guard, chance.split());
            List<LeafLog> logs = List.of(one, other);
            int[] stopped = {0};
            String name = "round " + round + " writer ";
            both(name, (writer, own) -> {
                try {
                    append(logs.get(writer.endsWith("one") ? 0 : 1), writer, own);
                } catch (ExecutionException e) {
                    assertThat(e).hasRootCauseInstanceOf(SigningRefusedException.class);
                    synchronized (stopped) {
                        stopped[0]++;
                    }
                }
            });
            assertThat(stopped[0]).as("writers that were stopped").isEqualTo(1);
        }
        holdsAllOfIt(this::unlockedGuard);
    }

    private ForkGuard unlockedGuard() {
        return new FileForkGuard(LogFiles.in(folder.resolve("guard")), TestKeys.ORIGIN, () -> {});
    }

    private interface Guards {
        ForkGuard guard() throws IOException, SigningRefusedException;
    }

    private void holdsAllOfIt(Guards guards) throws Exception {
        try (LeafLog log = open(guards.guard(), chance)) {
            List<byte[]> leaves = LogFaults.leaves(log);
            acknowledged.forEach(
                    (leaf, index) -> assertThat(leaves.get(index.intValue())).isEqualTo(leaf.getBytes(UTF_8)));
            sign(log);
            signed.areHeadsOf(leaves);
            System.out.printf(
                    "%d rounds of two writers: %d leaves acknowledged of %d, -Drescue.seed=%d%n",
                    ROUNDS, acknowledged.size(), leaves.size(), SEED);
        }
    }
}
