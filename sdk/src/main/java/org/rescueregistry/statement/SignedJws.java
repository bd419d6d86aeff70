package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A JWS of section 1 and its payload, a JSON object in RFC 8785 form. It remembers whether its signature verified, so
 * that a replica may verify with several threads before one thread folds.
 */
final class SignedJws {
    private final CompactJws jws;
    private final Json.Obj payload;
    private final Digest id;

    /** What verifying gave. A kid is the digest of one key, so the answer does not depend on who asks. */
    private volatile @Nullable Boolean verified;

    private SignedJws(CompactJws jws, Json.Obj payload) {
        this.jws = jws;
        this.payload = payload;
        this.id = jws.id();
    }

    static SignedJws parse(String text, String typ) throws MalformedException {
        CompactJws jws = CompactJws.parse(text);
        if (!jws.typ().equals(typ)) {
            throw new MalformedException("jws_wrong_typ", "header.typ is not " + typ);
        }
        return new SignedJws(
                jws, Members.of(Json.parseCanonical(jws.payload()), "payload").json());
    }

    static SignedJws sign(String typ, Json.Obj payload, Es256Signer signer) {
        return new SignedJws(CompactJws.sign(typ, payload.canonical(), signer), payload);
    }

    Json.Obj payload() {
        return payload;
    }

    Members members() throws MalformedException {
        return Members.of(payload, "payload");
    }

    Digest id() {
        return id;
    }

    KeyId kid() {
        return jws.kid();
    }

    String compact() {
        return jws.compact();
    }

    boolean isSignedBy(Es256PublicKey key) {
        if (!key.keyId().equals(jws.kid())) {
            return false;
        }
        Boolean known = verified;
        if (known == null) {
            known = jws.verify(key);
            verified = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedJws signed && jws.equals(signed.jws);
    }

    @Override
    public int hashCode() {
        return jws.hashCode();
    }
}
