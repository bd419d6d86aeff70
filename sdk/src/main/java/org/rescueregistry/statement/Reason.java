package org.rescueregistry.statement;

import java.util.Locale;
import org.rescueregistry.wire.MalformedException;

/**
 * Why a record has the status it has (section 6, reason codes); on the wire in small letters: {@code key_compromise}.
 *
 * <p>Reasons that lie in keys stand apart from reasons that lie in conduct, so that losing a telephone never reads like
 * fraud. An arrest is never by itself a reason: rescuers are jailed for rescuing.
 */
public enum Reason {
    KEY_COMPROMISE,
    SUPERSEDED,
    CEASED_OPERATING,
    REGISTRATION_LAPSED,
    VETTING_ERROR,
    IDENTITY_MISREPRESENTED,
    ADVANCE_FEE_OR_EXTORTION,
    SAFEGUARDING_BREACH,
    SANCTIONS_MATCH,
    NON_COOPERATION,
    UNDER_REVIEW,
    AT_OWN_REQUEST,
    PROTECTIVE,
    UNSPECIFIED;

    /** The code on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a code; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code unknown_word}
     */
    public static Reason parse(String text, String where) throws MalformedException {
        return Words.parse(values(), Reason::text, text, where);
    }
}
