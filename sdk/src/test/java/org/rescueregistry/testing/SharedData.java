package org.rescueregistry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the shared data directory: published vectors and real names and posts that are too large, or not ours, to keep
 * in this repository. It is a directory {@code shared} beside the repository, or the one that the environment variable
 * {@code RESCUE_SHARED} names. A test that asks for a file which is not there is skipped, and says so.
 */
public final class SharedData {
    private SharedData() {}

    /** The file or directory at {@code relative}, for example {@code vectors/tlog}; skips the test when absent. */
    public static Path path(String relative) {
        Path root = root();
        if (root == null) {
            return Assumptions.abort("skipped: no shared data directory beside the repository, wanted " + relative);
        }
        Path wanted = root.resolve(relative);
        if (!Files.exists(wanted)) {
            return Assumptions.abort("skipped: the shared data directory has no " + relative);
        }
        return wanted;
    }

    /** The bytes of the file at {@code relative}; skips the test when absent. */
    public static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path root() {
        String named = System.getenv("RESCUE_SHARED");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        // Tests run in a module's directory: its parent is the repository, and that one's parent holds "shared".
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path beside = dir.resolve("shared");
            if (Files.isDirectory(beside.resolve("vectors"))) {
                return beside;
            }
        }
        return null;
    }
}
