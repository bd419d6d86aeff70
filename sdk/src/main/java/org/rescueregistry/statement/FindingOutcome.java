package org.rescueregistry.statement;

import java.util.Locale;
import org.rescueregistry.wire.MalformedException;

/** How a complaint ended (section 6, {@code finding}); on the wire in small letters: {@code not_upheld}. */
public enum FindingOutcome {
    UPHELD,
    NOT_UPHELD,
    SETTLED,
    OUT_OF_SCOPE;

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code unknown_word}
     */
    public static FindingOutcome parse(String text, String where) throws MalformedException {
        return Words.parse(values(), FindingOutcome::text, text, where);
    }
}
