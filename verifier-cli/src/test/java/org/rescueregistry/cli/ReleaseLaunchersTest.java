package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The release has a launcher for two kinds of systems, of which one is not here to run: both start the same. */
class ReleaseLaunchersTest {
    private static final Path BIN = Path.of("src/main/release/bin");
    private static final Pattern START =
            Pattern.compile("^(?:exec )?\"[$%]\\w+%?\" (-XX.*) -cp \"([^\"]*)\" (\\S+) (\\S+)$", Pattern.MULTILINE);

    private static MatchResult start(String launcher) throws IOException {
        List<MatchResult> starts =
                START.matcher(Files.readString(BIN.resolve(launcher))).results().toList();
        assertThat(starts).as(launcher).hasSize(1);
        return starts.get(0);
    }

    @Test
    void bothStartTheSameProgramInTheSameWay() throws IOException {
        MatchResult unix = start("rescue");
        MatchResult windows = start("rescue.cmd");
        assertThat(windows.group(1)).as("options of the Java runtime").isEqualTo(unix.group(1));
        assertThat(unix.group(2)).isEqualTo("$home/lib/*");
        assertThat(windows.group(2)).as("beside bin, as the other").isEqualTo("%~dp0..\\lib\\*");
        assertThat(unix.group(3)).isEqualTo(Rescue.class.getName());
        assertThat(windows.group(3)).isEqualTo(unix.group(3));
        assertThat(unix.group(4)).isEqualTo("\"$@\"");
        assertThat(windows.group(4)).isEqualTo("%*");
    }

    @Test
    void bothLookForJavaInTheSamePlacesAndSayTheSame() throws IOException {
        String unix = Files.readString(BIN.resolve("rescue"));
        String windows = Files.readString(BIN.resolve("rescue.cmd"));
        for (String said : List.of(
                "RESCUE_JAVA",
                "JAVA_HOME",
                "no Java runtime from 17 up found. Install one, or say with JAVA_HOME where")) {
            assertThat(unix).contains(said);
            assertThat(windows).contains(said);
        }
        assertThat(windows).as("the exit code comes through").contains("exit /b %ERRORLEVEL%", "exit /b 70");
        assertThat(windows.lines()
                        .filter(line -> line.startsWith("set \"JAVA="))
                        .count())
                .isEqualTo(1);
    }
}
