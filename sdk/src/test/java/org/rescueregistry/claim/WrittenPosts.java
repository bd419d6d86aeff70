package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Posts written by hand, in {@code src/test/resources/posts}: the columns of each. */
final class WrittenPosts {
    private WrittenPosts() {}

    static List<String[]> read(String file) {
        try (InputStream in = Objects.requireNonNull(WrittenPosts.class.getResourceAsStream("/posts/" + file))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
