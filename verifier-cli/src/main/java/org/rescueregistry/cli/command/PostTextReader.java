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

    /** More bytes than this are more characters than a post may have: one has at most three, a pair of them four. */
    private static final int MAX_BYTES = 3 * PostText.MAX_CHARS;

    private PostTextReader() {}

    /** @param source a file, or {@code -} */
    static PostText read(String source, World world) throws Stopped {
        byte[] bytes = source.equals(STANDARD_INPUT) ? standardInput(world) : Disk.read(Path.of(source));
        // Before it is decoded: what was cut off in the middle of a character is too long, not badly encoded.
        if (bytes.length > MAX_BYTES) {
            throw tooLong(source);
        }
        String text = decoded(source, bytes);
        if (text.length() > PostText.MAX_CHARS) {
            throw tooLong(source);
        }
        return PostText.of(text);
    }

    private static byte[] standardInput(World world) throws Stopped {
        try {
            return world.in().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new Stopped(StopCode.FILE_UNREADABLE, "cannot read standard input: " + e.getMessage());
        }
    }

    private static Stopped tooLong(String source) {
        return new Stopped(
                StopCode.POST_TOO_LONG, named(source) + ": a post has at most " + PostText.MAX_CHARS + " characters");
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
