package org.rescueregistry.ledger;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.LogSigner;

/**
 * Where a log lives and who signs it.
 *
 * @param key named like the log's origin
 * @param attestations where the post attestations are kept that its state leaves commit to; null where none are taken
 */
public record LogHome(
        LogFiles files,
        ForkGuard guard,
        LogSigner key,
        @Nullable AttestationFile attestations) {
    /** A log beside which no post attestations are taken. */
    public LogHome(LogFiles files, ForkGuard guard, LogSigner key) {
        this(files, guard, key, null);
    }

    /** The log's origin. */
    public String origin() {
        return key.origin();
    }
}
