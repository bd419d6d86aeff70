package org.rescueregistry.statement;

import java.util.Locale;
import org.rescueregistry.wire.MalformedException;

/** What a person is appointed to be (section 6, {@code appoint}); on the wire in small letters. */
public enum Role {
    VETTER,
    AUDITOR,
    PLATFORM;

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code unknown_word}
     */
    public static Role parse(String text, String where) throws MalformedException {
        return Words.parse(values(), Role::text, text, where);
    }
}
