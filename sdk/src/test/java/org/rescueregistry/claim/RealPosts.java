package org.rescueregistry.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rescueregistry.testing.SharedData;

/** Real posts from the shared data directory, one a line, masked; a test that asks for them is skipped where it is not. */
final class RealPosts {
    /** Everyday text: the file and its language. */
    static final Map<String, String> EVERYDAY = new TreeMap<>(Map.of(
            "wisesight-th", "Thai",
            "lihkg-zh-hant", "Hong Kong Chinese",
            "reddit-en", "English",
            "indonlu-id", "Indonesian",
            "vihos-vi", "Vietnamese"));

    private RealPosts() {}

    /** The posts of a file with one column. */
    static List<String> everyday(String file) {
        return lines(file).subList(1, lines(file).size());
    }

    /** A tweet written in a catastrophe, and who wrote it. */
    record Tweet(String author, String text) {}

    static List<Tweet> crises() {
        return lines("crisislex-tweets").stream()
                .skip(1)
                .map(line -> line.split("\t", 4))
                .filter(columns -> columns.length == 4)
                .map(columns -> new Tweet(columns[1], columns[3]))
                .toList();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(SharedData.path("data/posts/" + file + ".tsv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
