package org.rescueregistry.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** The lines that the demo prints after a {@code $}, run by a shell while it is up. */
class DemoByHandTest {
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void printsCommandsThatDoWhatTheySay() throws Exception {
        Path dir = folder.resolve("demo");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(
                bin.resolve("rescue"), "#!/bin/sh\nexec " + java("org.rescueregistry.cli.Rescue") + " \"$@\"\n");
        assertThat(bin.resolve("rescue").toFile().setExecutable(true)).isTrue();
        Process demo = new ProcessBuilder(
                        "sh", "-c", "exec " + java("org.rescueregistry.server.Registry") + " demo --json --dir " + dir)
                .redirectError(folder.resolve("demo.err").toFile())
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(demo.getInputStream(), UTF_8))) {
            Members story = Members.of(Json.parse(out.readLine()), "story");
            for (Members post : story.objects("posts")) {
                List<String> lines = post.strings("by_hand");
                String verify = lines.get(lines.size() - 1) + " --output json";
                if (post.string("id").equals("attested")) {
                    // In the story it was taken back at last: signed once more, it is verified once more.
                    assertThat(run(lines.get(0), dir, bin)).contains("published: RR-CN");
                    assertThat(run(verify, dir, bin)).contains("POST_VERIFIED");
                }
                if (List.of("verified", "renamed", "family", "after-revocation", "overseas")
                        .contains(post.string("id"))) {
                    assertThat(run(verify, dir, bin))
                            .contains(post.object("verdict").string("outcome"));
                }
            }
            Map<String, List<String>> steps = new LinkedHashMap<>();
            for (Members step : story.objects("steps")) {
                steps.put(step.string("title"), step.strings("by_hand"));
            }
            for (String line : steps.get("A council recognises two registries")) {
                run(line, dir, bin);
            }
            String last = "";
            for (String line : steps.get("Lantern Quay Homecoming Trust has applied and waits for you")) {
                last = run(line, dir, bin);
            }
            assertThat(last).contains("done: admit RR-CN");
        } finally {
            demo.destroy();
            assertThat(demo.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String run(String line, Path dir, Path bin) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        shell.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
        Process process = shell.start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(line).isTrue();
        String text = Files.readString(printed, UTF_8);
        // 0 verified or done, 1 refuted, 3 nobody can say: all are answers, and nothing else is.
        assertThat(process.exitValue()).as(line + "\n" + text).isIn(0, 1, 3);
        assertThat(text).as(line).doesNotContain("rescue: ");
        return text;
    }

    private static String java(String main) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + main;
    }
}
