package org.rescueregistry.name;

/** The field of 32 elements, GF(2)[x]/(x⁵+x²+1), with α = x = 2 generating all 31 that are not zero. */
final class Gf32 {
    private static final int REDUCTION = 0b100101;

    private Gf32() {}

    /** {@code value}·αᵖ. */
    static int timesPower(int value, int power) {
        int product = value;
        for (int i = 0; i < power; i++) {
            product <<= 1;
            if ((product & 0b100000) != 0) {
                product ^= REDUCTION;
            }
        }
        return product;
    }
}
