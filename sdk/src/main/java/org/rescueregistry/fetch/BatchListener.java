package org.rescueregistry.fetch;

import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;

/** Is told of every batch that is read from a log, once, after it was verified and folded; on the thread that reads. */
@FunctionalInterface
public interface BatchListener {
    /** Wants to know nothing. */
    BatchListener NONE = (batch, fold) -> {};

    /** {@code fold} has just folded {@code batch} and stands right behind it. {@link Fold#log} says which log it is. */
    void closed(ClosedBatch batch, Fold fold);
}
