package org.rescueregistry.key;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat;
import org.bouncycastle.math.raw.Nat256;

/**
 * Sums of multiples of one public point of P-256, for multiplying it by many numbers: a comb (Lim and Lee, <em>More Flexible
 * Exponentiation with Precomputation</em>, CRYPTO '94, section 3). A number is written in rows, one below the other; the bits of a
 * column choose which sum is added, and the point so far is doubled once for each column. A sixth of the doublings is left with six
 * rows, and what is added is at hand.
 *
 * <p>How long it takes depends on the numbers, so none of them may be secret. Immutable,
 * for any number of threads.
 */
final class PointComb {
    private static final int BITS = P256.WIDTH * Byte.SIZE;

    private final int rows;
    private final int columns;

    /** Both coordinates of a point each: number i - 1 is the sum of 2^(columns * j) times the point for all bits j of i. */
    private final int[] sums;

    private PointComb(int rows, int columns, int[] sums) {
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
        int[] coordinates = new int[sums.length * 2 * PointSum.WORDS];
        for (int i = 0; i < sums.length; i++) {
            write(sums[i].getAffineXCoord(), coordinates, i * 2);
            write(sums[i].getAffineYCoord(), coordinates, i * 2 + 1);
        }
        return new PointComb(rows, columns, coordinates);
    }

    private static void write(ECFieldElement coordinate, int[] coordinates, int place) {
        int[] words = Nat256.fromBigInteger(coordinate.toBigInteger());
        System.arraycopy(words, 0, coordinates, place * PointSum.WORDS, PointSum.WORDS);
    }

    /** k times the point of {@code one} and l times that of {@code other}; both numbers are below 2^256. */
    static PointSum sum(PointComb one, BigInteger k, PointComb other, BigInteger l) {
        int[] first = one.words(k);
        int[] second = other.words(l);
        PointSum sum = new PointSum();
        for (int column = Math.max(one.columns, other.columns) - 1; column >= 0; column--) {
            sum.twice();
            one.addTo(sum, first, column);
            other.addTo(sum, second, column);
        }
        return sum;
    }

    private int[] words(BigInteger number) {
        return Nat.fromBigInteger(rows * columns, number);
    }

    private void addTo(PointSum sum, int[] words, int column) {
        int entry = column < columns ? entry(words, column) : 0;
        if (entry > 0) {
            sum.add(sums, (entry - 1) * 2 * PointSum.WORDS);
        }
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
