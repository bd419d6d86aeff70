package org.rescueregistry.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The credential of an organisation as it travels: an SD-JWT VC of type {@value CredentialClaims#VCT} that is well
 * formed and not yet verified.
 *
 * <pre>{@code
 * {"alg":"ES256","kid":"<thumbprint of the registry's key>","typ":"dc+sd-jwt"}
 * {"_sd":["B6Vj…","f3Kq…"],"_sd_alg":"sha-256","cnf":{"jwk":{…}},"exp":1826496000,"iat":1794960000,
 *  "iss":"https://registry.example","nbf":1794960000,"status":{"status_list":{"idx":412,
 *  "uri":"https://registry.example/status/1"}},"sub":"https://registry.example/o/CN7K3M9QXDP2",
 *  "vct":"urn:rescue-registry:rescue-organisation:1"}
 * }</pre>
 *
 * <p>Narrower than the standards: the header has these three members, the payload these ten, digests stand at the top
 * only, in ascending order, and disclosures are {@link Disclosure}s. What is not expected is refused.
 */
public final class RescueCredential {
    /** How far clocks may differ when a credential's times are judged. */
    public static final Duration CLOCK_LEEWAY = Duration.ofSeconds(60);

    // RFC 9901 section 9.7 and SD-JWT VC section 2.2.2.3: what decides on validity is never selectively disclosed.
    // The others of their lists are in every payload, so that a disclosure of that name is refused already.
    private static final Set<String> NEVER_DISCLOSED = Set.of("aud", "aka_vcts", "vct#integrity");

    private final SdJwt sdJwt;
    private final KeyId issuerKey;
    private final CredentialClaims claims;
    private final List<Disclosure> disclosures;

    private RescueCredential(SdJwt sdJwt, KeyId issuerKey, CredentialClaims claims, List<Disclosure> disclosures) {
        this.sdJwt = sdJwt;
        this.issuerKey = issuerKey;
        this.claims = claims;
        this.disclosures = List.copyOf(disclosures);
    }

    /**
     * Issues a credential with disclosures of some or all of the claims' digests.
     *
     * @throws IllegalArgumentException if a disclosure is of no digest of the claims, or two have the same name
     */
    public static RescueCredential issue(
            CredentialClaims claims, Collection<Disclosure> disclosures, Es256Signer issuer) {
        StringBuilder text = new StringBuilder(
                        CompactJws.sign(CredentialClaims.TYP, claims.json().canonical(), issuer)
                                .compact())
                .append('~');
        disclosures.stream()
                .sorted(Disclosure.BY_TEXT)
                .forEach(disclosure -> text.append(disclosure.text()).append('~'));
        try {
            return parse(text.toString());
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads a credential without key binding.
     *
     * @throws MalformedException {@code credential_… sd_jwt_… disclosure_… jwt_…}, or why a part of it is refused
     */
    public static RescueCredential parse(String text) throws MalformedException {
        SdJwt sdJwt = SdJwt.parse(text, CredentialClaims.TYP);
        Members header = Members.of(sdJwt.jwt().header(), "header");
        header.string("alg");
        header.string("typ");
        KeyId issuerKey = KeyId.parse(header.string("kid"));
        header.done();
        CredentialClaims claims = CredentialClaims.parse(sdJwt.jwt().claims());
        List<Disclosure> disclosures = new ArrayList<>();
        for (String part : sdJwt.disclosures()) {
            Disclosure disclosure = Disclosure.parse(part);
            if (NEVER_DISCLOSED.contains(disclosure.name())) {
                throw new MalformedException("credential_disclosure", "a disclosure is named " + disclosure.name());
            }
            disclosures.add(disclosure);
        }
        return new RescueCredential(sdJwt, issuerKey, claims, disclosures);
    }

    /** The SD-JWT as it travels. */
    public String text() {
        return sdJwt.text();
    }

    /** Who is said to have issued it; good for finding whom to ask, and for nothing else. */
    public EntityId claimedIssuer() {
        return claims.issuer();
    }

    /** The same credential with fewer disclosures: those whose name passes. */
    public RescueCredential disclosing(Predicate<String> names) {
        String jwt = text().substring(0, text().indexOf('~') + 1);
        StringBuilder text = new StringBuilder(jwt);
        for (Disclosure disclosure : disclosures) {
            if (names.test(disclosure.name())) {
                text.append(disclosure.text()).append('~');
            }
        }
        try {
            return parse(text.toString());
        } catch (MalformedException e) {
            throw new IllegalStateException("fewer disclosures make no credential wrong", e);
        }
    }

    /**
     * Verifies signature, issuer and times (RFC 9901 section 7.1 steps 2 and 6); disclosures were looked at when it was
     * read.
     */
    public CredentialVerification verify(CredentialIssuer expected, Instant now) {
        if (!claims.issuer().equals(expected.id())) {
            return refused(CredentialRefusal.ISSUER);
        }
        Es256PublicKey key = expected.key(issuerKey).orElse(null);
        if (key == null) {
            return refused(CredentialRefusal.UNKNOWN_KEY);
        }
        if (!sdJwt.jwt().signedBy(key)) {
            return refused(CredentialRefusal.SIGNATURE);
        }
        if (claims.notBefore().isAfter(now.plus(CLOCK_LEEWAY))) {
            return refused(CredentialRefusal.NOT_YET_VALID);
        }
        if (!claims.expiresAt().isAfter(now.minus(CLOCK_LEEWAY))) {
            return refused(CredentialRefusal.EXPIRED);
        }
        return new CredentialVerification.Verified(new Credential(claims, disclosures));
    }

    /**
     * Shows the credential to somebody who asked: an SD-JWT+KB, the credential with a key binding JWT behind it (RFC
     * 9901 section 4.3).
     *
     * @param holder must be the signer of the key in {@code cnf}; who verifies it, will see
     */
    public String present(KeyBindingRequest request, Instant now, Es256Signer holder) {
        return text() + KeyBinding.sign(request, now, sdJwt.hash(), holder);
    }

    /** What the credential is said to say; for the key binding, which is judged after {@link #verify}. */
    Es256PublicKey claimedHolder() {
        return claims.holder();
    }

    SdJwt sdJwt() {
        return sdJwt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RescueCredential that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** Whose it is said to be; never the text, which is not for log files. */
    @Override
    public String toString() {
        return "RescueCredential[" + claims.code() + ", not verified]";
    }

    private static CredentialVerification refused(CredentialRefusal refusal) {
        return new CredentialVerification.Refused(refusal);
    }
}
