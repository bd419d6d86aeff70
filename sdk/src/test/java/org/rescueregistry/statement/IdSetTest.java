package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

class IdSetTest {
    private final Random random = new Random(3);

    /** Many begin with the same bytes, so that they want the same places. */
    private Digest id() {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        if (random.nextInt(3) == 0) {
            Arrays.fill(bytes, 0, 8, (byte) random.nextInt(3));
        }
        return Digest.of(bytes);
    }

    @Test
    void hasWhatItWasGiven() {
        IdSet ids = new IdSet();
        Set<Digest> expected = new HashSet<>();
        List<Digest> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Digest id = i % 5 == 4 ? order.get(random.nextInt(order.size())) : id();
            assertThat(ids.contains(id)).isEqualTo(expected.contains(id));
            ids.add(id);
            if (expected.add(id)) {
                order.add(id);
            }
        }
        assertThat(ids.size()).isEqualTo(expected.size());

        byte[] image = new byte[3 + ids.size() * Digest.SIZE];
        ids.writeTo(image, 3);
        for (int i = 0; i < order.size(); i++) {
            assertThat(order.get(i).isAt(image, 3 + i * Digest.SIZE)).isTrue();
        }
        IdSet read = IdSet.read(image, 3, ids.size());
        assertThat(read.size()).isEqualTo(ids.size());
        assertThat(order).allMatch(read::contains);
        for (int i = 0; i < 1000; i++) {
            Digest more = id();
            assertThat(read.contains(more)).isEqualTo(expected.contains(more));
            read.add(more);
            assertThat(read.contains(more)).isTrue();
        }
    }

    @Test
    void readsNone() {
        IdSet none = IdSet.read(new byte[0], 0, 0);
        assertThat(none.size()).isZero();
        assertThat(none.contains(Digest.sha256())).isFalse();
        none.add(Digest.sha256());
        assertThat(none.contains(Digest.sha256())).isTrue();
    }
}
