package org.rescueregistry.statement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rescueregistry.key.Digest;

/**
 * Ids of statements, of which a log may have millions: 32 bytes for each, and some eight to find it by. They keep the order in which
 * they came. Not for several threads.
 */
final class IdSet {
    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Ids in one array: none of them is ever copied when there are more. */
    private static final int PART = 1 << 12;

    private static final int FIRST_PLACES = 1 << 10;

    private byte[][] parts = {};

    /** At the place that its first bits name, or at the next free one behind, stands the number of an id and one; 0 is free. */
    private int[] places = new int[FIRST_PLACES];

    private int size;

    int size() {
        return size;
    }

    boolean contains(Digest id) {
        return places[place(id)] != 0;
    }

    /** Takes an id, if it has not got it. */
    void add(Digest id) {
        int place = place(id);
        if (places[place] != 0) {
            return;
        }
        if (size == parts.length * PART) {
            parts = Arrays.copyOf(parts, parts.length + 1);
            parts[parts.length - 1] = new byte[PART * Digest.SIZE];
        }
        id.writeTo(part(size), offset(size));
        places[place] = ++size;
        if (size > places.length / 2) {
            spread(places.length * 2);
        }
    }

    /** Writes them one after the other, the first that came first. */
    void writeTo(byte[] target, int at) {
        for (int number = 0; number < size; number += PART) {
            int length = Math.min(PART, size - number) * Digest.SIZE;
            System.arraycopy(part(number), 0, target, at + number * Digest.SIZE, length);
        }
    }

    /** What {@link #writeTo} wrote. */
    static IdSet read(byte[] source, int at, int count) {
        IdSet ids = new IdSet();
        ids.parts = new byte[(count + PART - 1) / PART][PART * Digest.SIZE];
        for (ids.size = 0; ids.size < count; ids.size += Math.min(PART, count - ids.size)) {
            int length = Math.min(PART, count - ids.size) * Digest.SIZE;
            System.arraycopy(source, at + ids.size * Digest.SIZE, ids.part(ids.size), 0, length);
        }
        ids.spread(Integer.highestOneBit(Math.max(FIRST_PLACES, count)) << 2);
        return ids;
    }

    private void spread(int wider) {
        places = new int[wider];
        for (int number = 0; number < size; number++) {
            int place = first((long) NUMBERS.get(part(number), offset(number)));
            while (places[place] != 0) {
                place = next(place);
            }
            places[place] = number + 1;
        }
    }

    /** Where the id stands or, if it is none of these, would stand. */
    private int place(Digest id) {
        int place = first(id.leadingBits());
        while (places[place] != 0 && !id.isAt(part(places[place] - 1), offset(places[place] - 1))) {
            place = next(place);
        }
        return place;
    }

    private int first(long leadingBits) {
        return (int) (leadingBits >>> 33) & places.length - 1;
    }

    private int next(int place) {
        return place + 1 & places.length - 1;
    }

    private byte[] part(int number) {
        return parts[number / PART];
    }

    private static int offset(int number) {
        return number % PART * Digest.SIZE;
    }
}
