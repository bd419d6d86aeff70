package org.rescueregistry.status;

import org.rescueregistry.wire.MalformedException;

/** How many bits a list spends on each status (Token Status List section 4.1): 1, 2, 4 or 8. Ours spend two. */
public enum StatusBits {
    ONE(1),
    TWO(2),
    FOUR(4),
    EIGHT(8);

    private final int count;

    StatusBits(int count) {
        this.count = count;
    }

    /** Reads the member {@code bits}; others than 1, 2, 4 and 8 are {@code status_list_bits}. */
    public static StatusBits of(long count) throws MalformedException {
        for (StatusBits bits : values()) {
            if (bits.count == count) {
                return bits;
            }
        }
        throw new MalformedException("status_list_bits", "a status has 1, 2, 4 or 8 bits, not " + count);
    }

    public int count() {
        return count;
    }

    int perByte() {
        return Byte.SIZE / count;
    }

    int mask() {
        return (1 << count) - 1;
    }
}
