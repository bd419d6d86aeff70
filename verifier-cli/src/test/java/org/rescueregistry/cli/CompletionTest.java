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
        Assumptions.assumeTrue(isThere("bash"), "skipped: no bash on the PATH");
        script = Files.writeString(
                dir.resolve("completion.bash"),
                Shell.at(Instant.EPOCH).run("generate-completion").out());
        Path rescue = Files.writeString(
                dir.resolve("rescue"),
                "#!/usr/bin/env bash\n[ \"$1\" = complete-codes ] || exit 70\nprintf '%s\\n' " + ONE + " " + OTHER
                        + "\n");
        assertThat(rescue.toFile().setExecutable(true)).isTrue();
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private List<String> offered(String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String quoted = Arrays.stream(words).map(word -> "'" + word + "'").reduce("", (all, word) -> all + " " + word);
        String commands = "source " + script + "\n"
                + "COMP_WORDS=(" + quoted + ")\nCOMP_CWORD=" + (words.length - 1) + "\n"
                + "COMP_LINE='" + line + "'\nCOMP_POINT=" + line.length() + "\n"
                + "_rescue_with_codes\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        return said("bash", "-c", commands);
    }

    /** What its completion system gets to choose from; it keeps what begins like the word. */
    private List<String> offeredInZsh(String... words) throws IOException, InterruptedException {
        String quoted = Arrays.stream(words).map(word -> "'" + word + "'").reduce("", (all, word) -> all + " " + word);
        Path commands = Files.writeString(dir.resolve("offered.zsh"), """
                autoload -U +X compinit && compinit -u -D
                source %s
                offered() {
                  local -a COMP_WORDS COMPREPLY
                  local COMP_CWORD
                  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
                  compgen -F _rescue_with_codes -- "${@[-1]}"
                }
                offered %s
                """.formatted(script, quoted));
        return said("zsh", "-f", commands.toString());
    }

    private List<String> said(String... command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder(command).redirectErrorStream(true);
        shell.environment().put("PATH", dir + File.pathSeparator + System.getenv("PATH"));
        Process process = shell.start();
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

    @Test
    void offersTheSameInZsh() throws Exception {
        Assumptions.assumeTrue(isThere("zsh"), "skipped: no zsh on the PATH");
        assertThat(offeredInZsh("rescue", "show", "")).containsExactly(ONE, OTHER);
        assertThat(offeredInZsh("rescue", "revoke", "--yes", "rr")).contains(ONE, OTHER);
        assertThat(offeredInZsh("rescue", "log", "watch", "--code", "")).contains(ONE, OTHER);
        assertThat(offeredInZsh("rescue", "li"))
                .contains("list", "suspend")
                .doesNotContain(ONE)
                .noneMatch(line -> line.contains("unrecognized"));
        assertThat(offeredInZsh("rescue", "show", "--a"))
                .contains("--anchors", "--at")
                .doesNotContain(ONE);
        assertThat(offeredInZsh("rescue", "list", "")).isEmpty();
    }
}
