package org.rescueregistry.key;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
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

    /** Numbers in an array that are a point: two coordinates, or with what they are still to be divided by three. */
    private static final int AFFINE = 2 * PointSum.WORDS;

    private static final int PROJECTIVE = 3 * PointSum.WORDS;

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
        int[] powers = powers(point, rows, columns);
        int count = (1 << rows) - 1;
        int[] sums = new int[count * PROJECTIVE];
        PointSum sum = new PointSum();
        for (int i = 1; i <= count; i++) {
            // The highest row's power, and what stands there already for the rows below.
            int row = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(i);
            int below = i - (1 << row);
            if (below == 0) {
                sum.clear();
            } else {
                sum.read(sums, (below - 1) * PROJECTIVE);
            }
            sum.add(powers, row * AFFINE);
            sum.write(sums, (i - 1) * PROJECTIVE);
        }
        return new PointComb(rows, columns, affine(sums, count));
    }

    /** The point, and 2^columns times each the one before. */
    private static int[] powers(ECPoint point, int rows, int columns) {
        int[] first = new int[AFFINE];
        ECPoint normal = point.normalize();
        Nat256.copy(Nat256.fromBigInteger(normal.getAffineXCoord().toBigInteger()), 0, first, 0);
        Nat256.copy(Nat256.fromBigInteger(normal.getAffineYCoord().toBigInteger()), 0, first, PointSum.WORDS);
        int[] powers = new int[rows * PROJECTIVE];
        PointSum power = new PointSum();
        power.add(first, 0);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; row > 0 && i < columns; i++) {
                power.twice();
            }
            power.write(powers, row * PROJECTIVE);
        }
        return affine(powers, rows);
    }

    /** The points with their coordinates divided out: one inverse for all of them, and three products each (Montgomery's trick). */
    private static int[] affine(int[] points, int count) {
        int[] product = new int[PointSum.WORDS];
        int[] z = new int[PointSum.WORDS];
        int[] products = new int[count * PointSum.WORDS];
        product[0] = 1;
        for (int i = 0; i < count; i++) {
            Nat256.copy(product, 0, products, i * PointSum.WORDS);
            Nat256.copy(points, i * PROJECTIVE + AFFINE, z, 0);
            SecP256R1Field.multiply(product, z, product);
        }
        int[] inverse = new int[PointSum.WORDS];
        SecP256R1Field.inv(product, inverse);
        int[] affine = new int[count * AFFINE];
        int[] own = new int[PointSum.WORDS];
        for (int i = count - 1; i >= 0; i--) {
            Nat256.copy(products, i * PointSum.WORDS, own, 0);
            SecP256R1Field.multiply(own, inverse, own);
            Nat256.copy(points, i * PROJECTIVE + AFFINE, z, 0);
            SecP256R1Field.multiply(inverse, z, inverse);
            divide(points, i * PROJECTIVE, own, affine, i * AFFINE);
        }
        return affine;
    }

    private static void divide(int[] points, int from, int[] inverse, int[] affine, int to) {
        int[] power = new int[PointSum.WORDS];
        int[] coordinate = new int[PointSum.WORDS];
        SecP256R1Field.square(inverse, power);
        Nat256.copy(points, from, coordinate, 0);
        SecP256R1Field.multiply(coordinate, power, coordinate);
        Nat256.copy(coordinate, 0, affine, to);
        SecP256R1Field.multiply(power, inverse, power);
        Nat256.copy(points, from + PointSum.WORDS, coordinate, 0);
        SecP256R1Field.multiply(coordinate, power, coordinate);
        Nat256.copy(coordinate, 0, affine, to + PointSum.WORDS);
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
            sum.add(sums, (entry - 1) * AFFINE);
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
