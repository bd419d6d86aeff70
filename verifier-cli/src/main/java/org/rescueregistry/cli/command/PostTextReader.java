package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rescueregistry.claim.PostText;

/** The text of a post from a file or from standard input, in UTF-8; what is signed of it is its canonical text. */
final class PostTextReader {
    static final String STANDARD_INPUT = "-";

    private PostTextReader() {}

    /** @param source a file, or {@code -} */
    static PostText read(String source, World world) throws Stopped {
        String text =
                decoded(source, source.equals(STANDARD_INPUT) ? standardInput(world) : Disk.read(Path.of(source)));
        if (text.length() > PostText.MAX_CHARS) {
            throw new Stopped(
                    StopCode.BAD_FILE, named(source) + ": a post has at most " + PostText.MAX_CHARS + " characters");
        }
        return PostText.of(text);
    }

    private static byte[] standardInput(World world) throws Stopped {
        try {
            // A character has at most four bytes: whatever is cut here is too long anyway.
            return world.in().readNBytes(4 * PostText.MAX_CHARS + 4);
        } catch (IOException e) {
            throw new Stopped(StopCode.FILE_UNREADABLE, "cannot read standard input: " + e.getMessage());
        }
    }

    /** A text that was saved in another encoding would be signed as a text that nobody posts. */
    private static String decoded(String source, byte[] bytes) throws Stopped {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Stopped(StopCode.BAD_FILE, named(source) + " is not UTF-8 text: save it anew as UTF-8");
        }
    }

    private static String named(String source) {
        return source.equals(STANDARD_INPUT) ? "standard input" : source;
    }
}
