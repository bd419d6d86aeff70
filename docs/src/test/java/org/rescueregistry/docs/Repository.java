package org.rescueregistry.docs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is: the nearest directory upward that holds the Maven wrapper. */
final class Repository {
    static final Path ROOT = find();

    private Repository() {}

    private static Path find() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("mvnw"))) {
                return dir;
            }
        }
        throw new IllegalStateException("these tests run inside the repository");
    }
}
