package org.rescueregistry.statement;

import java.util.Locale;
import org.rescueregistry.wire.MalformedException;

/**
 * Why a platform reports an account to a registry, or appeals: a closed list, so that a report cannot carry anybody's words. The table is
 * in {@code docs/reference/feedback.md}.
 *
 * <p>Of a verdict's reasons only those are here that lie in the account itself. What a post quotes is not: families quote codes to ask
 * about them, papers to warn, and nobody is reported for the text of a post.
 */
public enum ReportReason {
    /** A name is shown that was not bound. */
    NAME_CHANGED(Source.VERDICT),
    /** Nobody has confirmed the account, or not lately. */
    ACCOUNT_UNCONFIRMED(Source.VERDICT),
    /** The account's own name or bio shows the code, and the account is not the organisation's. */
    PROFILE_CODE_OF_ANOTHER(Source.VERDICT),
    /** The account's name can be taken for the organisation's. */
    NAME_LOOKS_LIKE(Source.VERDICT),
    /** The account is the organisation's, and somebody else has it now. */
    ACCOUNT_TAKEN_OVER(Source.PEOPLE),
    /** The account passes itself off as the organisation's. */
    IMPERSONATION(Source.PEOPLE),
    /** Money was asked for before a rescue, or under threat. */
    ADVANCE_FEE_OR_EXTORTION(Source.PEOPLE),
    /** Somebody in its care was harmed or put at risk. */
    SAFEGUARDING_BREACH(Source.PEOPLE),
    /** It is not who it said it was. */
    IDENTITY_MISREPRESENTED(Source.PEOPLE),
    /** The account's owner says that the verdict is wrong. */
    DISPUTED_BY_ACCOUNT(Source.PEOPLE),
    /** What the decision rests on is not so. */
    FACTS_WRONG(Source.APPEAL),
    /** There is something that the decision could not know. */
    FACTS_NEW(Source.APPEAL),
    /** The decision is about somebody else. */
    WRONG_ACCOUNT(Source.APPEAL);

    /** Where a reason comes from. */
    public enum Source {
        /** A verdict has it: it is spelled as there. */
        VERDICT,
        /** People of the platform have looked. */
        PEOPLE,
        /** The account's side disputes a registry's decision. */
        APPEAL
    }

    private final Source source;

    ReportReason(Source source) {
        this.source = source;
    }

    public Source source() {
        return source;
    }

    /** The word on the wire: a verdict's reason in capitals, as verdicts have it, the others in small letters. */
    public String text() {
        return source == Source.VERDICT ? name() : name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code unknown_word}
     */
    public static ReportReason parse(String text, String where) throws MalformedException {
        return Words.parse(values(), ReportReason::text, text, where);
    }
}
