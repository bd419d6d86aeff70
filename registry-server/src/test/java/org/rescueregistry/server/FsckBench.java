package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.testing.GoTool;
import org.rescueregistry.testing.Rounds;

/**
 * Checking a log of 512-byte leaves ({@code -Dbench.leaves}, a million): in one thread against what one core can hash, and as
 * the command against Tessera's fsck on the same files, with as many workers each.
 */
class FsckBench {
    private static final int LEAVES = Integer.getInteger("bench.leaves", 1_000_000);
    private static final int LEAF_BYTES = 512;
    private static final int BATCH = 1 << 14;
    private static final String HASHING = "SHA-256 of every leaf and node, one core, nothing read";
    private static final String ONE_CORE = "our check, one thread";
    private static final String COMMAND = "registry log fsck, the whole process";
    private static final String TESSERA = "Tessera's fsck v1.0.4, the whole process";

    @TempDir
    private Path folder;

    @Test
    void checksAMillionLeaves() throws Exception {
        Path log = Files.createDirectories(folder.resolve("log"));
        Checkpoint checkpoint = write(log);
        Optional<Path> tessera = GoTool.installed("github.com/transparency-dev/tessera/cmd/fsck", "v1.0.4");
        Path key = Files.writeString(folder.resolve("key"), TestLog.vkey());
        Rounds core = new Rounds("one core", "leaves/s");
        Rounds processes = new Rounds("processes", "leaves/s");
        check(log, checkpoint);
        // The launcher's first run on a Java makes the archive that the later ones start from.
        String unused = GoTool.run(ours(log));
        for (int round = 0; round < Rounds.count(3); round++) {
            core.add(HASHING, rate(FsckBench::hash));
            core.add(ONE_CORE, rate(() -> check(log, checkpoint)));
            processes.add(COMMAND, rate(() -> GoTool.run(ours(log))));
            if (tessera.isPresent()) {
                processes.add(TESSERA, rate(() -> GoTool.run(theirs(tessera.get(), log, key))));
            }
        }
        System.out.println(core.against(HASHING));
        System.out.println(tessera.isPresent() ? processes.against(TESSERA) : GoTool.NOT_MEASURED);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double rate(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return LEAVES * 1e9 / (System.nanoTime() - start);
    }

    private static void check(Path log, Checkpoint checkpoint) {
        assertThat(new LogCheck(LogSource.in(log), 1, (leaves, total, bytes) -> {})
                        .run(checkpoint)
                        .troubles())
                .isEmpty();
    }

    /** As many hashes as a tree has, of the same lengths: a leaf and a node for each leaf. */
    private static void hash() {
        Sha256 sha = new Sha256();
        byte[] bytes = new byte[TilePath.FULL_WIDTH * (LEAF_BYTES + 2)];
        byte[] out = new byte[32];
        for (int i = 0; i < LEAVES; i++) {
            sha.hash(bytes, i % TilePath.FULL_WIDTH * (LEAF_BYTES + 2), 1 + LEAF_BYTES, out, 0);
            sha.hash(bytes, i % TilePath.FULL_WIDTH * 32, 65, out, 0);
        }
    }

    /** As users start it; {@code ./mvnw -DskipTests package} has to be done before. */
    private static ProcessBuilder ours(Path log) throws Exception {
        ProcessBuilder launcher = new ProcessBuilder(
                Path.of("bin", "registry").toAbsolutePath().toString(),
                "log",
                "fsck",
                log.toString(),
                "--vkey",
                TestLog.vkey());
        launcher.environment().put("RESCUE_BUILD", "never");
        launcher.environment().put("RESCUE_JAVA", System.getProperty("java.home"));
        return launcher;
    }

    private static ProcessBuilder theirs(Path fsck, Path log, Path key) {
        return new ProcessBuilder(
                fsck.toString(),
                "--storage_url=file://" + log,
                "--public_key=" + key,
                "--ui=false",
                "--N=" + Runtime.getRuntime().availableProcessors());
    }

    /** The files of a log, not forced: it is read and thrown away. */
    private static Checkpoint write(Path log) throws Exception {
        Random random = new Random(1);
        long size = 0;
        Growth last = null;
        while (size < LEAVES) {
            List<byte[]> leaves = new ArrayList<>();
            while (leaves.size() < BATCH && size + leaves.size() < LEAVES) {
                byte[] leaf = new byte[LEAF_BYTES];
                random.nextBytes(leaf);
                leaves.add(leaf);
            }
            last = Growth.append(size, leaves, path -> Files.readAllBytes(log.resolve(path.toString())));
            for (Map.Entry<TilePath, byte[]> file : last.files().entrySet()) {
                write(log.resolve(file.getKey().toString()), file.getValue());
            }
            size = last.newSize();
        }
        Checkpoint checkpoint = new Checkpoint(TestLog.ORIGIN, size, last.root());
        write(
                log.resolve("checkpoint"),
                TestLog.key().sign(checkpoint).note().toString().getBytes(UTF_8));
        return checkpoint;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
