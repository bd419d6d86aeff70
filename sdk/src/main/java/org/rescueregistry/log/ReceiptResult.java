package org.rescueregistry.log;

import java.util.List;

/** What {@link TlogProof#verify} found. */
public sealed interface ReceiptResult {
    /** One method for each result. */
    interface Cases<R> {
        R logged(Logged result);

        R tooFew(TooFew result);

        R notIncluded(NotIncluded result);
    }

    <R> R match(Cases<R> cases);

    /** The entry is in the log. */
    record Logged(LoggedEntry entry) implements ReceiptResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.logged(this);
        }
    }

    /** The checkpoint does not meet the policy; {@code missing} as in {@link PolicyResult.TooFew}. */
    record TooFew(List<String> missing) implements ReceiptResult {
        public TooFew {
            missing = List.copyOf(missing);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooFew(this);
        }
    }

    /** The inclusion proof does not hold: the receipt is of another entry, or wrong. */
    record NotIncluded(ProofResult why) implements ReceiptResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notIncluded(this);
        }
    }
}
