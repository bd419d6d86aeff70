package org.rescueregistry.ledger;

import org.rescueregistry.log.LogSigner;

/**
 * Where a log lives and who signs it.
 *
 * @param key named like the log's origin
 */
public record LogHome(LogFiles files, ForkGuard guard, LogSigner key) {
    /** The log's origin. */
    public String origin() {
        return key.origin();
    }
}
