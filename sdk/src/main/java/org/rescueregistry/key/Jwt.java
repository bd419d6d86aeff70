package org.rescueregistry.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A signed JWT as other people's standards write it: compact JWS (RFC 7515 section 3.1) with ES256, the claims one JSON
 * object (RFC 7519).
 *
 * <p>{@link CompactJws} is our own dialect, with one encoding for each statement. Here headers may hold more members
 * and JSON may be spaced and ordered freely; yet the base64url is canonical, the JSON strict, the {@code typ} the one
 * expected, the algorithm ES256 and nothing else, and {@code crit} is refused (RFC 8725 sections 3.1, 3.11). What is
 * read is not yet verified: {@link #signedBy} says so for one key.
 */
public final class Jwt {
    private final Json.Obj header;
    private final Json.Obj claims;
    private final byte[] signingInput;
    private final byte[] signature;

    private Jwt(Json.Obj header, Json.Obj claims, byte[] signingInput, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /**
     * Reads {@code header.claims.signature}.
     *
     * @param typ the only {@code typ} accepted, such as {@code statuslist+jwt}
     * @throws MalformedException {@code jwt_shape jwt_algorithm jwt_type jwt_critical}, or why a part's base64url or
     *     JSON is refused
     */
    public static Jwt parse(String compact, String typ) throws MalformedException {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            throw new MalformedException("jwt_shape", "a JWT is not three parts with dots between them");
        }
        Members header = Members.of(part(compact.substring(0, first), "header"), "header");
        if (!header.string("alg").equals("ES256")) {
            throw new MalformedException("jwt_algorithm", "a JWT is signed with another algorithm than ES256");
        }
        if (!header.string("typ").equals(typ)) {
            throw new MalformedException("jwt_type", "the typ of a JWT is not " + typ);
        }
        if (header.optionalValue("crit").isPresent()) {
            throw new MalformedException(
                    "jwt_critical", "a JWT has critical header parameters, which are unknown here");
        }
        Members claims = Members.of(part(compact.substring(first + 1, second), "claims"), "claims");
        byte[] signature = Base64Url.decode(compact.substring(second + 1), "signature");
        byte[] signingInput = compact.substring(0, second).getBytes(US_ASCII);
        return new Jwt(header.json(), claims.json(), signingInput, signature);
    }

    private static Json part(String text, String where) throws MalformedException {
        return Json.parse(Base64Url.decode(text, where));
    }

    /** The protected header; beside {@code alg} and {@code typ} nobody has looked at it. */
    public Json.Obj header() {
        return header;
    }

    /** The claims: said by nobody known until {@link #signedBy}. */
    public Json.Obj claims() {
        return claims;
    }

    /** Whether the signature is this key's. */
    public boolean signedBy(Es256PublicKey key) {
        return key.verify(signingInput, signature);
    }
}
