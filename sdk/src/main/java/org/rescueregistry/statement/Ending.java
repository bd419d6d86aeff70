package org.rescueregistry.statement;

import java.time.Instant;

/**
 * How a record ended.
 *
 * @param status {@link Status#REVOKED} or {@link Status#WITHDRAWN}
 * @param since when a withdrawal fell due, or the time of the act that completed a revocation
 */
public record Ending(Status status, Reason reason, Instant since) {
    public Ending {
        if (status.isInForce()) {
            throw new IllegalArgumentException("no end: " + status);
        }
        Fields.requireTime(since);
    }
}
