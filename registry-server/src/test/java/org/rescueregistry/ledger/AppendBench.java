package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.testing.Rounds;

/**
 * Appends leaves of 512 bytes to a {@link LeafLog}, durable in batches, beside what limits it: how fast the disk takes the same
 * bytes in the same portions, forced, and how fast one core hashes them.
 *
 * <pre>
 * ./mvnw -Pbench -pl registry-server -am test -Dtest=AppendBench -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class AppendBench {
    private static final int LEAVES = Integer.getInteger("bench.leaves", 1_000_000);
    private static final int SMALL = 10_000;
    private static final int SAMPLE = 50_000;
    private static final int LEAF_BYTES = 512;
    private static final int BUNDLED_BYTES = 2 + LEAF_BYTES + Digest.SIZE;

    @TempDir
    private Path folder;

    @Test
    void appendsAtHalfTheLowerOfDiskAndHashing() throws Exception {
        Rounds rounds = new Rounds("1 core hashing, a disk forced, a log doing both", "leaves/s");
        for (int round = 0; round < Rounds.count(5); round++) {
            double disk = rate(LEAVES, this::forceTheSameBytes);
            double hashing = rate(LEAVES, this::hashTheSameLeaves);
            rounds.add("the same bytes, forced", disk);
            rounds.add("the same hashes, one core", hashing);
            rounds.add("half the lower", Math.min(disk, hashing) / 2);
            try (LeafLog log = open(Files.createDirectory(folder.resolve("log" + round)))) {
                rounds.add("appended", rate(LEAVES, () -> append(log, LEAVES)));
                assertThat(log.size()).isEqualTo(LEAVES);
            }
        }
        System.out.println(rounds.against("half the lower"));
    }

    /**
     * In one heap, which {@code -Pbench} sets to 256 MB, with the index of all leaves in it. The small log is measured alone, and again
     * in turns with the large one, for then both have whatever the disk still does for the ten million before. Takes 6 GB of disk.
     */
    @Test
    void costsNoMorePerLeafInALargeLog() throws Exception {
        int large = Integer.getInteger("bench.large", 10_000_000);
        String few = "of " + SMALL + " leaves and a few";
        Rounds rounds = new Rounds("a leaf appended to a log", "ns");
        try (LeafLog warmUp = open(Files.createDirectory(folder.resolve("warm-up")))) {
            append(warmUp, 20 * SAMPLE);
        }
        try (LeafLog small = open(Files.createDirectory(folder.resolve("small")));
                LeafLog log = open(Files.createDirectory(folder.resolve("large")))) {
            append(small, SMALL);
            for (int round = 0; round < Rounds.count(5); round++) {
                rounds.add(few + ", before the large one", 1e9 / rate(SAMPLE, () -> append(small, SAMPLE)));
            }
            append(log, large);
            for (int round = 0; round < Rounds.count(5); round++) {
                rounds.add(few, 1e9 / rate(SAMPLE, () -> append(small, SAMPLE)));
                rounds.add("of " + large + " leaves", 1e9 / rate(SAMPLE, () -> append(log, SAMPLE)));
            }
        }
        System.out.println(rounds.against(few));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double rate(long leaves, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return leaves * 1e9 / (System.nanoTime() - start);
    }

    private static LeafLog open(Path home) throws IOException, SigningRefusedException {
        return LeafLog.open(
                new LogHome(
                        LogFiles.in(home),
                        ForkGuard.in(home.resolve("guard"), TestKeys.ORIGIN),
                        TestKeys.log(TestKeys.ORIGIN)),
                LeafLog.Limits.DEFAULT);
    }

    /** Offers again what the log has no room for, as a client does that is told to come back. */
    private static void append(LeafLog log, int leaves) throws InterruptedException {
        byte[] leaf = new byte[LEAF_BYTES];
        new Random(1).nextBytes(leaf);
        long first = log.size();
        CountDownLatch written = new CountDownLatch(leaves);
        for (int i = 0; i < leaves; i++) {
            ByteBuffer.wrap(leaf).putLong(first + i);
            CompletableFuture<LeafLog.Added> answer = log.add(leaf).toCompletableFuture();
            while (answer.isDone() && answer.join() instanceof LeafLog.Added.Busy) {
                Thread.sleep(1);
                answer = log.add(leaf).toCompletableFuture();
            }
            answer.thenRun(written::countDown);
        }
        written.await();
    }

    private void forceTheSameBytes() throws IOException {
        Path file = folder.resolve("same-bytes");
        int batch = (int) (LeafLog.Limits.DEFAULT.batchBytes());
        ByteBuffer bytes = ByteBuffer.allocateDirect(batch);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = (long) LEAVES * BUNDLED_BYTES; left > 0; ) {
                bytes.clear().limit((int) Math.min(left, batch));
                left -= bytes.remaining();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
        }
        Files.delete(file);
    }

    private void hashTheSameLeaves() {
        Sha256 sha = new Sha256();
        byte[] leaf = new byte[1 + LEAF_BYTES];
        byte[] hashes = new byte[1 + 2 * Digest.SIZE];
        for (int i = 0; i < LEAVES; i++) {
            ByteBuffer.wrap(leaf).putInt(1, i);
            sha.hash(leaf, 0, leaf.length, hashes, 1);
            sha.hash(hashes, 0, hashes.length, hashes, 1 + Digest.SIZE);
        }
    }
}
