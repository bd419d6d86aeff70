package org.rescueregistry.membership;

/** Whether an entity can be recognised as a registry. */
public sealed interface Examination {
    /** One method for each outcome. */
    interface Cases<R> {
        R fit(Subordinate registry);

        R unfit(String code, String message);
    }

    <R> R match(Cases<R> cases);

    /** It is a registry that names this council. Whether it deserves to be recognised, and by this charter, people decide. */
    record Fit(Subordinate registry) implements Examination {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fit(registry);
        }
    }

    /**
     * It cannot be recognised as it is.
     *
     * @param code {@code wrong_entity not_a_registry not_our_subordinate code_prefix_taken}, of {@link
     *     org.rescueregistry.federation.RefusalReason}, or of whichever parser refused its configuration
     * @param message in plain words
     */
    record Unfit(String code, String message) implements Examination {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unfit(code, message);
        }
    }
}
