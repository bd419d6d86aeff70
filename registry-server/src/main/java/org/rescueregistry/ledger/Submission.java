package org.rescueregistry.ledger;

import java.time.Duration;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Judgement;

/** The answer to one submitted statement. */
public sealed interface Submission {
    /** One method for each answer. */
    interface Cases<R> {
        R accepted(Accepted answer);

        R refused(Refused answer);

        R busy(Busy answer);
    }

    <R> R match(Cases<R> cases);

    /**
     * The statement is a leaf for ever: forced to the disk, under a checkpoint the log has signed. The same statement again
     * gets the same answer.
     *
     * @param index of its leaf
     * @param id of the statement
     * @param size of a signed tree that holds it
     * @param judgement effective, or pending until more people sign
     */
    record Accepted(long index, Digest id, long size, Judgement judgement) implements Submission {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /**
     * The rules do not allow it, and it takes no place in the log. The code is one of the rulebook's section 10, for example
     * {@code unknown_signer}; the message says why in plain words.
     */
    record Refused(String code, String message) implements Submission {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Too many wait already; it was not looked at. */
    record Busy(Duration retryAfter) implements Submission {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.busy(this);
        }
    }
}
