package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
        // Whole hashes are fetched for known leaves, hardly for new ones: 4.6 leaves a shard at the end, of 65,536
        // tags.
        assertThat(fetched).isLessThan(100);
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
    void tellsHashesApartThatLookAlike() throws IOException {
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[Digest.SIZE];
            bytes[30] = (byte) (i >>> 8);
            bytes[31] = (byte) i;
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
        }
    }

    @Test
    void keepsApartWhatSharesAShard() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[Digest.SIZE];
            // The shard is the same, the tags are the lowest and the highest.
            bytes[2] = (byte) (i % 2 == 0 ? 0 : 0xff);
            bytes[3] = (byte) (i % 251);
            bytes[30] = (byte) (i >>> 8);
            bytes[31] = (byte) i;
            assertThat(add(Digest.of(bytes))).isEqualTo(i);
        }
        for (int i = 0; i < 20_000; i += 3) {
            assertThat(index.putIfAbsent(log.get(i), log.size())).isEqualTo(i);
        }
    }

    @Test
    void refusesMoreLeavesThanItsSlotsCanName() {
        assertThatThrownBy(() -> index.putIfAbsent(digest(1), (1L << 32) - 1))
                .isInstanceOf(IllegalStateException.class);
    }
}
