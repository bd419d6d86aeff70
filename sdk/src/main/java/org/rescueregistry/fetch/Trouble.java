package org.rescueregistry.fetch;

import java.util.Locale;

/**
 * Something wrong with a registry or with reaching it.
 *
 * @param kind what sort of trouble
 * @param place what it was found in: a URL, {@code tile/entries/000.p/7}, {@code checkpoint}, {@code leaf 12}
 * @param message in plain words
 */
public record Trouble(Kind kind, String place, String message) {
    /** Whose trouble it is, and so what to do about it. */
    public enum Kind {
        /** No answer; ask again. */
        UNREACHABLE,
        /** It is reached and has not what its checkpoint promises. */
        MISSING,
        /** No chain of trust leads to it now. */
        NOT_TRUSTED,
        /** What it answered cannot be read. */
        MALFORMED,
        /** Its checkpoint is not signed or cosigned as its policy says. */
        POLICY_NOT_MET,
        /** It contradicts itself or its past: evidence. */
        INCONSISTENT,
        /** It promised that an act would be public by a certain time, and it was not: evidence, with the promise. */
        BROKEN_PROMISE,
        /** What somebody gave as its snapshot does not hold. Nothing of it was taken; it says nothing against the registry. */
        BAD_SNAPSHOT,
        /** What is known of it could not be written down; it is known all the same. */
        NOT_KEPT,
        /** A leaf that the rules do not allow: evidence, of no effect. */
        VOID_LEAF,
        /** A state leaf that is not the state: evidence. */
        WRONG_STATE,
        /** It follows rules that are not known here: this program is too old. */
        TOO_NEW;

        /** The stable code. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is evidence against the registry, rather than bad luck. */
        public boolean isEvidence() {
            return switch (this) {
                case UNREACHABLE, MISSING, BAD_SNAPSHOT, NOT_KEPT, TOO_NEW -> false;
                case NOT_TRUSTED, MALFORMED, POLICY_NOT_MET, INCONSISTENT, BROKEN_PROMISE, VOID_LEAF, WRONG_STATE ->
                    true;
            };
        }
    }

    @Override
    public String toString() {
        return kind.code() + " at " + place + ": " + message;
    }
}
