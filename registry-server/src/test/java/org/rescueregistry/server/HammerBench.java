package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.testing.GoTool;
import org.rescueregistry.testing.Rounds;

/**
 * Accepted writes a second under Tessera's own hammer: our log, Tessera's POSIX log, and that with its persistent antispam, in
 * turns, on the same disk, all of them forcing what they acknowledge. Ours always finds duplicates exactly, so one figure of
 * ours stands beside both of theirs.
 *
 * <p>{@code -Dbench.seconds}, {@code -Dbench.rounds}, {@code -Dbench.writers}; {@code -Dbench.http2=true} lets the hammer speak
 * HTTP/2 to all, {@code -Dbench.gogc} sets GOGC of the hammer, beside all.
 */
class HammerBench {
    private static final String TESSERA = "github.com/transparency-dev/tessera/";
    private static final String VERSION = "v1.0.4";
    private static final String OURS = "bench-log";
    private static final String POSIX = "Tessera POSIX";
    private static final String ANTISPAM = "Tessera POSIX, antispam";
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 10));
    private static final int MOST_WRITES = 60_000;

    @TempDir
    private Path folder;

    private final int writers = Integer.getInteger("bench.writers", 256);
    private final boolean http2 = Boolean.getBoolean("bench.http2");
    private final String gogc = System.getProperty("bench.gogc", "100");
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
        for (int round = 0; round < Rounds.count(3); round++) {
            for (String side : List.of(OURS, POSIX, ANTISPAM)) {
                Path files = Files.createDirectories(folder.resolve("run" + run++));
                try (BareLogProcess log =
                        side.equals(OURS) ? BareLogProcess.start(files) : tessera(posix, files, side)) {
                    hammered(hammer.get(), log, side, rate, cost);
                }
            }
        }
        System.out.println("\n" + rate.against(POSIX) + "\n" + rate.against(ANTISPAM) + "\n" + cost.against(POSIX));
    }

    private static BareLogProcess tessera(Path posix, Path files, String side) throws Exception {
        GoKey key = GoKey.drawn("bench.example/tessera");
        int port = FreePort.find();
        Spawned process = Spawned.start(
                files.resolve("said"),
                new ProcessBuilder(
                        posix.toString(),
                        "--storage_dir=" + files.resolve("log"),
                        "--listen=127.0.0.1:" + port,
                        "--private_key=" + key.write(files.resolve("key")),
                        "--antispam=" + side.equals(ANTISPAM)));
        String url = "http://127.0.0.1:" + port + "/";
        process.awaitAnswer(url + "checkpoint");
        return new BareLogProcess(
                process, url, key.verifierKey(VerifierKey.Type.ED25519).toString());
    }

    private void hammered(Path hammer, BareLogProcess server, String side, Rounds rate, Rounds cost) throws Exception {
        int seconds = Rounds.seconds(10);
        List<String> command = new ArrayList<>(List.of(
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
                "--force_http2=" + http2));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("GOGC", gogc);
        try (Spawned running = Spawned.start(folder.resolve("hammer" + run), builder)) {
            Thread.sleep(WARM_UP.toMillis());
            long from = server.size();
            long began = System.nanoTime();
            Duration cpu = server.process().cpu();
            Duration hammerCpu = running.cpu();
            Thread.sleep(seconds * 1000L);
            long added = server.size() - from;
            double took = (System.nanoTime() - began) / 1e9;
            assertThat(added).as(running.said()).isPositive();
            rate.add(side, added / took);
            cost.add(side, server.process().cpu().minus(cpu).toNanos() / 1e3 / added);
            System.out.printf(
                    "%s: %,.0f accepted/s; processors: server %.2f, hammer %.2f%n",
                    side,
                    added / took,
                    server.process().cpu().minus(cpu).toNanos() / 1e9 / took,
                    running.cpu().minus(hammerCpu).toNanos() / 1e9 / took);
        }
    }
}
