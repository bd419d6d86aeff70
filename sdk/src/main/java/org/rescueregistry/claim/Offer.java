package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the phrases of one text. Distances are in letters.
 *
 * <ol>
 *   <li>A sentence with a phrase of doubt offers nothing. Where every other letter is followed by the end of a sentence,
 *       those ends are there to part letters, and all is one sentence.
 *   <li><em>Himself</em>: a self-reference at most {@link #SELF} before the team, and nothing that parts the two: a phrase
 *       between them or, in Korean and Japanese, at most {@link #BEHIND} behind the team, in its sentence.
 *   <li><em>Authority</em>: a word of authority at most {@link #AUTHORITY} from the team, in the same sentence. The police or
 *       an embassy count only beside himself: news are full of them.
 *   <li><em>Cue</em>: contact or money at most {@link #CUE} from the team, in a sentence without doubt.
 *   <li>A team offers with himself. Without, and without a parting phrase near it, it offers with authority and a
 *       self-reference up to twice as far before it, in its own sentence; or with authority and a cue, if no sentence so
 *       near has doubt and its own is no question.
 *   <li>A deed offers only with himself and, besides, authority or a cue.
 * </ol>
 */
final class Offer {
    static final int SELF = 24;
    static final int AUTHORITY = 16;
    static final int CUE = 120;

    /** How far behind the team a verb comes. */
    static final int BEHIND = 8;

    private final Letters letters;
    private final String text;
    private final List<Hit> hits = new ArrayList<>();
    private final int[] sentences;
    private final BitSet questions = new BitSet();
    private final BitSet doubtful = new BitSet();

    private record Hit(Phrase phrase, int start, int end) {
        boolean is(Phrase.Kind kind) {
            return phrase.kind() == kind;
        }

        int distance(Hit other) {
            return Math.max(0, Math.max(other.start - end, start - other.end));
        }
    }

    Offer(Lexicon lexicon, String text) {
        this.text = text;
        this.letters = Letters.placed(lexicon.table(), text);
        this.sentences = new int[letters.length() + 1];
        lexicon.find(
                letters,
                (phrase, at) ->
                        hits.add(new Hit(phrase, at, at + phrase.letters().length())));
        hits.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, Comparator.reverseOrder()));
        boolean stopsPartLetters = stops() > letters.length() / 2;
        for (int i = 1; i <= letters.length(); i++) {
            int gap = letters.gapBefore(i);
            sentences[i] = sentences[i - 1] + (gap >= LetterTable.STOP && !stopsPartLetters ? 1 : 0);
            questions.set(sentences[i - 1], questions.get(sentences[i - 1]) || gap == LetterTable.QUESTION);
        }
        hits.stream().filter(hit -> hit.is(Phrase.Kind.DOUBT)).forEach(hit -> doubtful.set(sentence(hit)));
    }

    private int stops() {
        int stops = 0;
        for (int i = 1; i < letters.length(); i++) {
            stops += letters.gapBefore(i) >= LetterTable.STOP ? 1 : 0;
        }
        return stops;
    }

    private int sentence(Hit hit) {
        return sentences[hit.start];
    }

    Optional<Suspicion> first() {
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            boolean rescues = hit.is(Phrase.Kind.TEAM) || hit.is(Phrase.Kind.DEED);
            if (rescues && !doubtful.get(sentence(hit))) {
                Optional<Suspicion> offer = at(hit, i);
                if (offer.isPresent()) {
                    return offer;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Suspicion> at(Hit team, int index) {
        List<Hit> around = around(team, index);
        Hit self = himself(team, around, SELF);
        Hit cue = nearest(team, around, CUE, hit -> isCue(hit) && !doubtful.get(sentence(hit)));
        if (self != null) {
            Hit besides = cue != null ? cue : nearest(team, around, AUTHORITY, hit -> isAuthority(hit, team, true));
            boolean tooLittle = besides == null && team.is(Phrase.Kind.DEED);
            return tooLittle ? Optional.empty() : suspicion(team, self, besides == null ? self : besides);
        }
        Hit authority = nearest(team, around, AUTHORITY, hit -> isAuthority(hit, team, false));
        if (authority == null || team.is(Phrase.Kind.DEED) || around.stream().anyMatch(hit -> parts(hit, team))) {
            return Optional.empty();
        }
        Hit further = himself(team, around, 2 * SELF);
        if (further != null && sentence(further) == sentence(team)) {
            return suspicion(team, authority, further);
        }
        boolean doubted = questions.get(sentence(team))
                || around.stream().anyMatch(hit -> doubtful.get(sentence(hit)) && hit.distance(team) <= CUE);
        return cue == null || doubted ? Optional.empty() : suspicion(team, authority, cue);
    }

    private boolean isAuthority(Hit hit, Hit team, boolean ofHimself) {
        boolean word = hit.is(Phrase.Kind.AUTHORITY) || (ofHimself && hit.is(Phrase.Kind.INSTITUTION));
        return word && sentence(hit) == sentence(team);
    }

    /** Whether a phrase before the team, or behind it where verbs come last, says that it is another's. */
    private boolean parts(Hit hit, Hit team) {
        boolean before = hit.start < team.start;
        boolean stands = before || (hit.start >= team.end && hit.phrase.canStandBehind());
        return hit.is(Phrase.Kind.BETWEEN)
                && stands
                && hit.distance(team) <= (before ? SELF : BEHIND)
                && sentence(hit) == sentence(team);
    }

    private static boolean isCue(Hit hit) {
        return hit.is(Phrase.Kind.CONTACT) || hit.is(Phrase.Kind.MONEY);
    }

    /** The hits that can count for this one; no phrase is longer than its own limit, so few are looked at. */
    private List<Hit> around(Hit team, int index) {
        int from = index;
        while (from > 0 && hits.get(from - 1).start >= team.start - CUE - Lexicon.MAX_PHRASE_CHARS) {
            from--;
        }
        int to = index;
        while (to < hits.size() && hits.get(to).start <= team.end + CUE) {
            to++;
        }
        return hits.subList(from, to);
    }

    private @Nullable Hit himself(Hit team, List<Hit> around, int most) {
        Hit self = null;
        for (Hit hit : around) {
            boolean before = hit.end <= team.start && team.start - hit.end <= most;
            if (hit.is(Phrase.Kind.SELF) && before) {
                self = hit;
            } else if (self != null && hit.start >= self.end && parts(hit, team)) {
                self = null;
            }
        }
        return self != null && !doubtful.get(sentence(self)) ? self : null;
    }

    private interface Condition {
        boolean holds(Hit hit);
    }

    private static @Nullable Hit nearest(Hit team, List<Hit> around, int most, Condition condition) {
        Hit nearest = null;
        for (Hit hit : around) {
            if (hit.distance(team) <= most
                    && condition.holds(hit)
                    && (nearest == null || hit.distance(team) < nearest.distance(team))) {
                nearest = hit;
            }
        }
        return nearest;
    }

    private Optional<Suspicion> suspicion(Hit team, Hit near, Hit cue) {
        return Optional.of(new Suspicion(match(team), match(near), match(cue)));
    }

    private Suspicion.Match match(Hit hit) {
        int last = letters.place(hit.end - 1);
        return new Suspicion.Match(
                hit.phrase.kind().letter,
                hit.phrase.written(),
                letters.place(hit.start),
                last + Character.charCount(text.codePointAt(last)));
    }
}
