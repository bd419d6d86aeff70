package org.rescueregistry.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A public key for ES256: ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4), as a JWK (RFC 7518 section 6.2):
 *
 * <pre>{"crv":"P-256","kty":"EC","x":"f83OJ3D2…","y":"x_FEzRu9…"}</pre>
 *
 * <p>Keep the object: it holds multiples of the point, which make the second verification and those after it several times as fast.
 * Safe for any number of threads.
 */
public final class Es256PublicKey {
    /** Their sums take 4 kB and are made in the time of one verification, which the next one gains. */
    private static final int ROWS = 6;

    /** A key that has verified so often is an officer's, of whom there are few: 64 kB, and a third less time each. */
    private static final int MANY_USES = 128;

    private static final int ROWS_OF_MANY = 10;

    /** Width of x and of y. */
    public static final int COORDINATE_BYTES = P256.WIDTH;

    private final ECPublicKeyParameters parameters;

    /** Made when it is asked for first, as the name is: a snapshot has two keys for each organisation, and most verify nothing. */
    private @Nullable String text;

    private @Nullable KeyId keyId;

    /** Threads may lose count of each other: then more is prepared a little later. */
    private int uses;

    private volatile @Nullable PointComb comb;

    private Es256PublicKey(ECPublicKeyParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * The key of these coordinates, {@link #COORDINATE_BYTES} each.
     *
     * @throws MalformedException {@code jwk_not_on_curve}
     */
    public static Es256PublicKey of(byte[] x, byte[] y) throws MalformedException {
        return of(P256.read(x, 0), P256.read(y, 0), "the key");
    }

    private static Es256PublicKey of(BigInteger x, BigInteger y, String where) throws MalformedException {
        try {
            return of(P256.DOMAIN.getCurve().validatePoint(x, y));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("jwk_not_on_curve", where + " is not a point of P-256", e);
        }
    }

    static Es256PublicKey of(ECPoint point) {
        return new Es256PublicKey(new ECPublicKeyParameters(point, P256.DOMAIN));
    }

    /**
     * Reads a JWK of exactly {@code kty}, {@code crv}, {@code x} and {@code y}.
     *
     * @throws MalformedException {@code jwk_wrong_kind}, {@code jwk_bad_coordinate}, {@code jwk_not_on_curve}, or
     *     those of {@link Members} and {@link Base64Url}
     */
    public static Es256PublicKey fromJwk(Json.Obj jwk) throws MalformedException {
        Members members = Members.of(jwk, "jwk");
        Es256PublicKey key = readPublic(members);
        members.done();
        return key;
    }

    static Es256PublicKey readPublic(Members members) throws MalformedException {
        if (!members.string("kty").equals("EC") || !members.string("crv").equals("P-256")) {
            throw new MalformedException("jwk_wrong_kind", members.where() + " is not an EC key on P-256");
        }
        return of(coordinate(members, "x"), coordinate(members, "y"), members.where());
    }

    private static BigInteger coordinate(Members members, String name) throws MalformedException {
        byte[] bytes = Base64Url.decode(members.string(name), members.where(name));
        if (bytes.length != P256.WIDTH) {
            throw new MalformedException("jwk_bad_coordinate", members.where(name) + " is not 32 bytes");
        }
        return P256.read(bytes, 0);
    }

    /** The public JWK: exactly {@code crv}, {@code kty}, {@code x}, {@code y}. */
    public Json.Obj jwk() {
        ECPoint point = parameters.getQ();
        return Json.object()
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("x", Base64Url.encode(point.getAffineXCoord().getEncoded()))
                .put("y", Base64Url.encode(point.getAffineYCoord().getEncoded()))
                .build();
    }

    /** {@link #jwk()} in its canonical form. */
    public String text() {
        String known = text;
        if (known == null) {
            known = jwk().text();
            text = known;
        }
        return known;
    }

    /** The RFC 7638 thumbprint. */
    public KeyId keyId() {
        KeyId known = keyId;
        if (known == null) {
            // RFC 7638 section 3: the required members alone, sorted; for an EC key that is the whole of our JWK.
            known = new KeyId(Digest.sha256(text().getBytes(StandardCharsets.UTF_8)));
            keyId = known;
        }
        return known;
    }

    /** Says that so many signatures come to be verified: for many what makes them faster is made at once, not after the first hundred. */
    public void expect(int signatures) {
        if (signatures >= MANY_USES && comb == null) {
            uses = MANY_USES;
            comb = PointComb.of(parameters.getQ(), ROWS_OF_MANY);
        }
    }

    /** Whether {@code signature} (r‖s, 64 bytes, RFC 7515 appendix A.3) is this key's over {@code message}. */
    public boolean verify(byte[] message, byte[] signature) {
        return verify(Digest.sha256(message), signature);
    }

    private boolean verify(Digest message, byte[] signature) {
        if (signature.length != P256.SIGNATURE) {
            return false;
        }
        BigInteger r = P256.read(signature, 0);
        BigInteger s = P256.read(signature, P256.WIDTH);
        PointComb known = comb;
        if (known == null) {
            if (!P256.isWorthPreparing()) {
                return P256.isSignature(message, r, s, parameters);
            }
            known = PointComb.of(parameters.getQ(), ROWS);
            comb = known;
        } else if (++uses == MANY_USES) {
            known = PointComb.of(parameters.getQ(), ROWS_OF_MANY);
            comb = known;
        }
        return P256.isSignature(message, r, s, known);
    }

    /**
     * As {@link #verify}, and s is at most half the order. For every s there is an n − s that verifies as well; taking
     * only the low one leaves a signed object a single spelling.
     */
    public boolean verifyLowS(byte[] message, byte[] signature) {
        return verifyLowS(Digest.sha256(message), signature);
    }

    /** The same for a message that was hashed before. */
    boolean verifyLowS(Digest message, byte[] signature) {
        return signature.length == P256.SIGNATURE
                && P256.read(signature, P256.WIDTH).compareTo(P256.HALF_ORDER) <= 0
                && verify(message, signature);
    }

    ECPublicKeyParameters parameters() {
        return parameters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Es256PublicKey key && parameters.getQ().equals(key.parameters.getQ());
    }

    @Override
    public int hashCode() {
        return keyId().hashCode();
    }

    @Override
    public String toString() {
        return "ES256 key " + keyId();
    }
}
