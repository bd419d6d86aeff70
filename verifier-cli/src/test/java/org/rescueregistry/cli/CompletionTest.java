package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the TAB key offers in bash; {@code rescue} itself is a stand-in that knows two codes. */
class CompletionTest {
    private static final String ONE = "RR-CN7K-3M9Q-XDP2";
    private static final String OTHER = "RR-TH7K-3M9Q-XDP2";

    @TempDir
    private Path dir;

    private Path script;

    @BeforeEach
    void needsBash() throws IOException {
        boolean bash = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bash")));
        Assumptions.assumeTrue(bash, "skipped: no bash on the PATH");
        script = Files.writeString(
                dir.resolve("completion.bash"),
                Shell.at(Instant.EPOCH).run("generate-completion").out());
        Path rescue = Files.writeString(
                dir.resolve("rescue"),
                "#!/usr/bin/env bash\n[ \"$1\" = complete-codes ] || exit 70\nprintf '%s\\n' " + ONE + " " + OTHER
                        + "\n");
        assertThat(rescue.toFile().setExecutable(true)).isTrue();
    }

    private List<String> offered(String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String quoted = Arrays.stream(words).map(word -> "'" + word + "'").reduce("", (all, word) -> all + " " + word);
        String commands = "source " + script + "\n"
                + "COMP_WORDS=(" + quoted + ")\nCOMP_CWORD=" + (words.length - 1) + "\n"
                + "COMP_LINE='" + line + "'\nCOMP_POINT=" + line.length() + "\n"
                + "_rescue_with_codes\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true);
        bash.environment().put("PATH", dir + File.pathSeparator + System.getenv("PATH"));
        Process process = bash.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.lines().filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void offersCodesWhereOneBelongs() throws Exception {
        assertThat(offered("rescue", "show", "")).contains(ONE, OTHER);
        assertThat(offered("rescue", "revoke", "--yes", "rr")).contains(ONE, OTHER);
        assertThat(offered("rescue", "verify", "RR-")).contains(ONE, OTHER);
        assertThat(offered("rescue", "log", "watch", "--code", "")).contains(ONE, OTHER);
    }

    @Test
    void offersCommandsAndOptionsAsBefore() throws Exception {
        assertThat(offered("rescue", "li")).containsExactly("list");
        assertThat(offered("rescue", "show", "--a"))
                .contains("--anchors", "--at")
                .doesNotContain(ONE);
        assertThat(offered("rescue", "list", "")).doesNotContain(ONE);
        assertThat(offered("rescue", "")).doesNotContain("complete-codes").doesNotContain(ONE);
    }
}
