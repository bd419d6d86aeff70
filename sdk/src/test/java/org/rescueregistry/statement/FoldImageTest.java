package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.testing.Histories;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

final class FoldImageTest {
    /** Restarted after every batch; void leaves and repeated ones are in between, for what was seen before must be remembered too. */
    @ParameterizedTest
    @ValueSource(longs = {3, 5, 8})
    void goesOnAsIfItHadNeverStopped(long seed) throws MalformedException {
        TestRegistry registry = Histories.random(seed, 60);
        Fold whole = Fold.start(registry.log());
        Fold restored = Fold.start(registry.log());
        List<byte[]> seen = new ArrayList<>();
        Random random = new Random(seed);
        long index = 0;
        for (byte[] leaf : registry.leaves()) {
            List<byte[]> next = new ArrayList<>();
            if (!seen.isEmpty() && random.nextInt(4) == 0) {
                next.add(seen.get(random.nextInt(seen.size())));
                index++;
            }
            next.add(StateLeaf.looksLike(leaf) ? HistoriesTest.moved(leaf, index) : leaf);
            index++;
            for (byte[] one : next) {
                Optional<ClosedBatch> closed = restored.append(one);
                assertThat(closed).isEqualTo(whole.append(one));
                if (closed.isPresent()) {
                    // What is to be compared is what came out; the log's own state leaves are misplaced by what was put
                    // in.
                    restored = Fold.restored(restored.image(), right(closed.get()));
                    assertSame(restored, whole);
                }
            }
            if (!StateLeaf.looksLike(leaf)) {
                seen.add(leaf);
            }
        }
    }

    private static StateLeaf right(ClosedBatch closed) {
        return closed.wrong().map(ClosedBatch.Wrong::computed).orElse(closed.state());
    }

    private static void assertSame(Fold restored, Fold whole) {
        assertThat(restored.size()).isEqualTo(whole.size());
        assertThat(restored.state().records()).isEqualTo(whole.state().records());
        assertThat(restored.state().people()).isEqualTo(whole.state().people());
        assertThat(restored.state().pending()).isEqualTo(whole.state().pending());
        assertThat(restored.map().root()).isEqualTo(whole.map().root());
        assertThat(new TreeSet<>(lines(restored))).isEqualTo(new TreeSet<>(lines(whole)));
    }

    /** Text and ids alike; sets have no order. */
    private static List<String> lines(Fold fold) {
        return List.of(new String(fold.image(), StandardCharsets.ISO_8859_1).split("\n", -1));
    }

    @Test
    void refusesAnImageOfAnotherState() throws MalformedException {
        TestRegistry registry = TestRegistry.founded(1);
        TestOrganisation team = registry.admit();
        byte[] before = registry.fold().image();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        List<byte[]> leaves = registry.leaves();
        StateLeaf end = StateLeaf.parse(leaves.get(leaves.size() - 1));
        assertThatThrownBy(() -> Fold.restored(before, end)).isInstanceOf(MalformedException.class);
        byte[] changed = new String(registry.fold().image(), StandardCharsets.ISO_8859_1)
                .replace("\"status\":\"suspended\"", "\"status\":\"active\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Fold.restored(changed, end)).isInstanceOf(MalformedException.class);
        assertThat(Fold.restored(registry.fold().image(), end)
                        .record(team.code())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.SUSPENDED);
    }

    @Test
    void takesNoneOfAnOpenBatch() {
        TestRegistry registry = TestRegistry.founded(1);
        registry.advance(Duration.ofSeconds(1));
        Batch batch = registry.fold().open(registry.now());
        assertThat(batch.offer(registry.appointment("hill-desk", registry.council(), Role.VETTER)
                                .get(0))
                        .isVoid())
                .isTrue();
        assertThatThrownBy(() -> registry.fold().image()).isInstanceOf(IllegalStateException.class);
    }
}
