package org.rescueregistry.vetting;

/** What came of asking the case file for something. */
public sealed interface Decision<T> {
    /** One method for each outcome. */
    interface Cases<T, R> {
        R granted(T value);

        R refused(Refusal reason, String message);
    }

    <R> R match(Cases<T, R> cases);

    /** It was done, and what was written is on the disk. */
    record Granted<T>(T value) implements Decision<T> {
        @Override
        public <R> R match(Cases<T, R> cases) {
            return cases.granted(value);
        }
    }

    /**
     * Nothing was changed.
     *
     * @param message what is wrong, in plain words
     */
    record Refused<T>(Refusal reason, String message) implements Decision<T> {
        @Override
        public <R> R match(Cases<T, R> cases) {
            return cases.refused(reason, message);
        }
    }
}
