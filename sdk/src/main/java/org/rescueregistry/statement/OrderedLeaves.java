package org.rescueregistry.statement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;

/**
 * Records to be put into a state map, in the order of their keys, which differ. The first bits of each key stand in one
 * array of numbers: it is sorted and divided, and of the keys themselves, a million of them anywhere in memory, nearly none
 * is looked at.
 */
final class OrderedLeaves {
    /** k = H(code) and value = H(record bytes). */
    static final int ENTRY_BYTES = 2 * Digest.SIZE;

    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] entries;

    /** Of each key its first bits, behind them the place of its entry; ascending as unsigned numbers. */
    private final long[] numbers;

    /** The bits of a number that are the place. */
    private final long places;

    private final int firstBits;

    private OrderedLeaves(byte[] entries) {
        int count = entries.length / ENTRY_BYTES;
        int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        this.entries = entries;
        this.numbers = new long[count];
        this.places = (1L << placeBits) - 1;
        this.firstBits = Long.SIZE - placeBits;
    }

    static OrderedLeaves of(Map<Code, byte[]> records, Sha256 sha) {
        byte[] entries = new byte[Math.multiplyExact(records.size(), ENTRY_BYTES)];
        int at = 0;
        for (Map.Entry<Code, byte[]> record : records.entrySet()) {
            hash(record.getKey(), record.getValue(), sha, entries, at);
            at += ENTRY_BYTES;
        }
        return of(entries);
    }

    static OrderedLeaves of(Code code, byte[] record, Sha256 sha) {
        byte[] entry = new byte[ENTRY_BYTES];
        hash(code, record, sha, entry, 0);
        return of(entry);
    }

    private static void hash(Code code, byte[] record, Sha256 sha, byte[] entries, int at) {
        byte[] text = code.canonicalBytes();
        sha.hash(text, 0, text.length, entries, at);
        sha.hash(record, 0, record.length, entries, at + Digest.SIZE);
    }

    /** @param entries one after the other; no longer the caller's */
    static OrderedLeaves of(byte[] entries) {
        OrderedLeaves leaves = new OrderedLeaves(entries);
        leaves.order();
        return leaves;
    }

    private void order() {
        // The highest bit is turned round while they are sorted, for longs are sorted with their sign.
        for (int i = 0; i < numbers.length; i++) {
            long first = (long) NUMBERS.get(entries, i * ENTRY_BYTES);
            numbers[i] = ((first & ~places) | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(numbers);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] ^= Long.MIN_VALUE;
            sinkAmongEqual(i);
        }
    }

    /** Where the first bits are the same, which is rare, the whole keys decide. */
    private void sinkAmongEqual(int from) {
        long number = numbers[from];
        int at = from;
        while (at > 0 && ((numbers[at - 1] ^ number) & ~places) == 0 && compareKeys(numbers[at - 1], number) > 0) {
            numbers[at] = numbers[at - 1];
            at--;
        }
        numbers[at] = number;
    }

    private int compareKeys(long one, long two) {
        int first = offset(one);
        int second = offset(two);
        return Arrays.compareUnsigned(entries, first, first + Digest.SIZE, entries, second, second + Digest.SIZE);
    }

    private int offset(long number) {
        return (int) (number & places) * ENTRY_BYTES;
    }

    int size() {
        return numbers.length;
    }

    /** Writes the k and the value at this place of the order. */
    void write(int at, byte[] target, int offset) {
        System.arraycopy(entries, offset(numbers[at]), target, offset, ENTRY_BYTES);
    }

    /** Compares the k at this place of the order with the one that stands at {@code offset} of {@code keys}. */
    int compareKey(int at, byte[] keys, int offset) {
        int own = offset(numbers[at]);
        return Arrays.compareUnsigned(entries, own, own + Digest.SIZE, keys, offset, offset + Digest.SIZE);
    }

    boolean hasKey(int at, byte[] keys, int offset) {
        int own = offset(numbers[at]);
        return Arrays.equals(entries, own, own + Digest.SIZE, keys, offset, offset + Digest.SIZE);
    }

    /** The only one of the records of a {@link MapCluster} that may have the k at this place of the order. */
    int placeIn(byte[] records, int at) {
        int first = 0;
        int last = MapCluster.count(records) - 1;
        while (first < last) {
            int fork = MapCluster.fork(records, first, last);
            if (bit(at, MapCluster.common(records, fork))) {
                first = fork + 1;
            } else {
                last = fork;
            }
        }
        return first;
    }

    /** So many bits from {@code depth} on, as a number. */
    int number(int at, int depth, int bits) {
        int number = 0;
        for (int place = depth; place < depth + bits; place++) {
            number = 2 * number + (bit(at, place) ? 1 : 0);
        }
        return number;
    }

    /** Where in this range, whose keys agree in the bits before {@code depth}, those end that agree with the first in the bits before {@code bottom}. */
    int end(int from, int to, int depth, int bottom) {
        int end = to;
        for (int place = depth; place < bottom && from + 1 < end; place++) {
            int middle = firstWithBit(from, end, place);
            if (middle > from) {
                end = middle;
            }
        }
        return end;
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
        long number = numbers[at];
        return depth < firstBits
                ? number << depth < 0
                : (entries[offset(number) + (depth >> 3)] & 0x80 >> (depth & 7)) != 0;
    }
}
