package org.rescueregistry.sdk;

import java.time.Duration;

/**
 * What a platform accepts.
 *
 * @param maxStatusAge how long after the proven time of a status it still counts
 */
public record VerificationPolicy(Duration maxStatusAge) {
    /** For a platform that syncs: ten minutes. */
    public static final VerificationPolicy ONLINE = new VerificationPolicy(Duration.ofMinutes(10));

    /** For a platform without outward network: a day. */
    public static final VerificationPolicy OFFLINE = new VerificationPolicy(Duration.ofHours(24));

    public VerificationPolicy {
        if (maxStatusAge.isNegative() || maxStatusAge.isZero()) {
            throw new IllegalArgumentException("a status of no age counts for nothing");
        }
    }
}
