package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers as a person meets them. They run after {@code package}, on the Java that runs the tests. */
class LauncherTest {
    private static final int ROUNDS = 9;
    private static final double ALLOWED_STARTS = 6;
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final Path RESCUE = Repository.ROOT.resolve("verifier-cli/bin/rescue");

    @TempDir
    private Path temp;

    private record Run(int exit, String out, long nanos) {}

    @BeforeEach
    void needsBashAndAFinishedBuild() throws Exception {
        boolean bash = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, "bash")));
        Assumptions.assumeTrue(bash, "skipped: no bash on the PATH");
        Run first = run(RESCUE.toString(), "--version");
        Assumptions.assumeFalse(
                first.exit() == 70 && first.out().contains("not built"),
                "skipped: the launchers are not built; ./mvnw package builds them");
        assertThat(first.out()).startsWith("rescue ");
        assertThat(first.exit()).isZero();
    }

    @Test
    void answersVersionWithinSixBareStarts() throws Exception {
        long[] bare = new long[ROUNDS];
        long[] launched = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = run(Path.of(JAVA_HOME, "bin", "java").toString(), "-version")
                    .nanos();
            launched[round] = run(RESCUE.toString(), "--version").nanos();
        }
        double starts = (double) median(launched) / median(bare);
        System.out.printf("rescue --version takes %.1f bare JVM starts of %d ms%n", starts, median(bare) / 1_000_000);
        assertThat(starts).isLessThanOrEqualTo(ALLOWED_STARTS);
    }

    @Test
    void findsTheRepositoryThroughSymbolicLinks() throws Exception {
        Path near = Files.createSymbolicLink(temp.resolve("near"), RESCUE);
        Path far = Files.createSymbolicLink(temp.resolve("far"), Path.of("near"));
        assertThat(near).exists();
        Run run = run(far.toString(), "--version");
        assertThat(run.out()).startsWith("rescue ");
        assertThat(run.exit()).isZero();
    }

    @Test
    void writesNothingButTheAnswer() throws Exception {
        assertThat(run(RESCUE.toString(), "--version").out().lines()).hasSize(1);
    }

    private Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command));
        builder.directory(temp.toFile()).redirectErrorStream(true);
        builder.environment().put("RESCUE_JAVA", JAVA_HOME);
        // A build inside the build that runs this test would write over it.
        builder.environment().put("RESCUE_BUILD", "never");
        long before = System.nanoTime();
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return new Run(exit, out, System.nanoTime() - before);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
