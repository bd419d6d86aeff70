package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.testing.GoTool;
import org.rescueregistry.wire.MalformedException;

/** Witnesses and feeders of github.com/transparency-dev/witness, with our log and our witness. */
class WitnessInterop {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern LOG_KEY = Pattern.compile("PublicKey: (\\S+)");

    @TempDir
    private Path folder;

    @BeforeEach
    void needGo() {
        assumeTrue(GoTool.isHere(), GoTool.NOT_MEASURED);
    }

    private static String logs(BareLogProcess log) {
        return "Logs:\n  - Origin: " + BareLogProcess.ORIGIN + "\n    URL: " + log.url() + "\n    PublicKey: "
                + log.verifierKey() + "\n    Feeder: tiles\n";
    }

    private Spawned ourWitness(int port, List<String> logKeys) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "witness",
                "--dir",
                folder.resolve("witness").toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--name",
                "witness.example/ours"));
        for (String key : logKeys) {
            arguments.add("--log");
            arguments.add(key);
        }
        Spawned witness = Spawned.registry(folder.resolve("our-witness"), arguments.toArray(String[]::new));
        witness.awaitAnswer("http://127.0.0.1:" + port + "/health");
        return witness;
    }

    private Spawned omniwitness(int port, GoKey key, String logs) throws Exception {
        Path omniwitness = InteropModule.omniwitness();
        return Spawned.start(
                folder.resolve("omniwitness"),
                new ProcessBuilder(
                        omniwitness.toString(),
                        "--listen=127.0.0.1:" + port,
                        "--metrics_listen=",
                        "--private_key_path=" + key.write(folder.resolve("omniwitness-key")),
                        "--additional_logs=" + Files.writeString(folder.resolve("logs.yaml"), logs)));
    }

    @Test
    void omniwitnessAndOurWitnessCosignOurLogFromTheirFeeder() throws Exception {
        GoKey key = GoKey.drawn("witness.example/omni");
        int omniPort = FreePort.find();
        try (BareLogProcess log = BareLogProcess.start(folder.resolve("log"))) {
            log.add(300);
            int ourPort = FreePort.find();
            Path feeder = InteropModule.feeder(logs(log));
            try (Spawned omni = omniwitness(omniPort, key, logs(log));
                    Spawned ours = ourWitness(ourPort, List.of(log.verifierKey()));
                    Spawned feeding = Spawned.start(
                            folder.resolve("feeder"),
                            new ProcessBuilder(
                                    feeder.toString(),
                                    "--witness_url=http://127.0.0.1:" + omniPort + "/",
                                    "--witness_url=http://127.0.0.1:" + ourPort + "/witness",
                                    "--metrics_listen=",
                                    "--max_qps=4"))) {
                String omniUrl = "http://127.0.0.1:" + omniPort + "/";
                String ourUrl = "http://127.0.0.1:" + ourPort + "/witness";
                VerifierKey ourKey = VerifierKey.parse(ours.line("witness.example/ours+"));
                VerifierKey omniKey = key.verifierKey(VerifierKey.Type.COSIGNATURE_V1);
                awaitCosigned(feeding, log, omniUrl, omniKey);
                awaitCosigned(feeding, log, ourUrl, ourKey);
                // A larger tree goes with a proof of consistency.
                log.add(77);
                awaitCosigned(feeding, log, omniUrl, omniKey);
                awaitCosigned(feeding, log, ourUrl, ourKey);
                System.out.println(feeding.said() + omni.said());
            }
        }
    }

    /** Waits until the newest cosignature that the feeder got there makes the log's newest checkpoint meet a policy. */
    private static void awaitCosigned(Spawned feeder, BareLogProcess log, String url, VerifierKey key)
            throws Exception {
        LogPolicy policy =
                LogPolicy.parse(("log " + log.verifierKey() + "\nwitness w " + key + "\nquorum w\n").getBytes(UTF_8));
        Instant end = Instant.now().plus(PATIENCE);
        for (; ; Thread.sleep(100)) {
            String said = feeder.said();
            int newest = said.lastIndexOf(url + " ← " + BareLogProcess.ORIGIN + ": updated with signature(s):\n");
            if (newest >= 0) {
                String signatures = said.substring(said.indexOf('\n', newest) + 1)
                        .lines()
                        .takeWhile(line -> line.startsWith("— "))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
                SignedNote note = SignedNote.parse((log.checkpoint() + signatures).getBytes(UTF_8));
                if (isMet(policy, note)) {
                    return;
                }
            }
            assertThat(Instant.now()).as(said).isBefore(end);
        }
    }

    private static boolean isMet(LogPolicy policy, SignedNote note) {
        try {
            return policy.check(note) instanceof PolicyResult.Met;
        } catch (MalformedException notOfThisCheckpoint) {
            // The cosignature is of an older one: the feeder has not been there since.
            return false;
        }
    }

    @Test
    void ourWitnessServesTheirLoadTest() throws Exception {
        Path loadTest = InteropModule.loadTest();
        String logs = GoTool.run(new ProcessBuilder(loadTest.toString(), "--log_count=50"));
        List<String> keys = LOG_KEY.matcher(logs)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(keys).hasSize(50);
        int port = FreePort.find();
        try (Spawned ours = ourWitness(port, keys);
                Spawned running = Spawned.start(
                        folder.resolve("loadtest"),
                        new ProcessBuilder(
                                loadTest.toString(),
                                "--target=http://127.0.0.1:" + port + "/witness",
                                "--log_count=50",
                                "--start_qps=10",
                                "--success_qps=20",
                                "--timeout=5s"))) {
            assertThat(running.exitCode(PATIENCE))
                    .as(running.said() + ours.said())
                    .isZero();
            assertThat(running.said()).contains("Exiting successfully");
            System.out.println(running.said());
        }
    }
}
