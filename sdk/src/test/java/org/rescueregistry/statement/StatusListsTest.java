package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

class StatusListsTest {
    private static final EntityId REGISTRY = registry();

    /** Bytes as in the draft's example of two bits (section 4.1), as far as our three values go. */
    @Test
    void packsFromTheLeastSignificantBits() {
        StatusLists lists = StatusLists.empty(REGISTRY, 12)
                .set(0, Status.REVOKED)
                .set(1, Status.SUSPENDED)
                .set(2, Status.ACTIVE)
                .set(5, Status.WITHDRAWN)
                .set(7, Status.REVOKED)
                .set(8, Status.REVOKED)
                .set(9, Status.SUSPENDED);
        assertThat(lists.bytes(1)).containsExactly(0x09, 0x44, 0x09);
    }

    @Test
    void hasNoListBeforeAnIndexIsInUseAndThenAllUpToTheHighest() {
        StatusLists none = StatusLists.empty(REGISTRY, 8);
        assertThat(none.count()).isZero();
        assertThat(none.refs()).isEmpty();
        StatusLists three = none.set(17, Status.ACTIVE);
        assertThat(three.count()).isEqualTo(3);
        StatusListRef zeros = new StatusListRef(8, Digest.sha256(new byte[2]));
        assertThat(three.refs())
                .containsEntry("https://registry.example/status/1", zeros)
                .containsEntry("https://registry.example/status/2", zeros)
                .containsEntry("https://registry.example/status/3", zeros)
                .hasSize(3);
        assertThatThrownBy(() -> three.bytes(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> three.bytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesTheListsItCameFromAlone() {
        StatusLists before = StatusLists.empty(REGISTRY, 4).set(0, Status.SUSPENDED);
        StatusLists after = before.set(0, Status.ACTIVE).set(4, Status.REVOKED);
        assertThat(before.bytes(1)).containsExactly(2);
        assertThat(before.count()).isOne();
        assertThat(after.bytes(1)).containsExactly(0);
        assertThat(after.bytes(2)).containsExactly(1);
        before.bytes(1)[0] = 1;
        assertThat(before.bytes(1)).containsExactly(2);
    }

    @Property(tries = 100)
    void readsBackWhatWasSet(@ForAll long seed, @ForAll @IntRange(max = 300) int sets) {
        Random random = new Random(seed);
        int length = 4 * (1 + random.nextInt(10));
        StatusLists lists = StatusLists.empty(REGISTRY, length);
        Map<Long, Status> expected = new HashMap<>();
        for (int i = 0; i < sets; i++) {
            long index = random.nextInt(100);
            Status status = Status.values()[random.nextInt(Status.values().length)];
            lists = lists.set(index, status);
            expected.put(index, status);
        }
        long highest =
                expected.keySet().stream().mapToLong(Long::longValue).max().orElse(-length);
        assertThat(lists.count()).isEqualTo((int) (1 + highest / length));
        for (int number = 1; number <= lists.count(); number++) {
            byte[] bytes = lists.bytes(number);
            assertThat(bytes).hasSize(length / 4);
            assertThat(lists.refs().get(lists.uri(number))).isEqualTo(new StatusListRef(length, Digest.sha256(bytes)));
            for (int entry = 0; entry < length; entry++) {
                Status status = expected.getOrDefault((number - 1L) * length + entry, Status.ACTIVE);
                int value = (bytes[entry / 4] & 0xff) / (int) Math.pow(4, entry % 4) % 4;
                assertThat(value).isEqualTo(status.listValue());
            }
        }
    }

    @Test
    void refusesALengthThatFillsNoWholeBytes() {
        for (int length : new int[] {0, -4, 3, 6}) {
            assertThatThrownBy(() -> StatusLists.empty(REGISTRY, length)).isInstanceOf(IllegalArgumentException.class);
        }
        StatusLists lists = StatusLists.empty(REGISTRY, 4);
        assertThatThrownBy(() -> lists.set(-1, Status.ACTIVE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EntityId registry() {
        try {
            return EntityId.parse("https://registry.example");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
