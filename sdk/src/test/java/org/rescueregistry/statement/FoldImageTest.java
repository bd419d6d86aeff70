package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
                    // What is to be compared is what came out; the log's own state
                    // leaves are misplaced by what was put in.
                    restored = Fold.restored(ByteBuffer.wrap(restored.image()), right(closed.get()));
                    assertThat(restored.image()).isEqualTo(whole.image());
                    if (random.nextBoolean()) {
                        // Otherwise its records stay unread, but for those that the next batch is about.
                        assertSame(restored, whole);
                    }
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
    }

    @Test
    void refusesAnImageOfAnotherState() throws MalformedException {
        TestRegistry registry = TestRegistry.founded(1);
        TestOrganisation team = registry.admit();
        byte[] before = registry.fold().image();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        List<byte[]> leaves = registry.leaves();
        StateLeaf end = StateLeaf.parse(leaves.get(leaves.size() - 1));
        assertThatThrownBy(() -> Fold.restored(ByteBuffer.wrap(before), end)).isInstanceOf(MalformedException.class);
        byte[] changed = new String(registry.fold().image(), StandardCharsets.ISO_8859_1)
                .replace("\"status\":\"suspended\"", "\"status\":\"active\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Fold.restored(ByteBuffer.wrap(changed), end)).isInstanceOf(MalformedException.class);
        assertThat(Fold.restored(ByteBuffer.wrap(registry.fold().image()), end)
                        .record(team.code())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.SUSPENDED);
    }

    /** Nobody reads the records then; that one is another is found out by its hash. */
    @Test
    void refusesAnImageOfWhichARecordWasChanged() throws MalformedException {
        TestRegistry registry = TestRegistry.founded(1);
        registry.admit();
        TestOrganisation paused = registry.admit();
        registry.write(registry.about(paused, new Act.Pause(Reason.PROTECTIVE), paused.pauseKey()));
        byte[] image = registry.fold().image();
        StateLeaf end = end(registry);
        assertThat(Fold.restored(ByteBuffer.wrap(image), end).image()).isEqualTo(image);
        int records = new String(image, StandardCharsets.ISO_8859_1).indexOf("{\"accounts\":");
        for (int at = records; at < image.length; at += 7) {
            byte[] changed = image.clone();
            changed[at] ^= 1;
            int place = at;
            // The kids in front of the second record are believed: that the file is whole its keeper finds out.
            assertThat(codeOrRecord(changed, end))
                    .as("byte " + at)
                    .satisfiesAnyOf(
                            code -> assertThat(code).isNotEqualTo("restored"),
                            code -> assertThat(isInHead(image, place)).isTrue());
        }
    }

    private static boolean isInHead(byte[] image, int at) {
        String text = new String(image, StandardCharsets.ISO_8859_1);
        int first = text.indexOf("{\"accounts\":");
        int second = text.indexOf("{\"accounts\":", first + 1);
        return at < second && at >= second - 100;
    }

    private static String codeOrRecord(byte[] image, StateLeaf end) {
        try {
            Fold restored = Fold.restored(ByteBuffer.wrap(image), end);
            return restored.size() > 0 ? "restored" : "";
        } catch (MalformedException e) {
            return e.code();
        }
    }

    private static StateLeaf end(TestRegistry registry) throws MalformedException {
        List<byte[]> leaves = registry.leaves();
        return StateLeaf.parse(leaves.get(leaves.size() - 1));
    }

    @Test
    void refusesAnImageThatIsCutShortOrGoesOn() throws MalformedException {
        TestRegistry registry = TestRegistry.founded(1);
        TestOrganisation team = registry.admit();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        byte[] image = registry.fold().image();
        StateLeaf end = end(registry);
        for (int length = 0; length < image.length; length += 5) {
            byte[] cut = Arrays.copyOf(image, length);
            assertThatThrownBy(() -> Fold.restored(ByteBuffer.wrap(cut), end))
                    .as("%d of %d bytes", length, image.length)
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> Fold.restored(ByteBuffer.wrap(Arrays.copyOf(image, image.length + 1)), end))
                .isInstanceOf(MalformedException.class);
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
