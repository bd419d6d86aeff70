package org.rescueregistry.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Es256PublicKey;

/** The steps of OpenID Federation 1.0, section 3.2, that need a key or a time. */
final class StatementCheck {
    /** How far ahead of ours the issuer's clock may be. A statement that has expired gets no grace. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private StatementCheck() {}

    /**
     * The signature must be by one key that every one of these sets stands for: a superior vouches for a key, and the
     * entity itself still publishes it.
     */
    static void signature(SignedEntityStatement statement, List<FederationKeys> sets) throws RefusedException {
        Optional<Es256PublicKey> key = sets.get(0).find(statement.kid());
        boolean agreed = key.isPresent()
                && sets.stream().allMatch(set -> set.find(statement.kid()).equals(key));
        if (!agreed) {
            throw new RefusedException(
                    RefusalReason.UNKNOWN_KEY,
                    statement.link(),
                    "signed with the key " + statement.kid() + ", which nobody above stands for");
        }
        if (!statement.isSignedBy(key.get())) {
            throw new RefusedException(
                    RefusalReason.BAD_SIGNATURE,
                    statement.link(),
                    "the signature is not of the key " + statement.kid());
        }
    }

    static void times(SignedEntityStatement statement, Instant now) throws RefusedException {
        StatementClaims claims = statement.claims();
        if (claims.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
            throw new RefusedException(
                    RefusalReason.NOT_YET_VALID, statement.link(), "issued " + claims.issuedAt() + ", it is " + now);
        }
        if (!claims.expiresAt().isAfter(now)) {
            throw new RefusedException(
                    RefusalReason.EXPIRED, statement.link(), "expired " + claims.expiresAt() + ", it is " + now);
        }
    }

    static void link(SignedEntityStatement statement, Link expected) throws RefusedException {
        if (!statement.link().equals(expected)) {
            throw new RefusedException(
                    RefusalReason.WRONG_ENTITY, expected, "this is the statement " + statement.link());
        }
    }
}
