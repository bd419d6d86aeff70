package org.rescueregistry.federation;

import java.time.Instant;
import java.util.List;

/**
 * What a statement is checked against.
 *
 * @param attested key sets that must all hold the signing key
 */
record Verification(Instant now, List<FederationKeys> attested) {
    Verification {
        attested = List.copyOf(attested);
    }

    static Verification at(Instant now) {
        return new Verification(now, List.of());
    }

    static Verification at(Instant now, FederationKeys attested) {
        return new Verification(now, List.of(attested));
    }
}
