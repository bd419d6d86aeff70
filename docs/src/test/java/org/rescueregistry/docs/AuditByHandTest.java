package org.rescueregistry.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.testing.SharedData;

/** What an auditor and a family do while the demo runs as a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditByHandTest {
    private static final Pattern AUDIT = Pattern.compile("log audit (\\S+) ");
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    private static Path folder;

    private Process demo;
    private final List<String> lines = new ArrayList<>();
    private String registry = "";

    private record Ran(int exit, String out) {}

    @BeforeAll
    void startTheDemo() throws IOException {
        Path errors = folder.resolve("demo.err");
        demo = java(
                        "org.rescueregistry.server.Registry",
                        List.of("demo", "--dir", folder.resolve("demo").toString()))
                .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
                .start();
        BufferedReader out = demo.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("It stays up")) {
                break;
            }
        }
        Matcher audit = AUDIT.matcher(String.join("\n", lines));
        assertThat(audit.find())
                .as(String.join("\n", lines) + "\n" + Files.readString(errors))
                .isTrue();
        registry = audit.group(1);
    }

    @AfterAll
    void stopTheDemo() throws InterruptedException {
        demo.destroy();
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).as("ends when told to").isTrue();
    }

    private static ProcessBuilder java(String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private Ran rescue(String commandLine) throws IOException, InterruptedException {
        List<String> words = List.of(commandLine.split(" "));
        Process process = java("org.rescueregistry.cli.Rescue", words)
                .directory(folder.resolve("demo").toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    private Ran audit() throws IOException, InterruptedException {
        return rescue("log audit " + registry + " --anchors anchors.json");
    }

    @Test
    void everyPageThatIsNamedIsThere() throws IOException, InterruptedException {
        List<String> pages = lines.stream()
                .map(String::strip)
                .filter(line -> line.matches("http://\\S+/RR\\S+ .*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(pages).hasSizeGreaterThanOrEqualTo(5);
        for (String page : pages) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page)).build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).contains("lang=\"zh-Hans\"").doesNotContain("<script");
        }
    }

    @Test
    void anAuditIsCleanAndNamesTheFileOfWhichAByteWasChanged() throws Exception {
        Ran clean = audit();
        assertThat(clean.exit()).as(clean.out()).isZero();
        Path log = log();
        Path bundle = newest(log.resolve("tile/entries/000.p"));
        Path tile = newest(log.resolve("tile/0/000.p"));
        long entries = Long.parseLong(bundle.getFileName().toString());
        long bytes = Files.size(bundle);
        // The last entry is the state leaf, the first the charter.
        changed(bundle, (int) bytes - 20, "tile/entries/000.p/" + entries, "leaf " + (entries - 1));
        changed(bundle, 100, "tile/entries/000.p/" + entries, "leaf 0");
        changed(tile, 40, "tile/0/000.p/" + entries, "");
        Path checkpoint = log.resolve("checkpoint");
        int root = Files.readString(checkpoint)
                        .indexOf('\n', Files.readString(checkpoint).indexOf('\n') + 1)
                + 5;
        changed(checkpoint, root, "checkpoint", "");
        assertThat(audit().exit()).isZero();
    }

    private void changed(Path file, int at, String place, String also) throws Exception {
        byte[] bytes;
        byte[] other;
        Ran ran;
        do {
            bytes = Files.readAllBytes(file);
            other = bytes.clone();
            other[at] ^= 1;
            Files.write(file, other);
            awaitServed(place, other);
            ran = audit();
            // The registry has fresh cosignatures put under its checkpoint from
            // time to time: then that is not ours any more.
        } while (!Arrays.equals(other, Files.readAllBytes(file)));
        Files.write(file, bytes);
        awaitServed(place, bytes);
        assertThat(ran.exit()).as(ran.out()).isEqualTo(1);
        assertThat(ran.out()).contains(place).contains(also);
    }

    /** The registry keeps what is asked for often for two seconds; an auditor who comes later sees what is on the disk. */
    private void awaitServed(String place, byte[] bytes) throws Exception {
        // As an auditor asks: what is kept compressed is kept apart from the plain form.
        LogSource log = LogSource.at(URI.create(registry + "/log"), Web.withTimeLimit(Duration.ofSeconds(10)));
        Instant patience = Instant.now().plusSeconds(10);
        while (!Arrays.equals(bytes, place.equals("checkpoint") ? log.checkpoint() : log.read(TilePath.parse(place)))) {
            assertThat(Instant.now())
                    .as("the file as it is on the disk is served: " + place)
                    .isBefore(patience);
            Thread.sleep(50);
        }
    }

    private Path log() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("demo/home"))) {
            return all.filter(path -> path.endsWith("log/checkpoint"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private static Path newest(Path partials) throws IOException {
        try (Stream<Path> all = Files.list(partials)) {
            return all.max(Comparator.comparing(
                            path -> Integer.valueOf(path.getFileName().toString())))
                    .orElseThrow();
        }
    }

    @Test
    void realPostsAccuseNobody() throws IOException, InterruptedException {
        Path posts = SharedData.path("data/posts/crisislex-tweets.tsv");
        Ran ran = rescue("scan --posts " + posts + " --anchors anchors.json --output json");
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("NOT_A_CLAIM")
                .doesNotContain("CLAIM_MISMATCH")
                .doesNotContain("LOOKALIKE");
    }

    @Test
    void withoutAnchorsNothingIsChecked() throws IOException, InterruptedException {
        Ran ran = rescue("log audit " + registry);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).contains("--anchors").contains("anchors_missing");
    }
}
