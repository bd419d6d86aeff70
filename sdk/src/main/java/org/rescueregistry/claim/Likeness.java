package org.rescueregistry.claim;

/**
 * A known name for which the name of an account can be taken.
 *
 * @param name the known one, as it was added
 * @param owner whose it is
 * @param kind by what the two are alike
 * @param distance of what is particular in them, 0 where that is the same; see {@link NameDistance}
 */
public record Likeness<T>(String name, T owner, Kind kind, double distance) {
    /** From the nearest to the farthest. */
    public enum Kind {
        /** The same text in normalisation form C. */
        EQUAL,
        /** The same letters to the eye, but for what many names have in common. */
        SAME_LETTERS,
        /** Other Han that look alike. */
        HAN_LOOKALIKE,
        /** Other Han that sound alike. */
        HOMOPHONE,
        /** A letter more, less, other or moved. */
        NEAR
    }
}
