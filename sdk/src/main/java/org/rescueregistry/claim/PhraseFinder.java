package org.rescueregistry.claim;

import java.util.Optional;

/**
 * Says whether a text reads as if its writer offers to rescue.
 *
 * <p>That is so where the writer says of himself that he is a team ("we are a … rescue team"), or where a team that is
 * called official is to be reached or to be paid. A question, a warning, news, a plea, a repost or a joke in the same
 * sentence undoes it; so does, between the writer and the team, a word that parts the two ("my brother was freed
 * <em>by</em> the rescue team"). The rules with their distances are {@link Offer}'s.
 *
 * <p>Case, width, invisible characters, letters of other alphabets that look the same, Han that look alike or are
 * traditional, accents, and whatever is put between letters are undone first ({@link LetterTable}). A text that speaks of
 * no rescue costs one pass over it and no memory. Time is linear in the text; what is behind {@link #MAX_CHARS} is not
 * read. For use by many threads.
 */
public final class PhraseFinder {
    /** How much of a text is read, in UTF-16 units. */
    public static final int MAX_CHARS = Letters.MAX_CHARS;

    private final Lexicon lexicon;

    public PhraseFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The first phrases that together read as an offer. */
    public Optional<Suspicion> find(String text) {
        return lexicon.speaksOfRescue(Letters.briefly(lexicon.table(), text))
                ? new Offer(lexicon, text).first()
                : Optional.empty();
    }
}
