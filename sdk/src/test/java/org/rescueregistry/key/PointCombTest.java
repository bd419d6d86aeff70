package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

class PointCombTest {
    private static final ECPoint G = P256.DOMAIN.getG();
    private static final BigInteger N = P256.ORDER;

    private final Random random = new Random(5);

    private BigInteger number() {
        return new BigInteger(256, random).mod(N);
    }

    @Test
    void givesTheSumThatBouncyCastleGives() {
        List<BigInteger> numbers = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                N.subtract(BigInteger.ONE),
                N.shiftRight(1),
                BigInteger.ONE.shiftLeft(43),
                BigInteger.ONE.shiftLeft(255)));
        for (int i = 0; i < 9; i++) {
            numbers.add(number());
        }
        // Some are what comes up within a sum: there the two points that are added are the same, or cancel out.
        List<ECPoint> points = List.of(
                G,
                G.negate(),
                G.twice().normalize(),
                G.multiply(BigInteger.ONE.shiftLeft(29)).normalize(),
                G.multiply(BigInteger.ONE.shiftLeft(43)).negate().normalize(),
                G.multiply(number()).normalize());
        PointComb ofG = PointComb.of(G, 9);
        for (ECPoint point : points) {
            for (int rows = 1; rows <= 9; rows += 2) {
                PointComb comb = PointComb.of(point, rows);
                for (BigInteger k : numbers) {
                    for (BigInteger l : List.of(numbers.get(random.nextInt(numbers.size())), k, N.subtract(k))) {
                        assertSame(PointComb.sum(ofG, k, comb, l), ECAlgorithms.sumOfTwoMultiplies(G, k, point, l));
                    }
                }
            }
        }
    }

    private static void assertSame(PointSum ours, ECPoint theirs) {
        assertThat(ours.isInfinity()).isEqualTo(theirs.isInfinity());
        if (!theirs.isInfinity()) {
            BigInteger x = theirs.normalize().getAffineXCoord().toBigInteger();
            assertThat(ours.hasX(x)).isTrue();
            assertThat(ours.hasX(x.xor(BigInteger.ONE))).isFalse();
        }
    }

    @Test
    void judgesSignaturesAsBouncyCastleDoes() {
        for (int i = 0; i < 40; i++) {
            Es256Signer signer = Es256Signer.generate(new SecureRandom());
            byte[] message = {(byte) i};
            byte[] signature = signer.sign(message);
            if (i % 4 > 0) {
                signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            }
            boolean good = judge(signer.publicKey(), message, signature);
            assertThat(good).isEqualTo(i % 4 == 0);
            for (int times = 0; times < (i < 4 ? 300 : 5); times++) {
                assertThat(signer.publicKey().verify(message, signature)).isEqualTo(good);
            }
        }
    }

    private static boolean judge(Es256PublicKey key, byte[] message, byte[] signature) {
        Digest digest = Digest.sha256(message);
        BigInteger r = P256.read(signature, 0);
        BigInteger s = P256.read(signature, P256.WIDTH);
        boolean good = P256.isSignature(digest, r, s, key.parameters());
        assertThat(P256.isSignature(digest, r, s, PointComb.of(key.parameters().getQ(), 6)))
                .isEqualTo(good);
        return good;
    }

    /** The point that is to have r as its coordinate may have r + n, for coordinates go up to p. */
    @Test
    void takesAnRThatTheOrderWasSubtractedFrom() {
        byte[] message = {1};
        BigInteger e = new BigInteger(1, Digest.sha256(message).toBytes());
        BigInteger s = BigInteger.valueOf(77);
        int found = 0;
        for (int i = 1; found < 3; i++) {
            BigInteger r = BigInteger.valueOf(i);
            byte[] compressed = new byte[33];
            compressed[0] = 2;
            P256.write(N.add(r), compressed, 1);
            ECPoint point;
            try {
                point = P256.DOMAIN.getCurve().decodePoint(compressed);
            } catch (IllegalArgumentException noSuchPoint) {
                continue;
            }
            found++;
            // The key for which this is a signature: u G + v Q = point.
            BigInteger inverse = s.modInverse(N);
            ECPoint rest = point.subtract(G.multiply(e.multiply(inverse).mod(N)));
            Es256PublicKey key = Es256PublicKey.of(
                    rest.multiply(r.multiply(inverse).mod(N).modInverse(N)).normalize());
            byte[] signature = new byte[P256.SIGNATURE];
            P256.write(r, signature, 0);
            P256.write(s, signature, P256.WIDTH);
            assertThat(judge(key, message, signature)).isTrue();
            P256.write(r.add(BigInteger.ONE), signature, 0);
            assertThat(judge(key, message, signature)).isFalse();
        }
    }

    @Test
    void refusesNumbersThatAreNone() {
        Es256PublicKey key = Es256Signer.generate(new SecureRandom()).publicKey();
        PointComb comb = PointComb.of(key.parameters().getQ(), 6);
        Digest message = Digest.sha256();
        for (BigInteger bad : List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE))) {
            assertThat(P256.isSignature(message, bad, BigInteger.ONE, comb)).isFalse();
            assertThat(P256.isSignature(message, BigInteger.ONE, bad, comb)).isFalse();
        }
    }
}
