package org.rescueregistry.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.claim.PostText;

/** The text of a post as it comes in, whatever is in it. */
class PostTextReaderTest {
    private static final String GRINNING = "\ud83d\ude00";

    @TempDir
    private Path folder;

    private static PostText typed(byte[] bytes) throws Stopped {
        PrintWriter unread = new PrintWriter(Writer.nullWriter());
        World world = new World(
                new ByteArrayInputStream(bytes),
                unread,
                unread,
                Terminal.ofProcess(),
                false,
                InstantSource.system(),
                new SecureRandom(),
                null);
        return PostTextReader.read(PostTextReader.STANDARD_INPUT, world);
    }

    private PostText saved(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("post.txt"), bytes);
        return PostTextReader.read(file.toString(), World.ofProcess());
    }

    private static void refuses(StopCode code, Attempt attempt) {
        assertThatThrownBy(attempt::read)
                .isInstanceOfSatisfying(
                        Stopped.class,
                        stopped ->
                                assertThat(stopped.code()).as(stopped.message()).isEqualTo(code.text()));
    }

    private interface Attempt {
        PostText read() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "救", GRINNING})
    void saysOfATextThatIsTooLongThatItIsWhateverCharacterItIsCutIn(String letter) throws Exception {
        String most = letter.repeat(PostText.MAX_CHARS / letter.length());
        assertThat(typed(most.getBytes(UTF_8))).isEqualTo(saved(most.getBytes(UTF_8)));
        for (String more : new String[] {most + "a", "a" + most, most + most, most + most + most + most}) {
            refuses(StopCode.POST_TOO_LONG, () -> typed(more.getBytes(UTF_8)));
            refuses(StopCode.POST_TOO_LONG, () -> saved(more.getBytes(UTF_8)));
        }
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] whole = "蓝舟救援".getBytes(UTF_8);
        byte[] bytes = Arrays.copyOf(whole, whole.length - 1);
        refuses(StopCode.BAD_FILE, () -> typed(bytes));
        refuses(StopCode.BAD_FILE, () -> saved(bytes));
    }
}
