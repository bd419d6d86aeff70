package org.rescueregistry.claim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of Han characters, each table read when it is asked for first. Simplified forms and sounds are what ICU's
 * transliterators say, kept as text because making those takes half a second of a processor; a test compares.
 */
final class HanTables {
    private static final class Simplified {
        static final Map<Character, Character> TABLE = read();

        private static Map<Character, Character> read() {
            Map<Character, Character> table = new HashMap<>();
            for (String line : lines("han-simplified.txt")) {
                for (int i = 0; i + 1 < line.length(); i += 2) {
                    table.put(line.charAt(i), line.charAt(i + 1));
                }
            }
            return Map.copyOf(table);
        }
    }

    private static final class Alike {
        static final String[] TABLE = read();

        private static String[] read() {
            String[] table = new String[LAST - FIRST + 1];
            Arrays.fill(table, "");
            for (String line : lines("han-lookalikes.txt")) {
                table[line.charAt(0) - FIRST] = line.substring(1);
            }
            return table;
        }
    }

    private static final class Sounds {
        static final short[] TABLE = read();

        private static short[] read() {
            short[] table = new short[LAST - FIRST + 1];
            short sound = 1;
            for (String line : lines("han-sounds.txt")) {
                for (int i = line.indexOf(' ') + 1; i < line.length(); i++) {
                    table[line.charAt(i) - FIRST] = sound;
                }
                sound++;
            }
            return table;
        }
    }

    /** Between these stand all that sound or look like something. */
    static final char FIRST = '\u4E00';

    static final char LAST = '\u9FFF';

    private HanTables() {}

    /** Traditional characters with the simplified form of each. */
    static Map<Character, Character> simplified() {
        return Simplified.TABLE;
    }

    /** The characters that look like this one, the likest first; mostly none. Unicode's own confusables have few of them. */
    static String alike(char c) {
        return c < FIRST || c > LAST ? "" : Alike.TABLE[c - FIRST];
    }

    /** The number of the syllable as which a character is read in Mandarin, without its tone; 0 for none. */
    static int sound(char c) {
        return c < FIRST || c > LAST ? 0 : Sounds.TABLE[c - FIRST];
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(HanTables.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new IllegalStateException("a table in this jar cannot be read", broken);
        }
    }
}
