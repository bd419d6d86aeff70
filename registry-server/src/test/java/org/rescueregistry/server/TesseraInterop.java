package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.testing.GoTool;

/** Programs of the Go project and of Tessera read and fill a log of ours. */
class TesseraInterop {
    private static final String TESSERA = "github.com/transparency-dev/tessera";
    private static final String VERSION = "v1.0.4";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private BareLogProcess log;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(GoTool.isHere(), GoTool.NOT_MEASURED);
        log = BareLogProcess.start(folder);
    }

    @AfterEach
    void stop() {
        if (log != null) {
            log.close();
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        return ran(new ProcessBuilder(command));
    }

    private String ran(ProcessBuilder command) throws IOException, InterruptedException {
        try (Spawned program = Spawned.start(folder.resolve("program"), command)) {
            assertThat(program.exitCode(PATIENCE)).as(program.said()).isZero();
            System.out.println(String.join(" ", command.command()) + "\n" + program.said());
            return program.said();
        }
    }

    @Test
    void theGoProjectsLogClientReadsAndProvesEveryLeaf() throws Exception {
        log.add(700);
        Path readLog = InteropModule.built("readlog", "./readlog");
        assertThat(run(readLog.toString(), "--url=" + log.url(), "--vkey=" + log.verifierKey()))
                .contains("read 700 leaves, each proven");
    }

    @Test
    void theHammerWritesAndReadsAndFsckFindsNoFault() throws Exception {
        Path hammer = GoTool.installed(TESSERA + "/internal/hammer", VERSION).orElseThrow();
        String said = run(
                hammer.toString(),
                "--log_public_key=" + log.verifierKey(),
                "--log_url=" + log.url(),
                "--write_log_url=" + log.url(),
                "--max_read_ops=50",
                "--num_readers_random=2",
                "--num_readers_full=2",
                "--num_writers=64",
                "--max_write_ops=2000",
                "--dup_chance=0.1",
                "--leaf_write_goal=3000",
                "--max_runtime=2m",
                "--show_ui=false");
        assertThat(said).doesNotContain("failed to");
        assertThat(log.size()).isGreaterThanOrEqualTo(3000);
        Path key = Files.writeString(folder.resolve("key"), log.verifierKey());
        Path fsck = GoTool.installed(TESSERA + "/cmd/fsck", VERSION).orElseThrow();
        run(fsck.toString(), "--storage_url=" + log.url(), "--public_key=" + key, "--ui=false", "--N=2");
    }

    @Test
    void theirIntegrationTestPasses() throws Exception {
        Matcher found = Pattern.compile("\"Dir\": \"([^\"]+)\"")
                .matcher(GoTool.run(new ProcessBuilder("go", "mod", "download", "-json", TESSERA + "@" + VERSION)));
        assertThat(found.find()).isTrue();
        // As their continuous integration runs it.
        assertThat(ran(new ProcessBuilder(
                                "go",
                                "test",
                                "-v",
                                "./integration",
                                "--run_integration_test=true",
                                "--log_url=" + log.url(),
                                "--write_log_url=" + log.url(),
                                "--log_public_key=" + log.verifierKey())
                        .directory(Path.of(found.group(1)).toFile())))
                .contains("--- PASS: TestLiveLogIntegration");
    }
}
