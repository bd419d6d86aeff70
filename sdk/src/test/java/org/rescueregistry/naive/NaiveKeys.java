package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Hashes, base64url, P-256 keys and signatures, all by the JDK's own provider. */
final class NaiveKeys {
    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    /** So many outcomes of verifying are remembered: histories share their beginnings. */
    private static final int REMEMBERED = 20_000;

    private static final Map<String, Boolean> VERIFIED = new HashMap<>();
    private static final Map<String, Boolean> POINTS = new HashMap<>();
    private static final Map<Map<String, Object>, String> KIDS = new HashMap<>();

    private NaiveKeys() {}

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String digest(String text) {
        return base64Url(sha256(text.getBytes(UTF_8)));
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without padding, other characters or stray bits at the end. */
    static byte[] bytes(String base64Url) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            VoidLeaf.wellFormed(base64Url(bytes).equals(base64Url));
            return bytes;
        } catch (IllegalArgumentException e) {
            throw VoidLeaf.malformed();
        }
    }

    /** The RFC 7638 thumbprint: these four members are exactly the required ones. */
    static String kid(Map<String, Object> jwk) {
        if (KIDS.size() > REMEMBERED) {
            KIDS.clear();
        }
        return KIDS.computeIfAbsent(jwk, key -> digest(NaiveJson.print(key)));
    }

    static boolean onCurve(String x, String y) {
        if (POINTS.size() > REMEMBERED) {
            POINTS.clear();
        }
        return POINTS.computeIfAbsent(
                x + " " + y, point -> onCurve(new BigInteger(1, bytes(x)), new BigInteger(1, bytes(y))));
    }

    private static boolean onCurve(BigInteger u, BigInteger v) {
        BigInteger right = u.multiply(u)
                .add(CURVE.getCurve().getA())
                .multiply(u)
                .add(CURVE.getCurve().getB());
        return u.compareTo(P) < 0
                && v.compareTo(P) < 0
                && v.multiply(v).subtract(right).mod(P).signum() == 0;
    }

    /** r and s from 1 to n − 1, s not above n / 2. */
    static boolean inRange(byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        return r.signum() > 0
                && r.compareTo(CURVE.getOrder()) < 0
                && s.signum() > 0
                && s.compareTo(CURVE.getOrder().shiftRight(1)) <= 0;
    }

    static boolean verifies(Map<String, Object> jwk, NaiveJws jws) {
        if (VERIFIED.size() > REMEMBERED) {
            VERIFIED.clear();
        }
        String asked = kid(jwk) + " " + jws.input() + "." + base64Url(jws.signature());
        return VERIFIED.computeIfAbsent(asked, key -> verified(jwk, jws));
    }

    private static boolean verified(Map<String, Object> jwk, NaiveJws jws) {
        try {
            ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, CURVE));
            Signature es256 = Signature.getInstance("SHA256withECDSAinP1363Format");
            es256.initVerify(key);
            es256.update(jws.input().getBytes(UTF_8));
            return es256.verify(jws.signature());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static BigInteger coordinate(Map<String, Object> jwk, String name) {
        return new BigInteger(1, bytes((String) jwk.get(name)));
    }
}
