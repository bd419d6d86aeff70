package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.ledger.AppendingProcess.Cost;
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
    private static final int SAMPLE = 100_000;
    private static final int LEAF_BYTES = 512;
    private static final String HEAP = "-Xmx256m";
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** How often each log has its turn in a round: a turn is half a second, in which a disk that others share may do anything. */
    private static final int TURNS = 6;

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
            try (LeafLog log = AppendingProcess.open(folder.resolve("log" + round))) {
                rounds.add("appended", rate(LEAVES, () -> AppendingProcess.append(log, LEAVES)));
                assertThat(log.size()).isEqualTo(LEAVES);
            }
        }
        System.out.println(rounds.against("half the lower"));
    }

    /**
     * Each log in a process of its own with {@value #HEAP}, in turns: both have the same disk and the same noise, and each its own
     * heap, with the index of all its leaves in it. The small one is another each time, so that it stays small. Both are closed at the
     * end of each turn, within the time: a log that is not forces the files of its first 900,000 leaves later, and a small one would
     * never pay for them. Takes 16 GB of disk.
     */
    @Test
    void costsNoMorePerLeafInALargeLog() throws Exception {
        int large = Integer.getInteger("bench.large", 10_000_000);
        String few = "of " + SMALL + " leaves";
        String many = "of " + large + " leaves";
        Rounds clock = new Rounds("a leaf appended to a log, the clock", "ns");
        Rounds processor = new Rounds("a leaf appended to a log, the processors", "ns");
        try (AppendingProcess small = new AppendingProcess(folder.resolve("small"), HEAP, COLLECTOR);
                AppendingProcess log = new AppendingProcess(folder.resolve("large"), HEAP, COLLECTOR)) {
            // Both have appended as much before the first round, and so compiled as much: what differs is the log.
            Cost unused = log.append("log", large);
            unused = small.append("before", large);
            int turn = 0;
            for (int round = -1; round < Rounds.count(9); round++) {
                double[] ofSmall = new double[2];
                double[] ofLarge = new double[2];
                for (int last = turn + TURNS; turn < last; turn++) {
                    String another = "log" + turn;
                    unused = small.append(another, SMALL);
                    // Who comes second finds the disk as the first left it, so they take turns in that too.
                    if (turn % 2 == 0) {
                        add(ofLarge, log.append("log", SAMPLE));
                    }
                    add(ofSmall, small.append(another, SAMPLE));
                    if (turn % 2 != 0) {
                        add(ofLarge, log.append("log", SAMPLE));
                    }
                }
                // The first does not count.
                if (round >= 0) {
                    clock.add(few, ofSmall[0] / TURNS);
                    clock.add(many, ofLarge[0] / TURNS);
                    processor.add(few, ofSmall[1] / TURNS);
                    processor.add(many, ofLarge[1] / TURNS);
                }
            }
        }
        System.out.println(clock.against(few));
        System.out.println(processor.against(few));
    }

    private static void add(double[] sums, Cost cost) {
        sums[0] += cost.nanos();
        sums[1] += cost.processor();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double rate(long leaves, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return leaves * 1e9 / (System.nanoTime() - start);
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
