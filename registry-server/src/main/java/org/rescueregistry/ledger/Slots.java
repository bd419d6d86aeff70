package org.rescueregistry.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Numbers of 56 bits, all zero at first, outside the heap: however many they are, collecting garbage costs no more. They stand in lines
 * of {@value #WIDTH}, one line in what the processor fetches from memory at a time. The lines come with pages of {@value #PAGE}, and no
 * page is ever moved. Not for several threads.
 *
 * <p>Pages come out of what {@code -XX:MaxDirectMemorySize} allows, as much as the heap where nothing else is said, and go back once
 * nobody has the lines any more; the virtual machine collects such pages before it says that there is no room.
 */
final class Slots {
    private static final int PAGE_BITS = 15;

    /** How many lines come at a time. */
    static final int PAGE = 1 << PAGE_BITS;

    /** How many bytes a line takes. */
    static final int LINE_BYTES = 64;

    private static final int BYTES = 7;

    /** How many slots a line has. */
    static final int WIDTH = LINE_BYTES / BYTES;

    /** The largest number a slot can hold. */
    static final long HIGHEST = (1L << (BYTES * Byte.SIZE)) - 1;

    private final IntFunction<ByteBuffer> memory;
    private ByteBuffer[] pages = new ByteBuffer[0];

    /** No lines yet. */
    Slots() {
        this(ByteBuffer::allocateDirect);
    }

    /** No lines yet; their pages come from there, zeroed and not in the heap. */
    Slots(IntFunction<ByteBuffer> memory) {
        this.memory = memory;
    }

    /** How many lines there are. */
    long lines() {
        return (long) pages.length * PAGE;
    }

    /**
     * Sees to it that there are so many lines at least.
     *
     * @throws OutOfMemoryError there is no room for them; then there are as many as before
     */
    void reach(long lines) {
        int wanted = Math.toIntExact((lines + PAGE - 1) / PAGE);
        if (wanted <= pages.length) {
            return;
        }
        ByteBuffer[] more = Arrays.copyOf(pages, wanted);
        for (int page = pages.length; page < wanted; page++) {
            ByteBuffer bytes = memory.apply((PAGE + 1) * LINE_BYTES);
            more[page] = bytes.alignedSlice(LINE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }
        pages = more;
    }

    /** The number in a slot of a line. */
    long get(long line, int slot) {
        return pages[(int) (line >>> PAGE_BITS)].getLong(at(line, slot)) & HIGHEST;
    }

    /** Puts a number from 0 to {@link #HIGHEST} there. */
    void put(long line, int slot, long number) {
        ByteBuffer page = pages[(int) (line >>> PAGE_BITS)];
        int at = at(line, slot);
        // The eighth byte is the next slot's; behind the last slot of a line it is nobody's.
        page.putLong(at, (page.getLong(at) & ~HIGHEST) | number);
    }

    /** Reads whole lines, as many as the array takes, from {@code first} on. */
    void read(long first, long[] numbers) {
        long line = first;
        for (int i = 0; i < numbers.length; i += WIDTH, line++) {
            ByteBuffer page = pages[(int) (line >>> PAGE_BITS)];
            int at = at(line, 0);
            for (int slot = 0; slot < WIDTH; slot++) {
                numbers[i + slot] = page.getLong(at + slot * BYTES) & HIGHEST;
            }
        }
    }

    /** Writes whole lines, from {@code first} on. */
    void write(long first, long[] numbers) {
        long line = first;
        for (int i = 0; i < numbers.length; i += WIDTH, line++) {
            ByteBuffer page = pages[(int) (line >>> PAGE_BITS)];
            int at = at(line, 0);
            // What one writes too much the next one overwrites.
            for (int slot = 0; slot < WIDTH; slot++) {
                page.putLong(at + slot * BYTES, numbers[i + slot]);
            }
        }
    }

    private static int at(long line, int slot) {
        return ((int) line & (PAGE - 1)) * LINE_BYTES + slot * BYTES;
    }
}
