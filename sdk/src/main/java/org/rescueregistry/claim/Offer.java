package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
 *       self-reference up to twice as far before it, in its own sentence; or with authority and a cue, if there is no doubt
 *       so near and its own sentence is no question.
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

    /** The hits by what they are for, each in order of their starts. */
    private final List<Hit> doubts;

    private final List<Hit> selves;
    private final List<Hit> authorities;
    private final List<Hit> institutions;
    private final List<Hit> betweens;
    private final List<Hit> verbs;
    private final List<Hit> cues;

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
        doubts = of(hit -> hit.is(Phrase.Kind.DOUBT));
        doubts.forEach(hit -> doubtful.set(sentence(hit)));
        selves = of(hit -> hit.is(Phrase.Kind.SELF));
        authorities = of(hit -> hit.is(Phrase.Kind.AUTHORITY));
        institutions = of(hit -> hit.is(Phrase.Kind.AUTHORITY) || hit.is(Phrase.Kind.INSTITUTION));
        betweens = of(hit -> hit.is(Phrase.Kind.BETWEEN));
        verbs = of(hit -> hit.is(Phrase.Kind.BETWEEN) && hit.phrase.canStandBehind());
        cues = of(hit -> (hit.is(Phrase.Kind.CONTACT) || hit.is(Phrase.Kind.MONEY)) && !doubtful.get(sentence(hit)));
    }

    private List<Hit> of(Predicate<Hit> condition) {
        return hits.stream().filter(condition).toList();
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
        for (Hit hit : hits) {
            boolean rescues = hit.is(Phrase.Kind.TEAM) || hit.is(Phrase.Kind.DEED);
            Optional<Suspicion> offer = rescues && !doubtful.get(sentence(hit)) ? at(hit) : Optional.empty();
            if (offer.isPresent()) {
                return offer;
            }
        }
        return Optional.empty();
    }

    private Optional<Suspicion> at(Hit team) {
        Hit self = himself(team, SELF);
        Hit cue = nearest(team, cues, CUE);
        if (self != null) {
            Hit besides = cue != null ? cue : inSentence(team, nearest(team, institutions, AUTHORITY));
            boolean tooLittle = besides == null && team.is(Phrase.Kind.DEED);
            return tooLittle ? Optional.empty() : suspicion(team, self, besides == null ? self : besides);
        }
        Hit authority = inSentence(team, nearest(team, authorities, AUTHORITY));
        if (authority == null || team.is(Phrase.Kind.DEED) || parting(team) != null) {
            return Optional.empty();
        }
        Hit further = inSentence(team, himself(team, 2 * SELF));
        if (further != null) {
            return suspicion(team, authority, further);
        }
        boolean doubted = questions.get(sentence(team)) || nearest(team, doubts, CUE) != null;
        return cue == null || doubted ? Optional.empty() : suspicion(team, authority, cue);
    }

    /** The last self-reference before the team, if nothing parts the two. */
    private @Nullable Hit himself(Hit team, int most) {
        Hit self = before(team, selves);
        if (self == null || team.start - self.end > most || doubtful.get(sentence(self))) {
            return null;
        }
        Hit parting = parting(team);
        return parting == null || parting.start < self.end ? self : null;
    }

    /** The phrase nearest to the team that says that it is another's: before it or, where verbs come last, behind it. */
    private @Nullable Hit parting(Hit team) {
        Hit behind = after(team, verbs);
        if (behind != null && behind.start - team.end <= BEHIND && inSentence(team, behind) != null) {
            return behind;
        }
        Hit before = before(team, betweens);
        return before != null && team.distance(before) <= SELF ? inSentence(team, before) : null;
    }

    private @Nullable Hit inSentence(Hit team, @Nullable Hit hit) {
        return hit != null && sentence(hit) == sentence(team) ? hit : null;
    }

    private static @Nullable Hit nearest(Hit team, List<Hit> of, int most) {
        Hit before = before(team, of);
        Hit after = after(team, of);
        boolean first = after == null || (before != null && before.distance(team) <= after.distance(team));
        Hit nearest = first ? before : after;
        return nearest != null && nearest.distance(team) <= most ? nearest : null;
    }

    /** The last that begins before the team; the lists are in order of their starts. */
    private static @Nullable Hit before(Hit team, List<Hit> of) {
        int at = place(team.start, of);
        return at == 0 ? null : of.get(at - 1);
    }

    /** The first that begins at the team's end or behind it. */
    private static @Nullable Hit after(Hit team, List<Hit> of) {
        int at = place(team.end, of);
        return at == of.size() ? null : of.get(at);
    }

    /** How many begin before a letter. */
    private static int place(int letter, List<Hit> of) {
        int low = 0;
        int high = of.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (of.get(middle).start < letter) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
