package org.rescueregistry.federation;

import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A well-formed entity statement whose signature nobody has checked (OpenID Federation 1.0, section 3).
 *
 * <p>Wire form: a signed JWT with the header {@code {"alg":"ES256","kid":"…","typ":"entity-statement+jwt"}}; other
 * header parameters are ignored (RFC 7515 section 4).
 */
final class SignedEntityStatement {
    static final String TYPE = "entity-statement+jwt";

    /** Longest statement that is read, in characters. */
    static final int MAX_CHARS = 1 << 18;

    private final String compact;
    private final Jwt jwt;
    private final String kid;
    private final StatementClaims claims;

    private SignedEntityStatement(String compact, Jwt jwt, String kid, StatementClaims claims) {
        this.compact = compact;
        this.jwt = jwt;
        this.kid = kid;
        this.claims = claims;
    }

    /**
     * Reads a statement.
     *
     * @throws MalformedException {@code statement_too_long missing_kid}, what {@link Jwt#parse} refuses, or what is wrong
     *     with a claim
     */
    static SignedEntityStatement parse(String compact) throws MalformedException {
        if (compact.length() > MAX_CHARS) {
            throw new MalformedException("statement_too_long", "the statement is longer than " + MAX_CHARS);
        }
        Jwt jwt = Jwt.parse(compact, TYPE);
        String kid = Members.of(jwt.header(), "header").string("kid");
        if (kid.isEmpty()) {
            throw new MalformedException("missing_kid", "header.kid is empty");
        }
        return new SignedEntityStatement(compact, jwt, kid, StatementClaims.parse(jwt.claims()));
    }

    StatementClaims claims() {
        return claims;
    }

    /** The name of the key that is said to have signed. */
    String kid() {
        return kid;
    }

    String compact() {
        return compact;
    }

    Link link() {
        return new Link(claims.issuer(), claims.subject());
    }

    boolean isSignedBy(Es256PublicKey key) {
        return jwt.signedBy(key);
    }
}
