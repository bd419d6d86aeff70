package org.rescueregistry.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;

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

    private P256() {}

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
        return r.signum() > 0 && r.compareTo(ORDER) < 0 && s.signum() > 0 && s.compareTo(HALF_ORDER) <= 0;
    }

    static BigInteger read(byte[] source, int offset) {
        return new BigInteger(1, source, offset, WIDTH);
    }
}
