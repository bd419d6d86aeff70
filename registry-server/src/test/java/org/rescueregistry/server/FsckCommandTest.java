package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** {@code registry log fsck} as an operator meets it. */
class FsckCommandTest {
    private static final int SIZE = 600;

    @TempDir
    private Path folder;

    private Path log;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void write() throws Exception {
        TestLog.grow(folder, SIZE);
        log = folder.resolve("log");
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Registry.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private Run fsck(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "log";
        arguments[1] = "fsck";
        arguments[2] = log.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(arguments);
    }

    private void damage(String name) throws Exception {
        Path file = log.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aWholeLogIsCleanWhenItsKeyIsGiven() throws Exception {
        Run run = fsck("--vkey", TestLog.vkey());
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("clean", "leaves      600", TestLog.ORIGIN);
    }

    @Test
    void withoutAKeyNothingIsVerified() {
        Run run = fsck();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("nothing is verified", "not checked: no key was given");
    }

    @Test
    void namesTheWrongFile() throws Exception {
        damage("tile/entries/001");
        Run run = fsck("--vkey", TestLog.vkey());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("NOT CLEAN", "tile/entries/001", "leaf 511");
    }

    @Test
    void aMissingFileIsAFinding() throws Exception {
        Files.delete(log.resolve("tile/0/000"));
        Run run = fsck("--vkey", TestLog.vkey());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("missing", "tile/0/000");
    }

    @Test
    void anotherLogsKeyIsAFinding() throws Exception {
        Run run = fsck("--vkey", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("policy_not_met", "checkpoint_unknown_log");
    }

    @Test
    void seesAForkGuardThatWasPutBack() throws Exception {
        Path guard = folder.resolve("guard/fork-guard");
        String older = Files.readString(guard);
        TestLog.grow(folder, SIZE + 1);
        Files.writeString(guard, older);
        Run run = fsck("--vkey", TestLog.vkey());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("an older fork guard was put back");
    }

    @Test
    void namesWhatWasLeftHalfWritten() throws Exception {
        Files.write(log.resolve("tile/0/002~"), new byte[3]);
        Run run = fsck("--vkey", TestLog.vkey());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("left half-written", "tile/0/002~");
    }

    @Test
    void givesProgramsOneJsonValue() throws Exception {
        damage("tile/0/001");
        Run run = fsck("--vkey", TestLog.vkey(), "--output", "json");
        Members report =
                Members.of(Json.parse(run.out().strip().getBytes(java.nio.charset.StandardCharsets.UTF_8)), "report");
        assertThat(report.integer("size")).isEqualTo(SIZE);
        assertThat(report.integer("checked")).isEqualTo(SIZE);
        assertThat(run.out()).contains("\"clean\":false", "\"place\":\"tile/0/001\"", "\"verified\":true");
    }

    @Test
    void saysWhatIsNoLog() {
        Run run = run("log", "fsck", folder.resolve("nowhere").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("[no_log]");
        assertThat(run("log", "fsck", "http://127.0.0.1:1/log").exit()).isEqualTo(4);
    }

    @Test
    void tellsHowFarItIsAndHowLongItWillTake() {
        assertThat(ProgressLine.line(250_000, 1_000_000, 128_000_000, Duration.ofSeconds(1)))
                .isEqualTo("[#####               ]  25%  250,000 of 1,000,000 leaves, 128 MB, 128 MB/s, 3 s left");
        StringWriter out = new StringWriter();
        Instant[] now = {Instant.EPOCH};
        ProgressLine terminal = new ProgressLine(new PrintWriter(out), true, () -> now[0]);
        now[0] = now[0].plusSeconds(1);
        terminal.at(1, 2, 3);
        terminal.end();
        assertThat(out.toString()).startsWith("\r[").endsWith("\r\u001b[K");
        StringWriter lines = new StringWriter();
        ProgressLine elsewhere = new ProgressLine(new PrintWriter(lines), false, () -> now[0]);
        elsewhere.at(1, 2, 3);
        now[0] = now[0].plusSeconds(10);
        elsewhere.at(1, 2, 3);
        elsewhere.end();
        assertThat(lines.toString()).hasLineCount(1).doesNotContain("\u001b");
    }
}
