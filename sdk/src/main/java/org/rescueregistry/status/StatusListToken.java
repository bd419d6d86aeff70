package org.rescueregistry.status;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.wire.MalformedException;

/**
 * A Status List Token that was verified (Token Status List section 8.3); there is no other way to get one than
 * {@link #verify}.
 */
public final class StatusListToken {
    /** How far an issuer's clock may run ahead of ours. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final StatusListClaims claims;

    private StatusListToken(StatusListClaims claims) {
        this.claims = claims;
    }

    /** What came of verifying. */
    public sealed interface Verification {
        record Verified(StatusListToken token) implements Verification {}

        record Refused(Refusal refusal) implements Verification {}

        /** One method for each outcome. */
        interface Cases<R> {
            R verified(StatusListToken token);

            R refused(Refusal refusal);
        }

        default <R> R match(Cases<R> cases) {
            return this instanceof Verified verified
                    ? cases.verified(verified.token())
                    : cases.refused(((Refused) this).refusal());
        }
    }

    /** Why a well-formed token is not believed. */
    public enum Refusal {
        /** Not signed with the key expected. */
        SIGNATURE("status_list_signature"),
        /** It is another list than the one asked for. */
        SUBJECT("status_list_subject"),
        /** Issued in the future, beyond {@link #CLOCK_SKEW}. */
        FROM_FUTURE("status_list_from_future"),
        /** No longer to be relied upon. */
        EXPIRED("status_list_expired");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** The stable code. */
        public String code() {
            return code;
        }
    }

    /**
     * Verifies a token.
     *
     * @param compact as it was served
     * @param issuer the key the list is to be signed with; where it comes from is the caller's affair
     * @param uri the list that was asked for, compared character by character
     * @throws MalformedException if it is no such token: {@code jwt_…}, {@code status_…}, or the codes of JSON,
     *     base64url and members
     */
    public static Verification verify(String compact, Es256PublicKey issuer, URI uri, Instant now)
            throws MalformedException {
        Jwt jwt = Jwt.parse(compact, StatusListClaims.TYP);
        if (!jwt.signedBy(issuer)) {
            return new Verification.Refused(Refusal.SIGNATURE);
        }
        // Only now is the list decompressed: nobody but the issuer can make us do that work.
        StatusListClaims claims = StatusListClaims.parseIgnoringFurtherClaims(jwt.claims());
        if (!isSame(claims.uri(), uri)) {
            return new Verification.Refused(Refusal.SUBJECT);
        }
        if (claims.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
            return new Verification.Refused(Refusal.FROM_FUTURE);
        }
        if (!claims.expiresAt().isAfter(now)) {
            return new Verification.Refused(Refusal.EXPIRED);
        }
        return new Verification.Verified(new StatusListToken(claims));
    }

    // URI.equals takes hosts of different case for one; section 8.3 step 4a wants them equal as they stand.
    private static boolean isSame(URI one, URI other) {
        return one.toString().equals(other.toString());
    }

    public StatusListClaims claims() {
        return claims;
    }

    /**
     * The status of a token that refers to this list. Empty if it refers to another list or beyond the end of this
     * one: then nothing can be said and the referring token must be refused (section 8.3 step 6).
     */
    public Optional<StatusType> status(StatusReference reference) {
        boolean isHere = isSame(reference.uri(), claims.uri())
                && reference.index() < claims.list().size();
        return isHere ? Optional.of(claims.list().get(reference.index())) : Optional.empty();
    }
}
