package org.rescueregistry.fetch;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Says who asks: a JWS of type {@code rescue-request+jwt} over the method and path of one request, in the header
 * {@code Authorization: Rescue-Signed <jws>}. The members are named as in DPoP (RFC 9449 section 4.2); unlike there the
 * key does not travel along, for the registry knows the keys it answers to.
 *
 * <pre>{"aud":"https://registry.example","htm":"GET","htu":"/applications","iat":1795000000,"jti":"…"}</pre>
 *
 * <p>It proves possession for {@link #LIFETIME}; only reading is authorised this way, so hearing it twice gives nothing
 * that the first answer did not. Acts are statements.
 */
public final class SignedRequest {
    /** The scheme in the header. */
    public static final String SCHEME = "Rescue-Signed";

    /** How far the clocks of the two may be apart. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final String TYPE = "rescue-request+jwt";

    private SignedRequest() {}

    /** The value of the header for one request to {@code registry}. */
    public static String header(EntityId registry, String method, String path, Instant now, Es256Signer signer) {
        return SCHEME + " " + sign(registry, method, path, Stamp.at(now, new SecureRandom()), signer);
    }

    private static String sign(EntityId registry, String method, String path, Stamp stamp, Es256Signer signer) {
        Json.Obj payload = Json.object()
                .put("aud", registry.toString())
                .put("htm", method)
                .put("htu", path)
                .put("iat", stamp.iat().getEpochSecond())
                .put("jti", stamp.jti())
                .build();
        return CompactJws.sign(TYPE, payload.canonical(), signer).compact();
    }

    /** The request as the server sees it. */
    public record Seen(EntityId registry, String method, String path, Instant now) {}

    /**
     * Who signed the request.
     *
     * @param keys the key of a kid that the registry knows, or null
     * @throws MalformedException {@code request_not_signed request_signature request_not_for_this request_too_old}, or of
     *     the parser that refused
     */
    public static KeyId verify(String header, Seen seen, Function<KeyId, @Nullable Es256PublicKey> keys)
            throws MalformedException {
        if (!header.startsWith(SCHEME + " ")) {
            throw new MalformedException("request_not_signed", "the Authorization is not " + SCHEME);
        }
        CompactJws jws = CompactJws.parse(header.substring(SCHEME.length() + 1));
        if (!jws.typ().equals(TYPE)) {
            throw new MalformedException("request_not_signed", "the JWS is not of type " + TYPE);
        }
        Es256PublicKey key = keys.apply(jws.kid());
        if (key == null || !jws.verify(key)) {
            throw new MalformedException("request_signature", "the request is signed by no key that is known here");
        }
        Members members = Members.of(Json.parseCanonical(jws.payload()), "request");
        String audience = members.string("aud");
        String method = members.string("htm");
        String path = members.string("htu");
        long iat = members.integer("iat");
        members.string("jti");
        members.done();
        if (!audience.equals(seen.registry().toString())
                || !method.equals(seen.method())
                || !path.equals(seen.path())) {
            throw new MalformedException("request_not_for_this", "the signature is for another request");
        }
        if (Math.abs(seen.now().getEpochSecond() - iat) > LIFETIME.toSeconds()) {
            throw new MalformedException("request_too_old", "the request was signed at another time; check the clock");
        }
        return jws.kid();
    }
}
