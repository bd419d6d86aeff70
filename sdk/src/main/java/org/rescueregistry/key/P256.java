package org.rescueregistry.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.Pack;

/** The curve of ES256 (RFC 7518 section 3.4) and the fixed-width numbers on it. */
final class P256 {
    /** Width of a coordinate, a private key, r or s, in bytes. */
    static final int WIDTH = 32;

    /** Width of a JWS signature: r‖s. */
    static final int SIGNATURE = 2 * WIDTH;

    // The custom curve has its field arithmetic written out; the generic one is several times slower.
    static final ECDomainParameters DOMAIN =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));

    static final BigInteger ORDER = DOMAIN.getN();

    static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    /** Verifications after which a program is taken for one that goes on verifying. */
    private static final int FEW = 64;

    /** Threads may lose count of each other. */
    private static int verified;

    /** Made when a program verifies much; more rows than for a key, for every signature needs it: 256 kB. */
    private static final class Generator {
        static final PointComb COMB = PointComb.of(DOMAIN.getG(), 12);
    }

    /** The numbers of the curve's equation, as Bouncy Castle's arithmetic has them. */
    private static final class Equation {
        static final int[] P =
                Nat256.fromBigInteger(DOMAIN.getCurve().getField().getCharacteristic());
        static final int[] THREE = Nat256.fromBigInteger(BigInteger.valueOf(3));
        static final int[] B = Nat256.fromBigInteger(DOMAIN.getCurve().getB().toBigInteger());
    }

    private P256() {}

    /** Whether two coordinates, one behind the other, are a point: both below p, and y² = x³ − 3x + b (SP 800-186 appendix D.1.1). */
    static boolean isPoint(byte[] point) {
        int[] x = words(point, 0);
        int[] y = words(point, WIDTH);
        if (Nat256.gte(x, Equation.P) || Nat256.gte(y, Equation.P)) {
            return false;
        }
        int[] right = Nat256.create();
        SecP256R1Field.square(x, right);
        SecP256R1Field.subtract(right, Equation.THREE, right);
        SecP256R1Field.multiply(right, x, right);
        SecP256R1Field.add(right, Equation.B, right);
        SecP256R1Field.square(y, y);
        return Nat256.eq(y, right);
    }

    /** A number of {@link #WIDTH} bytes as 32-bit words, the lowest first. */
    private static int[] words(byte[] source, int offset) {
        int[] words = Nat256.create();
        for (int i = 0; i < words.length; i++) {
            words[i] = Pack.bigEndianToInt(source, offset + WIDTH - Integer.BYTES * (i + 1));
        }
        return words;
    }

    /** Whether foreign parameters, which may name another implementation of the curve, are those of P-256. */
    static boolean isCurveOf(ECDomainParameters parameters) {
        return parameters.getCurve().equals(DOMAIN.getCurve())
                && parameters.getG().equals(DOMAIN.getG())
                && parameters.getN().equals(ORDER);
    }

    static byte[] fixed(BigInteger number) {
        byte[] out = new byte[WIDTH];
        write(number, out, 0);
        return out;
    }

    static void write(BigInteger number, byte[] target, int offset) {
        byte[] twos = number.toByteArray();
        int skip = Math.max(0, twos.length - WIDTH);
        int length = twos.length - skip;
        System.arraycopy(twos, skip, target, offset + WIDTH - length, length);
        Arrays.fill(target, offset, offset + WIDTH - length, (byte) 0);
    }

    /** Whether r is 1 … n−1 and s is 1 … n/2: for every signature there is another with n − s; one of them is ours. */
    static boolean isCanonical(byte[] signature) {
        BigInteger r = read(signature, 0);
        BigInteger s = read(signature, WIDTH);
        return isScalar(r) && s.signum() > 0 && s.compareTo(HALF_ORDER) <= 0;
    }

    /** Whether it pays to make combs: a program that verifies a few signatures and ends is done before they are. */
    static boolean isWorthPreparing() {
        return verified > FEW || ++verified > FEW;
    }

    /** Whether r and s are a signature of the key {@code parameters} over a message of this SHA-256 (FIPS 186-5 section 6.4.2). */
    static boolean isSignature(Digest message, BigInteger r, BigInteger s, ECPublicKeyParameters parameters) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, parameters);
        return verifier.verifySignature(message.toBytes(), r, s);
    }

    /** The same with a key whose multiples are at hand, which takes less than half the time. */
    static boolean isSignature(Digest message, BigInteger r, BigInteger s, PointComb key) {
        if (!isScalar(r) || !isScalar(s)) {
            return false;
        }
        BigInteger inverse = BigIntegers.modOddInverseVar(ORDER, s);
        BigInteger u = new BigInteger(1, message.toBytes()).multiply(inverse).mod(ORDER);
        BigInteger v = r.multiply(inverse).mod(ORDER);
        PointSum point = PointComb.sum(Generator.COMB, u, key, v);
        return !point.isInfinity() && (point.hasX(r) || point.hasX(r.add(ORDER)));
    }

    private static boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    static BigInteger read(byte[] source, int offset) {
        return new BigInteger(1, source, offset, WIDTH);
    }
}
