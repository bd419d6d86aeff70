package org.rescueregistry.claim;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rescueregistry.wire.MalformedException;

/**
 * Words by which rescue claims are noticed, as versioned data: one per line, {@code T<TAB>救援队}. T is a noun for a team,
 * A a word of authority, S a reference of the writer to himself; {@code #} begins a comment, {@code #version} the
 * version.
 *
 * <p>A phrase chooses what a human looks at. It never makes a verdict about an author.
 */
public final class Lexicon {
    /** Longest phrase, in UTF-16 units after folding. */
    public static final int MAX_PHRASE_CHARS = 64;

    /** Most phrases. */
    public static final int MAX_PHRASES = 20_000;

    private static final String STANDARD = "lexicon.tsv";
    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

    /** What a phrase is about. */
    enum Kind {
        TEAM,
        AUTHORITY,
        SELF
    }

    record Phrase(Kind kind, String folded) {}

    private final String version;
    private final Map<Character, List<Phrase>> byFirst;

    private Lexicon(String version, Map<Character, List<Phrase>> byFirst) {
        this.version = version;
        this.byFirst = byFirst;
    }

    /** The lexicon that ships with the SDK. */
    public static Lexicon standard() {
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(STANDARD))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | MalformedException broken) {
            throw new IllegalStateException("the lexicon in this jar cannot be read", broken);
        }
    }

    /**
     * Reads a lexicon.
     *
     * @throws MalformedException {@code lexicon_line}, naming the line, {@code lexicon_no_version} or
     *     {@code lexicon_too_large}
     */
    public static Lexicon parse(String text) throws MalformedException {
        String version = "";
        Map<Character, List<Phrase>> byFirst = new HashMap<>();
        int phrases = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#version\t")) {
                version = line.substring("#version\t".length()).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Phrase phrase = phrase(line, number);
                byFirst.computeIfAbsent(phrase.folded.charAt(0), c -> new ArrayList<>())
                        .add(phrase);
                phrases++;
            }
        }
        if (version.isEmpty()) {
            throw new MalformedException("lexicon_no_version", "a lexicon says its #version");
        }
        if (phrases > MAX_PHRASES) {
            throw new MalformedException("lexicon_too_large", "more than " + MAX_PHRASES + " phrases");
        }
        return new Lexicon(version, byFirst);
    }

    private static Phrase phrase(String line, int number) throws MalformedException {
        int tab = line.indexOf('\t');
        String folded = tab < 0 ? "" : fold(line.substring(tab + 1).strip());
        Kind kind = switch (tab == 1 ? line.charAt(0) : ' ') {
            case 'T' -> Kind.TEAM;
            case 'A' -> Kind.AUTHORITY;
            case 'S' -> Kind.SELF;
            default -> null;
        };
        if (kind == null || folded.isEmpty() || folded.length() > MAX_PHRASE_CHARS) {
            throw new MalformedException("lexicon_line", "line " + number + " is not T, A or S, a tab and a phrase");
        }
        return new Phrase(kind, folded);
    }

    /** The version, to be named in every verdict. */
    public String version() {
        return version;
    }

    /** Unicode NFKC with case folding and without invisible characters (UAX #31's NFKC_Casefold). */
    static String fold(String text) {
        return FOLD.normalize(text);
    }

    List<Phrase> beginningWith(char first) {
        return byFirst.getOrDefault(first, List.of());
    }
}
