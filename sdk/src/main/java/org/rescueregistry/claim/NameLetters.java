package org.rescueregistry.claim;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A name as it is compared.
 *
 * @param all its letters
 * @param own those that it does not share with many others, as 救援队, rescue team or foundation are shared
 */
record NameLetters(String all, String own) {
    /** Longest name that is compared, in letters; of a longer one the first. */
    static final int MAX_LETTERS = 64;

    private static final class Shared {
        static final AhoCorasickDoubleArrayTrie<Phrase> GENERIC = read();

        private static AhoCorasickDoubleArrayTrie<Phrase> read() {
            TreeMap<String, Phrase> generic = new TreeMap<>();
            try (InputStream in = Objects.requireNonNull(NameLetters.class.getResourceAsStream("generic-names.txt"))) {
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

    static NameLetters of(String name) {
        String cut = name.length() <= 4 * MAX_LETTERS ? name : name.substring(0, 4 * MAX_LETTERS);
        Letters letters = Letters.placed(LetterTable.standard(), cut);
        BitSet generic = new BitSet();
        Shared.GENERIC.parseText(letters, (begin, end, phrase) -> {
            if (phrase.standsFree(letters, begin)) {
                generic.set(begin, end);
            }
        });
        StringBuilder own = new StringBuilder();
        int length = Math.min(letters.length(), MAX_LETTERS);
        for (int i = generic.nextClearBit(0); i < length; i = generic.nextClearBit(i + 1)) {
            own.append(letters.charAt(i));
        }
        return new NameLetters(letters.subSequence(0, length).toString(), own.toString());
    }

    boolean isGenericInPart() {
        return own.length() < all.length();
    }
}
