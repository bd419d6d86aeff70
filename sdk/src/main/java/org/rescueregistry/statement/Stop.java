package org.rescueregistry.statement;

import java.util.Locale;

/**
 * Why a reader stopped (section 4): from this leaf on the log follows rules that are not known here. What was folded up
 * to the state leaf before stands; nothing is guessed of what follows.
 *
 * @param index of the leaf
 */
public record Stop(long index, Cause cause) {
    /** On the wire in small letters. */
    public enum Cause {
        UNKNOWN_ACT,
        UNKNOWN_RULES;

        /** The code on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
