package org.rescueregistry.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * A point of P-256 to which others are added, one after the other, without an object for each step: in coordinates of Jacobi, x =
 * X/Z², y = Y/Z³, with the formulas <em>dbl-2001-b</em> and <em>madd</em> of the Explicit-Formulas Database (hyperelliptic.org/EFD,
 * "Jacobian coordinates with a4=-3"). The arithmetic of numbers modulo p is Bouncy Castle's. How long it takes depends on the points,
 * so none of them may be secret. Not for several threads.
 */
final class PointSum {
    /** Numbers that one coordinate is in an array. */
    static final int WORDS = P256.WIDTH / Integer.BYTES;

    /** Zero in the third is the point at infinity, with which a sum begins. */
    private final int[] x = new int[WORDS];

    private final int[] y = new int[WORDS];
    private final int[] z = new int[WORDS];

    private final int[] a = new int[WORDS];
    private final int[] b = new int[WORDS];
    private final int[] c = new int[WORDS];
    private final int[] d = new int[WORDS];
    private final int[] e = new int[WORDS];
    private final int[] product = new int[2 * WORDS];

    /** Is at infinity again. */
    void clear() {
        Arrays.fill(z, 0);
    }

    /** Becomes the point, not at infinity, whose three coordinates {@link #write} has put there. */
    void read(int[] points, int at) {
        System.arraycopy(points, at, x, 0, WORDS);
        System.arraycopy(points, at + WORDS, y, 0, WORDS);
        System.arraycopy(points, at + 2 * WORDS, z, 0, WORDS);
    }

    /** Puts its three coordinates there. */
    void write(int[] points, int at) {
        System.arraycopy(x, 0, points, at, WORDS);
        System.arraycopy(y, 0, points, at + WORDS, WORDS);
        System.arraycopy(z, 0, points, at + 2 * WORDS, WORDS);
    }

    boolean isInfinity() {
        return Nat256.isZero(z);
    }

    /** Whether the first coordinate of the point, which is not at infinity, is {@code number}. To divide by Z² would take long. */
    boolean hasX(BigInteger number) {
        if (number.compareTo(P256.DOMAIN.getCurve().getField().getCharacteristic()) >= 0) {
            return false;
        }
        square(z, a);
        multiply(a, SecP256R1Field.fromBigInteger(number), a);
        return Nat256.eq(a, x);
    }

    /** Becomes twice itself. On this curve no point but the one at infinity is its own opposite. */
    void twice() {
        if (isInfinity()) {
            return;
        }
        square(z, a);
        square(y, b);
        multiply(x, b, c);
        // d = 3 (X - Z²) (X + Z²)
        SecP256R1Field.subtract(x, a, d);
        SecP256R1Field.add(x, a, e);
        multiply(d, e, e);
        SecP256R1Field.twice(e, d);
        SecP256R1Field.add(d, e, d);
        // Z = (Y + Z)² - Y² - Z²
        SecP256R1Field.add(y, z, z);
        square(z, z);
        SecP256R1Field.subtract(z, b, z);
        SecP256R1Field.subtract(z, a, z);
        // X = d² - 8 X Y²
        SecP256R1Field.twice(c, c);
        SecP256R1Field.twice(c, c);
        square(d, x);
        SecP256R1Field.subtract(x, c, x);
        SecP256R1Field.subtract(x, c, x);
        // Y = d (4 X Y² - the new X) - 8 Y⁴
        SecP256R1Field.subtract(c, x, c);
        multiply(d, c, y);
        square(b, b);
        SecP256R1Field.twice(b, b);
        SecP256R1Field.twice(b, b);
        SecP256R1Field.twice(b, b);
        SecP256R1Field.subtract(y, b, y);
    }

    /** Adds the point whose two coordinates stand at {@code at} of {@code points}; it is not the one at infinity. */
    void add(int[] points, int at) {
        if (isInfinity()) {
            System.arraycopy(points, at, x, 0, WORDS);
            System.arraycopy(points, at + WORDS, y, 0, WORDS);
            z[0] = 1;
            return;
        }
        System.arraycopy(points, at, b, 0, WORDS);
        System.arraycopy(points, at + WORDS, c, 0, WORDS);
        // b and c become how far the other point's coordinates are from these, all of them over Z² and Z³.
        square(z, a);
        multiply(b, a, b);
        multiply(z, a, a);
        multiply(c, a, c);
        SecP256R1Field.subtract(b, x, b);
        SecP256R1Field.subtract(c, y, c);
        if (Nat256.isZero(b)) {
            addSameOrOpposite();
            return;
        }
        multiply(z, b, z);
        square(b, a);
        multiply(b, a, b);
        multiply(x, a, d);
        // X = c² - b³ - 2 X b²
        square(c, x);
        SecP256R1Field.subtract(x, b, x);
        SecP256R1Field.subtract(x, d, x);
        SecP256R1Field.subtract(x, d, x);
        // Y = c (X b² - the new X) - Y b³
        SecP256R1Field.subtract(d, x, d);
        multiply(c, d, c);
        multiply(y, b, b);
        SecP256R1Field.subtract(c, b, y);
    }

    private void addSameOrOpposite() {
        if (Nat256.isZero(c)) {
            twice();
        } else {
            clear();
        }
    }

    private void multiply(int[] one, int[] other, int[] into) {
        SecP256R1Field.multiply(one, other, into, product);
    }

    private void square(int[] one, int[] into) {
        SecP256R1Field.square(one, into, product);
    }
}
