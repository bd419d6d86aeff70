package org.rescueregistry.federation;

/** Whether an entity is trusted: a chain to a pinned anchor, or what is wrong with the best that was found. */
public sealed interface Resolution {

    /** One method for each outcome. */
    interface Cases<R> {
        R trusted(TrustChain chain);

        R refused(Refused refused);
    }

    <R> R match(Cases<R> cases);

    /** A chain holds at the time that was asked about. */
    record Trusted(TrustChain chain) implements Resolution {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.trusted(chain);
        }
    }

    /**
     * No chain holds.
     *
     * @param link the statement at fault
     * @param message what is wrong, in plain words
     */
    record Refused(RefusalReason reason, Link link, String message) implements Resolution {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
