package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.testing.Rounds;

/**
 * A replayer that reads a log of 200,000 signed statements ({@code -Dbench.statements}) from its files, beside what limits it: how
 * many of just those signatures all processors can verify with the same provider, nothing else to do. And one that is started again after
 * it has, beside how fast one core hashes the same leaves, and a node for each, in memory.
 *
 * <pre>
 * ./mvnw -Pbench -pl registry-server -am test -Dtest=ReplayBench
 * </pre>
 */
class ReplayBench {
    private static final int STATEMENTS = Integer.getInteger("bench.statements", 200_000);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int PORTION = 1 << 11;
    private static final int AGAIN_PER_ROUND = 5;
    private static final String LIMIT = "their signatures, Bouncy Castle's verifier, all processors";
    private static final String OURS = "their signatures, the replay's own call, all processors";
    private static final String REPLAY = "replayed and cosigned";
    private static final String HASHING = "SHA-256 of every leaf and node, one core, nothing read";
    private static final String AGAIN = "started again, until it has cosigned anew";

    @TempDir
    private Path folder;

    @Test
    void replays() throws Exception {
        BusyLog log = BusyLog.write(Files.createDirectory(folder.resolve("log")), STATEMENTS);
        System.out.println(log.statements() + " statements, " + log.size() + " leaves");
        replay(log, "warm-up");
        for (int times = 0; times < AGAIN_PER_ROUND; times++) {
            hash(log);
            replayAgain(log, "warm-up");
        }
        Rounds all = new Rounds(log.statements() + " statements, signatures checked", "statements/s");
        Rounds again = new Rounds("the same history, verified before", "MB/s of leaves");
        for (int round = 0; round < Rounds.count(3); round++) {
            all.add(LIMIT, verify(log, SignaturesOf.One::verifyByProvider));
            all.add(OURS, verify(log, SignaturesOf.One::verify));
            all.add(REPLAY, replay(log, "round " + round));
            for (int times = 0; times < AGAIN_PER_ROUND; times++) {
                again.add(HASHING, hash(log));
                again.add(AGAIN, replayAgain(log, "round " + round));
            }
        }
        System.out.println(all.against(LIMIT));
        System.out.println(again.against(HASHING));
    }

    private double replay(BusyLog log, String name) throws Exception {
        Replayer.Settings settings = settings(log, log::now);
        long start = System.nanoTime();
        try (Replayer replayer = open(folder.resolve(name), settings)) {
            assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
            assertThat(replayer.status().cosignedSize()).isEqualTo(log.size());
            assertThat(replayer.status().voidLeaves()).isZero();
        }
        return log.statements() * 1e9 / (System.nanoTime() - start);
    }

    /** The process is another; here only its compiler is warm. */
    private double replayAgain(BusyLog log, String name) throws Exception {
        Instant later = log.now().plus(Replayer.REFRESH);
        Replayer.Settings settings = settings(log, () -> later);
        long start = System.nanoTime();
        try (Replayer replayer = open(folder.resolve(name), settings)) {
            assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
            assertThat(replayer.status().replayed()).isEqualTo(log.size());
            assertThat(replayer.status().cosignedAt()).isEqualTo(later);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(cosigned(log, name));
        return log.leafBytes() / 1e6 / seconds;
    }

    /** Without it the next start, too, has something to cosign. */
    private Path cosigned(BusyLog log, String name) {
        return folder.resolve(name).resolve(log.followed().hash()).resolve("cosigned");
    }

    /** With keys that are made from seeds: that takes a while, and no replayer does it. */
    private static Replayer.Settings settings(BusyLog log, InstantSource clock) {
        return new Replayer.Settings(log.followed(), TestKeys.witness("replayer.example"), clock);
    }

    private static Replayer open(Path home, Replayer.Settings settings) throws Exception {
        return Replayer.open(Files.createDirectories(home), settings);
    }

    /** Some bundles are read, then hashed, and only the latter counts. */
    private static double hash(BusyLog log) throws Exception {
        Sha256 sha = new Sha256();
        byte[] out = new byte[Digest.SIZE];
        byte[] node = new byte[1 + 2 * Digest.SIZE];
        long nanos = 0;
        for (long from = 0; from < log.size(); ) {
            List<byte[]> some = new ArrayList<>();
            long end = Math.min(log.size(), from + PORTION);
            for (; from < end; from = Math.min(end, from + TilePath.FULL_WIDTH)) {
                bundle(log, from / TilePath.FULL_WIDTH).entries().forEach(leaf -> {
                    byte[] prefixed = new byte[1 + leaf.length];
                    System.arraycopy(leaf, 0, prefixed, 1, leaf.length);
                    some.add(prefixed);
                });
            }
            long start = System.nanoTime();
            for (byte[] leaf : some) {
                sha.hash(leaf, 0, leaf.length, out, 0);
                sha.hash(node, 0, node.length, out, 0);
            }
            nanos += System.nanoTime() - start;
        }
        return log.leafBytes() / 1e6 / (nanos / 1e9);
    }

    /** A few thousand leaves are taken apart, then verified, and only the latter counts. */
    private static double verify(BusyLog log, Predicate<SignaturesOf.One> call) throws Exception {
        SignaturesOf signatures = new SignaturesOf();
        ExecutorService workers = Executors.newFixedThreadPool(PROCESSORS);
        long nanos = 0;
        try {
            for (long from = 0; from < log.size(); ) {
                List<SignaturesOf.One> some = new ArrayList<>();
                long end = Math.min(log.size(), from + PORTION);
                for (; from < end; from = Math.min(end, from + TilePath.FULL_WIDTH)) {
                    for (byte[] leaf : bundle(log, from / TilePath.FULL_WIDTH).entries()) {
                        some.addAll(signatures.next(leaf));
                    }
                }
                long start = System.nanoTime();
                verify(some, call, workers);
                nanos += System.nanoTime() - start;
            }
        } finally {
            workers.shutdownNow();
        }
        return log.statements() * 1e9 / nanos;
    }

    private static void verify(List<SignaturesOf.One> some, Predicate<SignaturesOf.One> call, ExecutorService workers)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < PROCESSORS; i++) {
            all.add(workers.submit(() -> {
                boolean good = true;
                for (int at = next.getAndIncrement(); at < some.size(); at = next.getAndIncrement()) {
                    good &= call.test(some.get(at));
                }
                return good;
            }));
        }
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }
    }

    private static EntryBundle bundle(BusyLog log, long index) throws Exception {
        TilePath path = TilePath.entriesIn(log.size(), index);
        return EntryBundle.parse(path, log.source().read(path));
    }
}
