package org.rescueregistry.statement;

/**
 * The first check that failed while a statement was judged. It never leaves {@link Judge}, which makes a {@link
 * Judgement.Refused} of it: with an exception the checks of a rule stand one below the other, as on the page.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    Refusal(RefusalCode code, String message) {
        // No stack trace: refusing is nothing unusual, and a replay of a hostile log refuses often.
        super(message, null, false, false);
        this.code = code;
    }

    Judgement.Refused judgement() {
        return new Judgement.Refused(code, String.valueOf(getMessage()));
    }
}
