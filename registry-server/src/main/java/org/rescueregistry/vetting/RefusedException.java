package org.rescueregistry.vetting;

/** Carries a refusal from the rules to the door, where it becomes a {@link Decision}; never leaves. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;
    private final String words;

    RefusedException(Refusal reason, String words) {
        super(words, null, false, false);
        this.reason = reason;
        this.words = words;
    }

    static void require(boolean condition, Refusal reason, String words) throws RefusedException {
        if (!condition) {
            throw new RefusedException(reason, words);
        }
    }

    <T> Decision<T> decision() {
        return new Decision.Refused<>(reason, words);
    }
}
