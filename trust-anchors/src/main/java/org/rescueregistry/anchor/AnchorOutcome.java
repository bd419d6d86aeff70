package org.rescueregistry.anchor;

/** Whether an anchor set is accepted. */
public sealed interface AnchorOutcome {

    /** One method for each outcome. */
    interface Cases<R> {
        R accepted(AnchorSet set);

        R refused(Refused refused);
    }

    <R> R match(Cases<R> cases);

    /** The set holds at the time that was asked about. */
    record Accepted(AnchorSet set) implements AnchorOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accepted(set);
        }
    }

    /**
     * The set is well-formed, and not to be used.
     *
     * @param message what is wrong, in plain words
     */
    record Refused(AnchorRefusal reason, String message) implements AnchorOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
