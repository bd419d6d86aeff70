package org.rescueregistry.claim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Han characters that look alike. Unicode's own confusables, made for identifiers, have few of them. */
final class HanLookalikes {
    private static final String RESOURCE = "han-lookalikes.txt";

    private static final class Shared {
        static final Map<Character, String> LIKE = read();
    }

    private HanLookalikes() {}

    /** Those that look like it, the likest first; none for most characters. */
    static String of(char han) {
        return Shared.LIKE.getOrDefault(han, "");
    }

    /** Every character that looks like another, with those it looks like. */
    static Map<Character, String> all() {
        return Shared.LIKE;
    }

    private static Map<Character, String> read() {
        Map<Character, String> like = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(HanLookalikes.class.getResourceAsStream(RESOURCE))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> like.put(line.charAt(0), line.substring(1)));
        } catch (IOException broken) {
            throw new IllegalStateException("the look-alikes in this jar cannot be read", broken);
        }
        return Map.copyOf(like);
    }
}
