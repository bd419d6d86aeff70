package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

class LeafIndexTest {
    private final List<Digest> log = new ArrayList<>();
    private int fetched;

    private LeafIndex index = expecting(0);

    private LeafIndex expecting(long leaves) {
        return new LeafIndex(
                i -> {
                    fetched++;
                    return log.get((int) i);
                },
                leaves);
    }

    private long add(Digest hash) throws IOException {
        long at = index.putIfAbsent(hash, log.size());
        if (at == log.size()) {
            log.add(hash);
        }
        return at;
    }

    private static Digest digest(int i) {
        return Digest.sha256(("leaf " + i).getBytes(UTF_8));
    }

    @Test
    void knowsEveryLeafAndNoOther() throws IOException {
        int leaves = 300_000;
        for (int i = 0; i < leaves; i++) {
            assertThat(add(digest(i))).isEqualTo(i);
        }
        // Whole hashes are fetched for known leaves, hardly for new ones: 18
        // leaves a shard at the end, of sixteen million tags.
        assertThat(fetched).isLessThan(10);
        for (int i = 0; i < leaves; i += 7) {
            assertThat(add(digest(i))).isEqualTo(i);
        }
        assertThat(log).hasSize(leaves);
    }

    @Test
    void knowsMoreLeavesThanItExpected() throws IOException {
        index = expecting(100_000);
        for (int i = 0; i < 300_000; i++) {
            assertThat(add(digest(i))).isEqualTo(i);
        }
        for (int i = 0; i < 300_000; i += 7) {
            assertThat(add(digest(i))).isEqualTo(i);
        }
    }

    @Test
    void findsLeavesWhileTheyAreMoved() throws IOException {
        Slots slots = new Slots();
        index = new LeafIndex(i -> log.get((int) i), 0, slots);
        while (slots.lines() == Slots.PAGE) {
            assertThat(add(digest(log.size()))).isEqualTo(log.size() - 1);
        }
        // From now on a shard is moved with each leaf.
        int begun = log.size();
        for (int i = 0; i < 20_000; i++) {
            assertThat(add(digest(i * 7))).isEqualTo(i * 7);
            assertThat(add(digest(begun + i))).isEqualTo(begun + i);
        }
    }

    @Test
    void readingAheadChangesNothing() throws IOException {
        for (int i = 0; i < 1000; i++) {
            index.lookAhead(List.of(digest(i), digest(i + 1)));
            assertThat(add(digest(i))).isEqualTo(i);
        }
        assertThat(fetched).isZero();
    }

    @Test
    void takesTenBytesALeafAtMost() {
        ByteBuffer onePage = ByteBuffer.allocateDirect((Slots.PAGE + 1) * Slots.LINE_BYTES);
        for (long leaves : new long[] {10_000_000, 100_000_000, 1_000_000_000}) {
            Slots slots = new Slots(bytes -> onePage);
            LeafIndex unused = new LeafIndex(i -> log.get((int) i), leaves, slots);
            assertThat(slots.lines() * Slots.LINE_BYTES / (double) leaves).isBetween(7.0, 10.0);
        }
    }

    @Test
    void staysWholeWhenThereIsNoRoomToGrow() throws IOException {
        int[] pages = {1};
        index = new LeafIndex(i -> log.get((int) i), 0, new Slots(bytes -> {
            if (pages[0]-- == 0) {
                throw new OutOfMemoryError("no room for a page");
            }
            return ByteBuffer.allocateDirect(bytes);
        }));
        assertThatThrownBy(() -> {
                    while (true) {
                        long unused = add(digest(log.size()));
                    }
                })
                .isInstanceOf(OutOfMemoryError.class);
        pages[0] = Integer.MAX_VALUE;
        for (int i = 0; i < log.size(); i += 11) {
            assertThat(add(digest(i))).isEqualTo(i);
        }
        assertThat(add(digest(log.size()))).isEqualTo(log.size() - 1);
    }

    @Test
    void tellsHashesApartThatLookAlike() throws IOException {
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[Digest.SIZE];
            bytes[30] = (byte) (i >>> 8);
            bytes[31] = (byte) i;
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
        }
    }

    /** Who looks for hashes that fall into one shard gets no more memory than for others: only that shard is full. */
    @Test
    void keepsApartWhatSharesAShard() throws IOException {
        Slots slots = new Slots();
        index = new LeafIndex(i -> log.get((int) i), 0, slots);
        int sharing = 20_000;
        for (int i = 0; i < sharing; i++) {
            byte[] bytes = new byte[Digest.SIZE];
            // The shard is the same, the tags are the lowest and the highest.
            bytes[1] = (byte) (i % 2 == 0 ? 0 : 3);
            bytes[2] = (byte) (i % 2 == 0 ? 0 : 0xff);
            bytes[3] = (byte) (i % 251);
            bytes[30] = (byte) (i >>> 8);
            bytes[31] = (byte) i;
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
        }
        assertThat(slots.lines()).isEqualTo(Slots.PAGE);
        while (slots.lines() == Slots.PAGE) {
            assertThat(add(digest(log.size()))).isEqualTo(log.size() - 1);
        }
        for (int i = 0; i < sharing; i += 3) {
            assertThat(index.putIfAbsent(log.get(i), log.size())).isEqualTo(i);
        }
    }

    @Test
    void refusesMoreLeavesThanItsSlotsCanName() {
        assertThatThrownBy(() -> index.putIfAbsent(digest(1), (1L << 32) - 1))
                .isInstanceOf(IllegalStateException.class);
    }
}
