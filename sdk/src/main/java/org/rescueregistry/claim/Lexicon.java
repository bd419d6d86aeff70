package org.rescueregistry.claim;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import com.ibm.icu.lang.UCharacter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.wire.MalformedException;

/**
 * Words by which an offer to rescue is noticed, as versioned data: one per line, {@code T<TAB>救援队}; {@code #} begins a
 * comment, {@code #version<TAB>2026-11-22} gives the version.
 *
 * <ul>
 *   <li>{@code T} a team, {@code W} the deed without one
 *   <li>{@code A} an authority, {@code I} an institution, {@code S} the writer of himself, {@code C} a way to reach him, {@code M} money or a promise
 *   <li>{@code D} doubt: a question, a warning, news, a plea, a repost, a joke
 *   <li>{@code B} what between S and T says that the writer is not the team: {@code by}, {@code the family}
 *   <li>{@code N} no phrase but a name that accounts must not be taken for, such as an authority's that no registry knows; behind
 *       another tab may stand an account that bears it by right, {@code N<TAB>name<TAB>platform id}: a line for each
 *   <li>{@code -} the phrase or name of this spelling is taken out of the lexicon that is extended
 * </ul>
 *
 * <p>A phrase chooses what a human looks at. It never makes a verdict about an author. Making a lexicon takes some
 * milliseconds and its search tables about a megabyte: keep it.
 */
public final class Lexicon {
    /** Longest phrase, in UTF-16 units. */
    public static final int MAX_PHRASE_CHARS = 64;

    /** Most phrases and names. */
    public static final int MAX_PHRASES = 20_000;

    /** Longest version. */
    public static final int MAX_VERSION_CHARS = 128;

    private static final int LEAST_LETTERS = 2;
    private static final char REMOVED = '-';
    private static final char PROTECTED = 'N';
    private static final String RESOURCE = "lexicon.tsv";
    private static final String VERSION = "#version\t";

    private final String version;
    private final List<Line> lines;
    private final LetterTable table;
    private final AhoCorasickDoubleArrayTrie<List<Phrase>> all;
    private final AhoCorasickDoubleArrayTrie<List<Phrase>> teams;
    private final ProtectedNames names;

    /** A line of a lexicon; {@code kind} is the letter, or {@code -}; {@code account} only of some that are protected. */
    private record Line(char kind, String written, @Nullable AccountId account) {}

    private static final class Shared {
        static final Lexicon STANDARD = shipped();

        private static Lexicon shipped() {
            try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(RESOURCE))) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException | MalformedException broken) {
                throw new IllegalStateException("the lexicon in this jar cannot be read", broken);
            }
        }
    }

    private Lexicon(String version, List<Line> lines) {
        this.version = version;
        this.lines = lines;
        List<Phrase> phrases = phrases(lines);
        this.table = LetterTable.standard().reading(lookalikes(phrases));
        this.all = compile(phrases);
        this.teams = compile(phrases.stream()
                .filter(phrase -> phrase.kind() == Phrase.Kind.TEAM || phrase.kind() == Phrase.Kind.DEED)
                .toList());
        this.names = protectedNames(lines);
    }

    /** The lexicon that ships with the SDK: one object, made when it is asked for first. */
    public static Lexicon standard() {
        return Shared.STANDARD;
    }

    /**
     * Reads a lexicon.
     *
     * @throws MalformedException {@code lexicon_line}, naming the line, {@code lexicon_no_version} or
     *     {@code lexicon_too_large}
     */
    public static Lexicon parse(String text) throws MalformedException {
        String version = "";
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith(VERSION)) {
                version = line.substring(VERSION.length()).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line(line, number));
            }
            if (lines.size() > MAX_PHRASES) {
                throw tooLarge();
            }
        }
        if (version.isEmpty() || version.length() > MAX_VERSION_CHARS || version.indexOf('+') >= 0) {
            throw new MalformedException(
                    "lexicon_no_version",
                    "a lexicon says its #version, of at most " + MAX_VERSION_CHARS + " characters without +");
        }
        return new Lexicon(version, lines);
    }

    private static Line line(String line, int number) throws MalformedException {
        String[] columns = line.split("\t", -1);
        char kind = columns[0].length() == 1 ? line.charAt(0) : 0;
        String written = columns.length == 1 ? "" : columns[1].strip();
        int letters = written.length() > MAX_PHRASE_CHARS
                ? 0
                : Letters.briefly(LetterTable.standard(), written).length();
        // One Han character is a word; alone it says too little but between two others.
        int least = kind == Phrase.Kind.BETWEEN.letter ? 1 : LEAST_LETTERS;
        boolean isKnown = kind == REMOVED || kind == PROTECTED || kind(kind) != null;
        if (!isKnown || letters < least || columns.length > (kind == PROTECTED ? 3 : 2)) {
            throw new MalformedException(
                    "lexicon_line",
                    "line " + number + " is not T, W, A, I, S, C, M, D, B, N or -, a tab and a phrase of 2 letters to "
                            + MAX_PHRASE_CHARS + " characters");
        }
        return new Line(kind, written, columns.length < 3 ? null : account(columns[2].strip(), number));
    }

    private static AccountId account(String written, int number) throws MalformedException {
        int space = written.indexOf(' ');
        try {
            return AccountId.parse(written.substring(0, Math.max(space, 0)), written.substring(space + 1));
        } catch (MalformedException e) {
            throw new MalformedException(
                    "lexicon_line",
                    "line " + number + " names no account, which is a platform, a space and an id: " + e.getMessage());
        }
    }

    private static Phrase.@Nullable Kind kind(char letter) {
        for (Phrase.Kind kind : Phrase.Kind.values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        return null;
    }

    /**
     * This lexicon with the phrases of another added, and without those that it takes out. The version names both, as in
     * {@code 2026-11-22+example-7}.
     *
     * @throws MalformedException {@code lexicon_too_large}, {@code lexicon_no_version} if the version gets too long
     */
    public Lexicon extendedBy(Lexicon other) throws MalformedException {
        Set<String> removed = new HashSet<>();
        other.lines.stream().filter(line -> line.kind == REMOVED).forEach(line -> removed.add(line.written));
        Set<Line> both = new LinkedHashSet<>();
        lines.stream().filter(line -> !removed.contains(line.written)).forEach(both::add);
        both.addAll(other.lines);
        if (both.size() > MAX_PHRASES) {
            throw tooLarge();
        }
        String name = version + "+" + other.version;
        if (name.length() > MAX_VERSION_CHARS) {
            throw new MalformedException(
                    "lexicon_no_version", "a version of over " + MAX_VERSION_CHARS + " characters");
        }
        return new Lexicon(name, List.copyOf(both));
    }

    private static MalformedException tooLarge() {
        return new MalformedException("lexicon_too_large", "more than " + MAX_PHRASES + " phrases");
    }

    /** The version, to be named in every verdict. */
    public String version() {
        return version;
    }

    /** The names that no account may be taken for. */
    public ProtectedNames protectedNames() {
        return names;
    }

    private static ProtectedNames protectedNames(List<Line> lines) {
        Map<String, Set<AccountId>> bearers = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.kind == PROTECTED) {
                Set<AccountId> own = bearers.computeIfAbsent(line.written, name -> new HashSet<>());
                if (line.account != null) {
                    own.add(line.account);
                }
            }
        }
        return new ProtectedNames(bearers);
    }

    /** The phrases as they are written. */
    List<String> written() {
        return lines.stream()
                .filter(line -> kind(line.kind) != null)
                .map(Line::written)
                .toList();
    }

    /** The kinds of phrases it has. */
    Set<Phrase.Kind> kinds() {
        Set<Phrase.Kind> kinds = EnumSet.noneOf(Phrase.Kind.class);
        phrases(lines).forEach(phrase -> kinds.add(phrase.kind()));
        return kinds;
    }

    // ---- search -----------------------------------------------------------------------------------------------------

    /** How letters are read here: as everywhere, and Han that look like one of a phrase as that one. */
    LetterTable table() {
        return table;
    }

    /** Whether a team or its deed is spoken of. What does not is done with. */
    boolean speaksOfRescue(Letters letters) {
        Seen seen = new Seen();
        teams.parseText(letters, seen);
        return seen.any;
    }

    private static final class Seen implements AhoCorasickDoubleArrayTrie.IHitCancellable<List<Phrase>> {
        private boolean any;

        @Override
        public boolean hit(int begin, int end, List<Phrase> phrases) {
            any = true;
            return false;
        }
    }

    /** Every phrase with the place of its first letter, in order of their ends. */
    void find(Letters letters, ObjIntConsumer<Phrase> found) {
        all.parseText(letters, (begin, end, phrases) -> {
            for (Phrase phrase : phrases) {
                if (phrase.standsFree(letters, begin)) {
                    found.accept(phrase, begin);
                }
            }
        });
    }

    private static List<Phrase> phrases(List<Line> lines) {
        List<Phrase> phrases = new ArrayList<>();
        for (Line line : lines) {
            Phrase.Kind kind = kind(line.kind);
            if (kind != null) {
                Phrase phrase = Phrase.of(kind, line.written, line.written);
                phrases.add(phrase);
                // Capitals of some alphabets look like other Latin letters than their small ones.
                Phrase capitals = Phrase.of(kind, line.written, UCharacter.toUpperCase(line.written));
                if (!capitals.letters().equals(phrase.letters())) {
                    phrases.add(capitals);
                }
            }
        }
        return phrases;
    }

    private static AhoCorasickDoubleArrayTrie<List<Phrase>> compile(List<Phrase> phrases) {
        TreeMap<String, List<Phrase>> byLetters = new TreeMap<>();
        phrases.forEach(phrase -> byLetters
                .computeIfAbsent(phrase.letters(), letters -> new ArrayList<>())
                .add(phrase));
        AhoCorasickDoubleArrayTrie<List<Phrase>> compiled = new AhoCorasickDoubleArrayTrie<>();
        compiled.build(byLetters);
        return compiled;
    }

    private static Map<Character, Character> lookalikes(List<Phrase> phrases) {
        Set<Character> own = new HashSet<>();
        phrases.forEach(phrase -> phrase.letters().chars().forEach(c -> own.add((char) c)));
        Map<Character, Character> read = new HashMap<>();
        for (char han = HanTables.FIRST; han <= HanTables.LAST; han++) {
            if (!own.contains(han)) {
                char alike = han;
                HanTables.alike(han)
                        .chars()
                        .filter(c -> own.contains((char) c))
                        .findFirst()
                        .ifPresent(c -> read.put(alike, (char) c));
            }
        }
        return read;
    }
}
