package org.rescueregistry.ledger;

import org.rescueregistry.log.NoteSigner;

/**
 * Where a log lives and who signs it.
 *
 * @param key named like the log's origin
 */
public record LogHome(LogFiles files, ForkGuard guard, NoteSigner key) {
    /** The log's origin. */
    public String origin() {
        return key.verifierKey().name();
    }
}
