package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.anchor.AnchorDocument;
import org.rescueregistry.anchor.RootKeys;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.testing.TestKeys;

/** The release of {@code rescue} as somebody unpacks it. Runs after {@code package}, on the Java that runs the tests. */
class ReleaseTest {
    private static final Path TARGET = Repository.ROOT.resolve("verifier-cli/target");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    private Path temp;

    private Path home;

    private record Run(int exit, String out) {}

    @BeforeEach
    void unpack() throws IOException {
        Path zip = TARGET.resolve("rescue-" + version() + ".zip");
        Assumptions.assumeTrue(Files.exists(zip), "skipped: no release; ./mvnw package builds it");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
        try (ZipFile release = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(release.entries())) {
                Path file = temp.resolve(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = release.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
        home = temp.resolve("rescue-" + version());
    }

    private static String version() throws IOException {
        return Files.readString(TARGET.resolve("classes/org/rescueregistry/cli/version.txt"))
                .strip();
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("bin/rescue").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    @Test
    void holdsAllThatIsNeededAndNothingTwice() throws IOException {
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("README.md")).exists();
        assertThat(Files.readString(home.resolve("bin/rescue.cmd"))).contains("\r\n");
        try (var jars = Files.list(home.resolve("lib"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
            assertThat(names).allMatch(name -> name.endsWith(".jar"));
            assertThat(names).filteredOn(name -> name.contains("picocli")).hasSize(1);
            assertThat(names).noneMatch(name -> name.contains("test") || name.contains("junit"));
        }
    }

    @Test
    void saysItsVersionAndChecksAFile() throws Exception {
        Map<String, String> java = Map.of("JAVA_HOME", JAVA_HOME);
        Run version = run(java, "--version");
        assertThat(version).isEqualTo(new Run(0, "rescue " + version() + System.lineSeparator()));
        Es256Signer root = TestKeys.es256("root");
        AnchorDocument document = new AnchorDocument(
                1,
                Instant.ofEpochSecond(Instant.now().getEpochSecond()).minus(Duration.ofDays(1)),
                Instant.ofEpochSecond(Instant.now().getEpochSecond()).plus(Duration.ofDays(1)),
                RootKeys.of(1, List.of(root.publicKey())),
                List.of(new PinnedAnchor(
                        EntityId.parse("https://council.example"),
                        FederationKeys.of(TestKeys.es256("council").publicKey()))));
        Path anchors = Files.write(temp.resolve("anchors.json"), document.assemble(List.of(document.sign(root))));
        Run shown = run(java, "anchors", "show", anchors.toString());
        assertThat(shown.exit()).as(shown.out()).isZero();
        assertThat(shown.out()).contains("https://council.example");
        Run check = run(java, "verify", "RR-CN7K-3M9Q-XDP2");
        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.out()).contains("[anchors_missing]");
    }

    @Test
    void saysClearlyThatThereIsNoJava() throws Exception {
        Run none = run(Map.of("PATH", temp.toString()), "--version");
        assertThat(none.exit()).isEqualTo(70);
        assertThat(none.out()).contains("no Java runtime from 17 up");
        Path old = temp.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\n");
        assertThat(new File(old.resolve("bin/java").toString()).setExecutable(true))
                .isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertThat(run(Map.of("PATH", old + "/bin"), "--version").exit()).isEqualTo(70);
    }
}
