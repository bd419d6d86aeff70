package org.rescueregistry.key;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat;

/**
 * Sums of multiples of one public point of P-256, for multiplying it by many numbers: a comb (Lim and Lee, <em>More Flexible
 * Exponentiation with Precomputation</em>, CRYPTO '94, section 3). A number is written in rows, one below the other; the bits of a
 * column choose which sum is added, and the point so far is doubled once for each column. A sixth of the doublings is left with six
 * rows, and what is added is at hand.
 *
 * <p>The arithmetic of points is Bouncy Castle's. How long it takes depends on the numbers, so none of them may be secret. Immutable,
 * for any number of threads.
 */
final class PointComb {
    private static final int BITS = P256.WIDTH * Byte.SIZE;

    private final int rows;
    private final int columns;

    /** Entry i - 1 is the sum of 2^(columns * j) times the point for all bits j of i. */
    private final ECLookupTable sums;

    private PointComb(int rows, int columns, ECLookupTable sums) {
        this.rows = rows;
        this.columns = columns;
        this.sums = sums;
    }

    /** Takes about as long as a verification with six rows, and twice that for each more; 64 bytes for each of 2^rows - 1 sums. */
    static PointComb of(ECPoint point, int rows) {
        int columns = (BITS + rows - 1) / rows;
        ECCurve curve = point.getCurve();
        ECPoint[] sums = new ECPoint[(1 << rows) - 1];
        ECPoint power = point;
        for (int row = 0; row < rows; row++) {
            int first = 1 << row;
            sums[first - 1] = power;
            for (int i = 1; i < first; i++) {
                sums[first + i - 1] = power.add(sums[i - 1]);
            }
            power = row + 1 < rows ? power.timesPow2(columns) : power;
        }
        curve.normalizeAll(sums);
        return new PointComb(rows, columns, curve.createCacheSafeLookupTable(sums, 0, sums.length));
    }

    /** k times the point of {@code one} and l times that of {@code other}; both numbers are below 2^256. */
    static ECPoint sum(PointComb one, BigInteger k, PointComb other, BigInteger l) {
        int[] first = one.words(k);
        int[] second = other.words(l);
        ECPoint sum = P256.DOMAIN.getCurve().getInfinity();
        for (int column = Math.max(one.columns, other.columns) - 1; column >= 0; column--) {
            sum = one.add(sum.twice(), first, column);
            sum = other.add(sum, second, column);
        }
        return sum;
    }

    private int[] words(BigInteger number) {
        return Nat.fromBigInteger(rows * columns, number);
    }

    private ECPoint add(ECPoint sum, int[] words, int column) {
        int entry = column < columns ? entry(words, column) : 0;
        return entry == 0 ? sum : sum.add(sums.lookupVar(entry - 1));
    }

    private int entry(int[] words, int column) {
        int entry = 0;
        for (int row = rows - 1; row >= 0; row--) {
            int bit = row * columns + column;
            entry = entry << 1 | (words[bit / Integer.SIZE] >>> bit % Integer.SIZE & 1);
        }
        return entry;
    }
}
