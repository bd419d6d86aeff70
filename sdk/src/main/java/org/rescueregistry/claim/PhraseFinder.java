package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a text reads as if its writer offers to rescue: a noun for a team near a word of authority or a
 * reference to the writer himself.
 */
public final class PhraseFinder {
    /** How many characters of folded text may stand between the two. */
    public static final int WINDOW = 24;

    private final Lexicon lexicon;

    public PhraseFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    private record Hit(Lexicon.Kind kind, String phrase, int start, int end) {
        boolean isNear(Hit other) {
            int gap = Math.max(other.start - end, start - other.end);
            return gap >= 0 && gap <= WINDOW;
        }
    }

    /** The first pair of phrases that together read as a rescue claim. */
    public Optional<Suspicion> find(String text) {
        List<Hit> hits = hits(Lexicon.fold(text));
        for (Hit team : hits) {
            if (team.kind == Lexicon.Kind.TEAM) {
                for (Hit other : hits) {
                    if (other.kind != Lexicon.Kind.TEAM && team.isNear(other)) {
                        return Optional.of(new Suspicion(team.phrase, other.phrase));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Hit> hits(String folded) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < folded.length(); i++) {
            for (Lexicon.Phrase phrase : lexicon.beginningWith(folded.charAt(i))) {
                int end = i + phrase.folded().length();
                if (folded.startsWith(phrase.folded(), i) && standsFree(folded, i, end)) {
                    hits.add(new Hit(phrase.kind(), phrase.folded(), i, end));
                }
            }
        }
        return hits;
    }

    /** Alphabets that part words with spaces must have a boundary on both sides; Han, Thai, Khmer and Burmese need none. */
    private static boolean standsFree(String text, int start, int end) {
        boolean before = start == 0 || !(isSpaced(text.charAt(start)) && isSpaced(text.charAt(start - 1)));
        boolean after = end == text.length() || !(isSpaced(text.charAt(end - 1)) && isSpaced(text.charAt(end)));
        return before && after;
    }

    private static boolean isSpaced(char c) {
        return Character.isLetterOrDigit(c) && c < '\u0E00';
    }
}
