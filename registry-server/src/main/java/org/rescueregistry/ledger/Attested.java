package org.rescueregistry.ledger;

import java.time.Duration;
import org.rescueregistry.key.Digest;

/** The answer to one post attestation that was offered. */
public sealed interface Attested {
    /** One method for each answer. */
    interface Cases<R> {
        R accepted(Accepted answer);

        R refused(Refused answer);

        R busy(Busy answer);
    }

    <R> R match(Cases<R> cases);

    /**
     * It is kept, forced to the disk, and live by the state leaf of a signed tree. The same attestation again gets the same answer while
     * it is live.
     *
     * @param size of such a tree
     */
    record Accepted(Digest id, long size) implements Attested {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /** It is not live, and nothing was kept. The message says why in plain words. */
    record Refused(AttestationRefusal reason, String message) implements Attested {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Too many wait already; it was not looked at. */
    record Busy(Duration retryAfter) implements Attested {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.busy(this);
        }
    }
}
