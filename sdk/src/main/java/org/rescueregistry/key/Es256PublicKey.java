package org.rescueregistry.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** x and behind it y. */
    private final byte[] point;

    // Made when they are asked for first: a snapshot has two keys for each organisation, and most verify nothing.

    private volatile @Nullable ECPublicKeyParameters parameters;
    private @Nullable String text;

    private @Nullable KeyId keyId;

    /** Threads may lose count of each other: then more is prepared a little later. */
    private int uses;

    private volatile @Nullable PointComb comb;

    private Es256PublicKey(byte[] ownedPoint) {
        this.point = ownedPoint;
    }

    /**
     * The key of these coordinates, {@link #COORDINATE_BYTES} each.
     *
     * @throws MalformedException {@code jwk_not_on_curve}
     */
    public static Es256PublicKey of(byte[] x, byte[] y) throws MalformedException {
        return of(x, y, "the key");
    }

    private static Es256PublicKey of(byte[] x, byte[] y, String where) throws MalformedException {
        byte[] point = new byte[2 * COORDINATE_BYTES];
        System.arraycopy(x, 0, point, 0, COORDINATE_BYTES);
        System.arraycopy(y, 0, point, COORDINATE_BYTES, COORDINATE_BYTES);
        if (!P256.isPoint(point)) {
            throw new MalformedException("jwk_not_on_curve", where + " is not a point of P-256");
        }
        return new Es256PublicKey(point);
    }

    static Es256PublicKey of(ECPoint point) {
        // Behind a byte that says that both coordinates follow.
        byte[] encoded = point.getEncoded(false);
        return new Es256PublicKey(Arrays.copyOfRange(encoded, 1, encoded.length));
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

    private static byte[] coordinate(Members members, String name) throws MalformedException {
        byte[] bytes = Base64Url.decode(members.string(name), members.where(name));
        if (bytes.length != P256.WIDTH) {
            throw new MalformedException("jwk_bad_coordinate", members.where(name) + " is not 32 bytes");
        }
        return bytes;
    }

    /** The public JWK: exactly {@code crv}, {@code kty}, {@code x}, {@code y}. */
    public Json.Obj jwk() {
        return Json.object()
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("x", Base64Url.encode(Arrays.copyOf(point, COORDINATE_BYTES)))
                .put("y", Base64Url.encode(Arrays.copyOfRange(point, COORDINATE_BYTES, point.length)))
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
            comb = PointComb.of(parameters().getQ(), ROWS_OF_MANY);
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
                return P256.isSignature(message, r, s, parameters());
            }
            known = PointComb.of(parameters().getQ(), ROWS);
            comb = known;
        } else if (++uses == MANY_USES) {
            known = PointComb.of(parameters().getQ(), ROWS_OF_MANY);
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
        ECPublicKeyParameters known = parameters;
        if (known == null) {
            BigInteger x = P256.read(point, 0);
            BigInteger y = P256.read(point, COORDINATE_BYTES);
            known = new ECPublicKeyParameters(P256.DOMAIN.getCurve().createPoint(x, y), P256.DOMAIN);
            parameters = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Es256PublicKey key && Arrays.equals(point, key.point);
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
