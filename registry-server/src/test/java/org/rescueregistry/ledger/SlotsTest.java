package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final long SEED = 7;

    private final List<WeakReference<ByteBuffer>> pages = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    private ByteBuffer page(int bytes) {
        if (pages.size() == room) {
            throw new OutOfMemoryError("no room for a page");
        }
        ByteBuffer page = ByteBuffer.allocateDirect(bytes);
        pages.add(new WeakReference<>(page));
        return page;
    }

    @Test
    void keepsEveryNumberWhereItWasPut() {
        Slots slots = new Slots();
        slots.reach(2L * Slots.PAGE);
        long[] expected = new long[2 * Slots.PAGE * Slots.WIDTH];
        Random random = new Random(SEED);
        for (int i = 0; i < expected.length; i++) {
            int at = random.nextInt(expected.length);
            expected[at] = random.nextLong() & Slots.HIGHEST;
            slots.put(at / Slots.WIDTH, at % Slots.WIDTH, expected[at]);
        }
        for (int at = 0; at < expected.length; at++) {
            assertThat(slots.get(at / Slots.WIDTH, at % Slots.WIDTH)).isEqualTo(expected[at]);
        }
    }

    @Test
    void readsAndWritesLinesAcrossPagesAndLeavesTheirNeighboursAlone() {
        Slots slots = new Slots();
        slots.reach(3L * Slots.PAGE);
        Random random = new Random(SEED);
        for (int lines : new int[] {1, 2, 90, Slots.PAGE + 2}) {
            for (long first : new long[] {1, Slots.PAGE - 1, Slots.PAGE}) {
                slots.put(first - 1, Slots.WIDTH - 1, Slots.HIGHEST);
                slots.put(first + lines, 0, Slots.HIGHEST);
                long[] written = random.longs((long) lines * Slots.WIDTH, 0, Slots.HIGHEST + 1)
                        .toArray();
                slots.write(first, written);
                long[] read = new long[written.length];
                slots.read(first, read);
                assertThat(read).isEqualTo(written);
                assertThat(slots.get(first - 1, Slots.WIDTH - 1)).isEqualTo(Slots.HIGHEST);
                assertThat(slots.get(first + lines, 0)).isEqualTo(Slots.HIGHEST);
            }
        }
    }

    @Test
    void growsByPagesAndMovesNone() {
        Slots slots = new Slots(this::page);
        assertThat(slots.lines()).isZero();
        slots.reach(1);
        slots.put(Slots.PAGE - 1, 8, 5);
        slots.reach(Slots.PAGE);
        assertThat(pages).hasSize(1);
        slots.reach(Slots.PAGE + 1L);
        assertThat(pages).hasSize(2);
        assertThat(slots.lines()).isEqualTo(2L * Slots.PAGE);
        assertThat(slots.get(Slots.PAGE - 1, 8)).isEqualTo(5);
        assertThat(slots.get(Slots.PAGE, 0)).isZero();
    }

    @Test
    void staysAsItWasWhenThereIsNoRoom() {
        Slots slots = new Slots(this::page);
        slots.reach(1);
        slots.put(3, 3, 33);
        room = 2;
        assertThatThrownBy(() -> slots.reach(3L * Slots.PAGE)).isInstanceOf(OutOfMemoryError.class);
        assertThat(slots.lines()).isEqualTo(Slots.PAGE);
        assertThat(slots.get(3, 3)).isEqualTo(33);
    }

    @Test
    void givesItsPagesBackWhenNobodyHasIt() throws InterruptedException {
        new Slots(this::page).reach(4L * Slots.PAGE);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (pages.stream().anyMatch(page -> page.get() != null) && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(1);
        }
        assertThat(pages).hasSize(4).allMatch(page -> page.get() == null);
    }
}
