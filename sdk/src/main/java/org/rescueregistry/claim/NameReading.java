package org.rescueregistry.claim;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads names as they are compared, one after the other into the same memory: looking for a name that is like none leaves no garbage.
 * Of one thread.
 */
final class NameReading implements AhoCorasickDoubleArrayTrie.IHit<Phrase> {
    /** Longest name that is compared, in letters; of a longer one the first. */
    static final int MAX_LETTERS = Long.SIZE;

    private static final class Shared {
        static final AhoCorasickDoubleArrayTrie<Phrase> GENERIC = read();

        private static AhoCorasickDoubleArrayTrie<Phrase> read() {
            TreeMap<String, Phrase> generic = new TreeMap<>();
            try (InputStream in = Objects.requireNonNull(NameReading.class.getResourceAsStream("generic-names.txt"))) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> Phrase.of(Phrase.Kind.TEAM, line, line))
                        .forEach(phrase -> generic.put(phrase.letters(), phrase));
            } catch (IOException broken) {
                throw new IllegalStateException("the names in this jar cannot be read", broken);
            }
            AhoCorasickDoubleArrayTrie<Phrase> compiled = new AhoCorasickDoubleArrayTrie<>();
            compiled.build(generic);
            return compiled;
        }
    }

    private final Letters letters = new Letters(true);
    private final char[] own = new char[MAX_LETTERS];
    private int length;
    private int ownLength;

    /** A bit for each letter that many names share. */
    private long generic;

    void read(String name) {
        String cut = name.length() <= 4 * MAX_LETTERS ? name : name.substring(0, 4 * MAX_LETTERS);
        letters.read(LetterTable.standard(), cut);
        generic = 0;
        Shared.GENERIC.parseText(letters, this);
        length = Math.min(letters.length(), MAX_LETTERS);
        ownLength = 0;
        for (int i = 0; i < length; i++) {
            if ((generic >>> i & 1) == 0) {
                own[ownLength++] = letters.charAt(i);
            }
        }
    }

    @Override
    public void hit(int begin, int end, Phrase phrase) {
        if (begin < MAX_LETTERS && phrase.standsFree(letters, begin)) {
            long before = end >= MAX_LETTERS ? -1L : (1L << end) - 1;
            generic |= before & -1L << begin;
        }
    }

    /** How many letters the name has. */
    int length() {
        return length;
    }

    char charAt(int index) {
        return letters.charAt(index);
    }

    /** How many of them it does not share with many others. */
    int ownLength() {
        return ownLength;
    }

    char ownAt(int index) {
        return own[index];
    }

    /** What was read, to be kept. */
    NameLetters copy() {
        return new NameLetters(letters.subSequence(0, length).toString(), new String(own, 0, ownLength));
    }
}
