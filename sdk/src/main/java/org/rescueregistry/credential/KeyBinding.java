package org.rescueregistry.credential;

import java.time.Instant;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A key binding JWT (RFC 9901 section 4.3), read and not yet verified.
 *
 * <pre>{"aud":"https://platform.example","iat":1795000000,"nonce":"n-0S6_WzA2Mj","sd_hash":"0_Af-2B-EhL…"}</pre>
 */
record KeyBinding(Jwt jwt, KeyBindingRequest request, Instant issuedAt, Digest hash) {
    private static final String TYP = "kb+jwt";

    static String sign(KeyBindingRequest request, Instant now, Digest hash, Es256Signer holder) {
        Json.Obj claims = Json.object()
                .put("aud", request.audience())
                .put("iat", now.getEpochSecond())
                .put("nonce", request.nonce())
                .put("sd_hash", hash.base64Url())
                .build();
        return CompactJws.sign(TYP, claims.canonical(), holder).compact();
    }

    static KeyBinding parse(String compact) throws MalformedException {
        Jwt jwt = Jwt.parse(compact, TYP);
        Members claims = Members.of(jwt.claims(), "key binding");
        String nonce = claims.string("nonce");
        String audience = claims.string("aud");
        Instant issuedAt = Instant.ofEpochSecond(claims.integer("iat"));
        Digest hash = Digest.parse(claims.string("sd_hash"));
        claims.done();
        if (nonce.isEmpty() || audience.isEmpty()) {
            throw new MalformedException("key_binding_empty", "the key binding's nonce or aud is empty");
        }
        return new KeyBinding(jwt, new KeyBindingRequest(nonce, audience), issuedAt, hash);
    }

    boolean signedBy(Es256PublicKey holder) {
        return jwt.signedBy(holder);
    }
}
