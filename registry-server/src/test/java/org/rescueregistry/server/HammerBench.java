package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.testing.GoTool;
import org.rescueregistry.testing.Rounds;

/**
 * Accepted writes a second under Tessera's own hammer: our log, Tessera's POSIX log, and that with its persistent antispam, in
 * turns, on the same disk, all of them forcing what they acknowledge. Ours always finds duplicates exactly, so one figure of
 * ours stands beside both of theirs. The three run all the time, and only one of them is hammered at a time: each is as warm as a
 * server that has been up for some minutes.
 *
 * <p>{@code -Dbench.seconds}, {@code -Dbench.rounds}, {@code -Dbench.writers}; the hammer speaks HTTP/2 to all, which is the faster way
 * for all of them, or with {@code -Dbench.http2=false} HTTP/1.1; {@code -Dbench.gogc} sets GOGC of the hammer, beside all.
 */
class HammerBench {
    private static final String TESSERA = "github.com/transparency-dev/tessera/";
    private static final String VERSION = "v1.0.4";
    private static final String OURS = "bench-log";
    private static final String POSIX = "Tessera POSIX";
    private static final String ANTISPAM = "Tessera POSIX, antispam";
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 60));

    /** From the start of a hammer until it is measured. */
    private static final Duration LEAD = Duration.ofSeconds(4);

    private static final int MOST_WRITES = 60_000;

    @TempDir
    private Path folder;

    private final int writers = Integer.getInteger("bench.writers", 4096);
    private final boolean http2 = !"false".equals(System.getProperty("bench.http2"));
    private final String gogc = System.getProperty("bench.gogc", "400");
    private int run;

    @Test
    void acceptedWrites() throws Exception {
        Optional<Path> hammer = GoTool.installed(TESSERA + "internal/hammer", VERSION);
        assumeTrue(hammer.isPresent(), GoTool.NOT_MEASURED);
        Path posix =
                GoTool.installed(TESSERA + "cmd/conformance/posix", VERSION).orElseThrow();
        String settings = writers + " writers, HTTP/" + (http2 ? "2" : "1.1") + ", GOGC=" + gogc + " of the hammer";
        Rounds rate = new Rounds(settings, "accepted/s");
        Rounds cost = new Rounds(settings, "µs of the server's processors a write");
        try (BareLogProcess ours = BareLogProcess.start(folderOf(OURS));
                BareLogProcess plain = tessera(posix, folderOf(POSIX), false);
                BareLogProcess antispam = tessera(posix, folderOf(ANTISPAM), true)) {
            Map<String, BareLogProcess> sides = new LinkedHashMap<>();
            sides.put(OURS, ours);
            sides.put(POSIX, plain);
            sides.put(ANTISPAM, antispam);
            for (BareLogProcess side : sides.values()) {
                try (Spawned hammering = hammer(hammer.get(), side)) {
                    Thread.sleep(WARM_UP.toMillis());
                    assertThat(side.size()).as(hammering.said()).isPositive();
                }
            }
            for (int round = 0; round < Rounds.count(3); round++) {
                for (Map.Entry<String, BareLogProcess> side : sides.entrySet()) {
                    try (Spawned hammering = hammer(hammer.get(), side.getValue())) {
                        Thread.sleep(LEAD.toMillis());
                        measure(hammering, side.getValue(), side.getKey(), rate, cost);
                    }
                }
            }
        }
        System.out.println("\n" + rate.against(POSIX) + "\n" + rate.against(ANTISPAM) + "\n" + cost.against(POSIX));
    }

    private Path folderOf(String side) throws IOException {
        return Files.createDirectories(folder.resolve(side.replaceAll("[^A-Za-z]", "")));
    }

    private static BareLogProcess tessera(Path posix, Path files, boolean antispam) throws Exception {
        GoKey key = GoKey.drawn("bench.example/tessera");
        int port = FreePort.find();
        Spawned process = Spawned.start(
                files.resolve("said"),
                new ProcessBuilder(
                        posix.toString(),
                        "--storage_dir=" + files.resolve("log"),
                        "--listen=127.0.0.1:" + port,
                        "--private_key=" + key.write(files.resolve("key")),
                        "--antispam=" + antispam));
        String url = "http://127.0.0.1:" + port + "/";
        process.awaitAnswer(url + "checkpoint");
        return new BareLogProcess(
                process, url, key.verifierKey(VerifierKey.Type.ED25519).toString());
    }

    private Spawned hammer(Path hammer, BareLogProcess server) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                hammer.toString(),
                "--log_public_key=" + server.verifierKey(),
                "--log_url=" + server.url(),
                "--write_log_url=" + server.url(),
                "--max_read_ops=0",
                "--num_readers_full=0",
                "--num_readers_random=0",
                "--num_writers=" + writers,
                "--max_write_ops=" + MOST_WRITES,
                "--leaf_min_size=512",
                "--dup_chance=0",
                "--show_ui=false",
                "--force_http2=" + http2);
        builder.environment().put("GOGC", gogc);
        return Spawned.start(folder.resolve("hammer" + run++), builder);
    }

    private static void measure(Spawned hammering, BareLogProcess server, String side, Rounds rate, Rounds cost)
            throws Exception {
        long from = server.size();
        long began = System.nanoTime();
        Duration cpu = server.process().cpu();
        Duration hammerCpu = hammering.cpu();
        Thread.sleep(Rounds.seconds(10) * 1000L);
        long added = server.size() - from;
        double took = (System.nanoTime() - began) / 1e9;
        assertThat(added).as(hammering.said()).isPositive();
        Duration spent = server.process().cpu().minus(cpu);
        rate.add(side, added / took);
        cost.add(side, spent.toNanos() / 1e3 / added);
        System.out.printf(
                "%s: %,.0f accepted/s; processors: server %.2f, hammer %.2f%n",
                side,
                added / took,
                spent.toNanos() / 1e9 / took,
                hammering.cpu().minus(hammerCpu).toNanos() / 1e9 / took);
    }
}
