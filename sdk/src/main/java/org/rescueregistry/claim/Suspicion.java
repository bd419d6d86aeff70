package org.rescueregistry.claim;

import java.util.List;
import java.util.stream.Stream;

/**
 * The phrases by which a text reads as if its writer offers to rescue, with their places in it.
 *
 * @param team what he calls himself or does
 * @param near what makes it an offer: a word of authority, or a word of himself
 * @param cue of himself, of money or of a way to reach him; can be the same as {@code near}
 */
public record Suspicion(Match team, Match near, Match cue) {
    /**
     * One phrase.
     *
     * @param kind its letter in the lexicon
     * @param phrase as the lexicon spells it
     * @param start where it is in the text, in UTF-16 units
     * @param end exclusive
     */
    public record Match(char kind, String phrase, int start, int end) {}

    /** The two or three phrases in order of their places. */
    public List<Match> matches() {
        return Stream.of(team, near, cue)
                .distinct()
                .sorted((one, other) -> Integer.compare(one.start, other.start))
                .toList();
    }

    /** The phrases, in order of their places. */
    public List<String> phrases() {
        return matches().stream().map(Match::phrase).toList();
    }

    /** Where the first begins. */
    public int start() {
        return Math.min(team.start, Math.min(near.start, cue.start));
    }

    /** Where the last ends. */
    public int end() {
        return Math.max(team.end, Math.max(near.end, cue.end));
    }
}
