package org.rescueregistry.log;

import java.util.List;

/** What {@link LogPolicy#check} found about a checkpoint that its log did sign. */
public sealed interface PolicyResult {
    /** One method for each result. */
    interface Cases<R> {
        R met(Met result);

        R tooFew(TooFew result);
    }

    <R> R match(Cases<R> cases);

    /** Enough witnesses cosigned. */
    record Met(CosignedCheckpoint checkpoint) implements PolicyResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.met(this);
        }
    }

    /**
     * Too few witnesses cosigned.
     *
     * @param missing witnesses of the quorum, by their names in the policy, that did not
     */
    record TooFew(SignedCheckpoint checkpoint, List<String> missing) implements PolicyResult {
        public TooFew {
            missing = List.copyOf(missing);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooFew(this);
        }
    }
}
