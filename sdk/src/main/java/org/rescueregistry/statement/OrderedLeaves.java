package org.rescueregistry.statement;

import java.util.Arrays;
import org.rescueregistry.key.Digest;

/**
 * Leaves of the state map in the order of their keys, which differ. The first bits of each key stand in one array: of a
 * million leaves that lie anywhere in memory, nearly none is looked at to sort and to divide them.
 */
final class OrderedLeaves {
    /** Of each key its first bits, behind them the place the leaf had before; ascending as unsigned numbers. */
    private final long[] numbers;

    private final int firstBits;
    private final MapTree.Leaf[] leaves;

    private OrderedLeaves(long[] numbers, int firstBits, MapTree.Leaf[] leaves) {
        this.numbers = numbers;
        this.firstBits = firstBits;
        this.leaves = leaves;
    }

    static OrderedLeaves of(MapTree.Leaf[] leaves) {
        int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(leaves.length);
        long places = (1L << placeBits) - 1;
        long[] numbers = new long[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            // The highest bit is turned round, for longs are sorted with their sign.
            numbers[i] = ((leaves[i].key().leadingBits() ^ Long.MIN_VALUE) & ~places) | i;
        }
        Arrays.sort(numbers);
        MapTree.Leaf[] ordered = new MapTree.Leaf[leaves.length];
        for (int i = 0; i < numbers.length; i++) {
            MapTree.Leaf leaf = leaves[(int) (numbers[i] & places)];
            int at = i;
            // Where the first bits are the same, which is rare, the whole keys decide.
            while (at > 0
                    && (numbers[at - 1] & ~places) == (numbers[i] & ~places)
                    && ordered[at - 1].key().compareTo(leaf.key()) > 0) {
                ordered[at] = ordered[at - 1];
                at--;
            }
            ordered[at] = leaf;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] ^= Long.MIN_VALUE;
        }
        return new OrderedLeaves(numbers, Long.SIZE - placeBits, ordered);
    }

    int size() {
        return leaves.length;
    }

    MapTree.Leaf get(int at) {
        return leaves[at];
    }

    /** Where in this range, whose keys agree in the bits before, the first key with a one at {@code depth} stands. */
    int firstWithBit(int from, int to, int depth) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bit(middle, depth)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean bit(int at, int depth) {
        return depth < firstBits ? numbers[at] << depth < 0 : leaves[at].key().bit(depth);
    }

    /** Whether one of those in this range has this key. */
    boolean has(Digest key, int from, int to) {
        for (int i = from; i < to; i++) {
            if (leaves[i].key().equals(key)) {
                return true;
            }
        }
        return false;
    }
}
