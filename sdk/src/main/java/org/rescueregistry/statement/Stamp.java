package org.rescueregistry.statement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The two members that make every signed thing one of its kind (section 1): {@code "iat":1795000000} and {@code
 * "jti":"l3Fv0yWnT5m0Xk2c0e9rLg"}.
 *
 * @param iat when it was signed, by the signer's clock, in whole seconds
 * @param jti base64url of 16 random bytes
 */
public record Stamp(Instant iat, String jti) {
    private static final int JTI_BYTES = 16;

    public Stamp {
        Terms.requireTime(iat);
        try {
            requireJti(jti);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A stamp for something signed now; {@code random} must not repeat itself. */
    public static Stamp at(Instant now, RandomGenerator random) {
        byte[] jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        return new Stamp(now.truncatedTo(ChronoUnit.SECONDS), Base64Url.encode(jti));
    }

    static Stamp read(Members members) throws MalformedException {
        return parse(Fields.time(members, "iat"), members.string("jti"));
    }

    static Stamp parse(Instant iat, String jti) throws MalformedException {
        requireJti(jti);
        return new Stamp(iat, jti);
    }

    void putInto(Json.ObjectBuilder json) {
        json.put("iat", iat.getEpochSecond()).put("jti", jti);
    }

    private static void requireJti(String jti) throws MalformedException {
        if (Base64Url.decode(jti, "jti").length != JTI_BYTES) {
            throw new MalformedException("jti_bad_length", "jti is not 16 bytes in base64url");
        }
    }
}
