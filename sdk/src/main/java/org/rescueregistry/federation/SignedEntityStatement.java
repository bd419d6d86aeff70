package org.rescueregistry.federation;

import java.nio.charset.StandardCharsets;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A well-formed entity statement whose signature nobody has checked (OpenID Federation 1.0, section 3).
 *
 * <p>Wire form: a compact JWS with the header {@code {"alg":"ES256","kid":"…","typ":"entity-statement+jwt"}}. Other
 * header parameters are ignored (RFC 7515 section 4) except {@code crit}, which refuses: no extension is understood.
 */
final class SignedEntityStatement {
    static final String TYPE = "entity-statement+jwt";

    /** Longest statement that is read, in characters. */
    static final int MAX_CHARS = 1 << 18;

    private final String compact;
    private final String kid;
    private final StatementClaims claims;
    private final byte[] signature;

    private SignedEntityStatement(String compact, String kid, StatementClaims claims, byte[] signature) {
        this.compact = compact;
        this.kid = kid;
        this.claims = claims;
        this.signature = signature;
    }

    /**
     * Reads a statement.
     *
     * @throws MalformedException {@code statement_too_long jws_not_three_parts jws_wrong_typ jws_wrong_alg missing_kid
     *     critical_not_understood}, or what is wrong with a part, the JSON or a claim
     */
    static SignedEntityStatement parse(String compact) throws MalformedException {
        if (compact.length() > MAX_CHARS) {
            throw new MalformedException("statement_too_long", "the statement is longer than " + MAX_CHARS);
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw new MalformedException("jws_not_three_parts", "a compact JWS has three parts between two dots");
        }
        String kid = kid(Members.of(Json.parse(Base64Url.decode(parts[0], "header")), "header"));
        StatementClaims claims = StatementClaims.parse(Json.parse(Base64Url.decode(parts[1], "payload")));
        return new SignedEntityStatement(compact, kid, claims, Base64Url.decode(parts[2], "signature"));
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
        byte[] signingInput = compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return key.verify(signingInput, signature);
    }

    private static String kid(Members header) throws MalformedException {
        if (!header.string("typ").equals(TYPE)) {
            throw new MalformedException("jws_wrong_typ", "header.typ is not " + TYPE);
        }
        if (!header.string("alg").equals("ES256")) {
            throw new MalformedException("jws_wrong_alg", "header.alg is not ES256");
        }
        if (header.optionalValue("crit").isPresent()) {
            throw new MalformedException("critical_not_understood", "header.crit demands what is not understood here");
        }
        String kid = header.string("kid");
        if (kid.isEmpty()) {
            throw new MalformedException("missing_kid", "header.kid is empty");
        }
        return kid;
    }
}
