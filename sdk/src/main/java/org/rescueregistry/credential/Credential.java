package org.rescueregistry.credential;

import java.util.List;
import java.util.Optional;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.Json;

/**
 * A credential that was verified: its issuer said this, and now is within its times. Only
 * {@link RescueCredential#verify} makes one.
 *
 * <p>That is not yet "this organisation may be trusted": its status (see {@link CredentialClaims#status()}), its receipt
 * and its issuer's trust chain are looked at elsewhere.
 */
public final class Credential {
    private final CredentialClaims claims;
    private final List<Disclosure> disclosures;

    Credential(CredentialClaims claims, List<Disclosure> disclosures) {
        this.claims = claims;
        this.disclosures = List.copyOf(disclosures);
    }

    public CredentialClaims claims() {
        return claims;
    }

    /** What the holder chose to disclose; each is of one of the claims' digests. */
    public List<Disclosure> disclosures() {
        return disclosures;
    }

    /** The value disclosed under a name, if it was. */
    public Optional<Json> disclosed(String name) {
        return disclosures.stream()
                .filter(disclosure -> disclosure.name().equals(name))
                .map(Disclosure::value)
                .findFirst();
    }
}
