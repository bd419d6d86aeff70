package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;

class MirrorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    private final Followed source = new Followed("a");
    private final MemoryFiles files = new MemoryFiles();
    private Instant now = NOW;

    /** A log that can be shown in any state, of leaves that carry its name. */
    static final class Followed implements LogSource {
        private final String name;
        private final Map<String, byte[]> shown = new TreeMap<>();
        private SignedCheckpoint signed;
        private int asked;
        private String broken = "";

        Followed(String name) {
            this.name = name;
        }

        private static byte[] leaf(String name, int i) {
            return ((i < 100 ? "" : name) + " leaf " + i).getBytes(UTF_8);
        }

        Followed show(int size) throws Exception {
            List<byte[]> leaves =
                    IntStream.range(0, size).mapToObj(i -> leaf(name, i)).toList();
            shown.clear();
            Growth growth = Growth.append(0, leaves, path -> {
                throw new IOException("empty");
            });
            growth.files().forEach((path, bytes) -> shown.put(path.toString(), bytes));
            signed = TestKeys.log(TestKeys.ORIGIN).sign(new Checkpoint(TestKeys.ORIGIN, size, growth.root()));
            return this;
        }

        SignedCheckpoint signed() {
            return signed;
        }

        @Override
        public byte[] checkpoint() {
            return signed.note().toBytes();
        }

        @Override
        public synchronized byte[] read(TilePath path) throws IOException {
            asked++;
            if (path.toString().equals(broken)) {
                throw new IOException("connection reset");
            }
            byte[] bytes = shown.get(path.toString());
            if (bytes == null) {
                throw new FileNotFoundException(path.toString());
            }
            return bytes.clone();
        }
    }

    private Mirror open(LogFiles kept, LogSource from, LogPolicy policy) throws Exception {
        return Mirror.open(
                kept,
                new Mirror.Followed(
                        TestKeys.ORIGIN, TestKeys.log(TestKeys.ORIGIN).verifierKeys(), policy, from),
                () -> now,
                () -> {});
    }

    private Mirror open() throws Exception {
        return open(files, source, null);
    }

    private static List<String> checked(Mirror mirror) throws Exception {
        SignedCheckpoint kept = mirror.status().kept();
        LogSource served = new LogSource() {
            @Override
            public byte[] checkpoint() {
                return mirror.checkpoint().orElseThrow();
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return mirror.tile(path).orElseThrow(() -> new FileNotFoundException(path.toString()));
            }
        };
        return new LogCheck(served, 2, (leaves, total, bytes) -> {})
                .run(kept.checkpoint()).troubles().stream()
                        .map(Object::toString)
                        .toList();
    }

    @Test
    void keepsEveryTreeItIsShownWholeAndServesIt() throws Exception {
        Mirror mirror = open();
        assertThat(mirror.checkpoint()).isEmpty();
        for (int size : new int[] {0, 1, 2, 255, 256, 257, 600, 66_000, 66_001}) {
            if (size > 0) {
                source.show(size);
                assertThat(mirror.poll()).as(mirror.status().problem()).isTrue();
                assertThat(mirror.status().keptSize()).isEqualTo(size);
                assertThat(mirror.checkpoint()).contains(source.checkpoint());
                assertThat(checked(mirror)).isEmpty();
            }
        }
        assertThat(open().status().keptSize()).isEqualTo(66_001);
        assertThat(checked(open())).isEmpty();
    }

    @Test
    void servesNothingBeyondItsCheckpointAndCutsWhatItNeverSaw() throws Exception {
        Mirror mirror = open();
        source.show(600);
        mirror.poll();
        assertThat(mirror.tile(TilePath.parse("tile/0/002.p/88"))).isPresent();
        assertThat(mirror.tile(TilePath.parse("tile/0/002.p/89"))).isEmpty();
        assertThat(mirror.tile(TilePath.parse("tile/0/002"))).isEmpty();
        Followed younger = new Followed("a").show(520);
        for (String path : List.of("tile/0/002.p/8", "tile/entries/002.p/8", "tile/1/000.p/2")) {
            assertThat(mirror.tile(TilePath.parse(path))).contains(younger.shown.get(path));
        }
    }

    @Test
    void partialTilesGoOnceTheFullOnesHaveBeenServedForAWhile() throws Exception {
        Mirror mirror = open();
        for (int size : new int[] {200, 600, 601}) {
            source.show(size);
            assertThat(mirror.poll()).isTrue();
            assertThat(files.read("tile/0/000.p/200")).isPresent();
        }

        now = now.plus(Sweeper.GRACE);
        mirror.poll();
        assertThat(files.read("tile/entries/000.p/200"))
                .as("in the first round it is known")
                .isPresent();
        now = now.plus(Sweeper.GRACE).minusSeconds(1);
        mirror.poll();
        assertThat(files.read("tile/entries/000.p/200")).as("until the next").isPresent();
        now = now.plusSeconds(1);
        mirror.poll();

        for (String gone : List.of("tile/0/000.p/200", "tile/entries/000.p/200")) {
            assertThat(files.read(gone)).isEmpty();
            assertThat(mirror.tile(TilePath.parse(gone)))
                    .contains(new Followed("a").show(200).shown.get(gone));
        }
        assertThat(files.read("tile/0/002.p/88")).as("its tile is not full").isPresent();
        assertThat(files.read("tile/1/000.p/2")).isPresent();
        assertThat(checked(mirror)).isEmpty();
        assertThat(checked(open())).isEmpty();
    }

    @Test
    void keepsNothingThatIsNotWhatWasSigned() throws Exception {
        source.show(600);
        for (String path : List.copyOf(source.shown.keySet())) {
            source.shown.get(path)[source.shown.get(path).length - 1] ^= 1;
            MemoryFiles empty = new MemoryFiles();
            Mirror mirror = open(empty, source, null);
            assertThat(mirror.poll()).as(path).isFalse();
            assertThat(mirror.checkpoint()).isEmpty();
            assertThat(empty.read(path)).as(path).isEmpty();
            source.shown.get(path)[source.shown.get(path).length - 1] ^= 1;
        }
    }

    @Test
    void staysWithItsTreeAndWritesTheEvidenceWhenTheLogForks() throws Exception {
        Mirror mirror = open();
        source.show(600);
        mirror.poll();
        for (int size : new int[] {700, 600, 200}) {
            MemoryFiles copy = files.copy();
            Mirror before = open(copy, new Followed("b").show(size), null);
            assertThat(before.poll()).isFalse();
            assertThat(before.status().forked()).isTrue();
            assertThat(before.status().keptSize()).isEqualTo(600);
            assertThat(before.status().problem()).contains("another history").contains("evidence/");
            String name = before.status().problem().replaceFirst(".*see ", "");
            ForkEvidence evidence = ForkEvidence.parse(copy.read(name).orElseThrow());
            assertThat(evidence.verify(before.log().keys())).isPresent();
            assertThat(before.poll()).isFalse();
            assertThat(checked(before)).isEmpty();
        }
    }

    @Test
    void anOlderAnswerIsNoTrouble() throws Exception {
        Mirror mirror = open();
        source.show(600);
        mirror.poll();
        source.show(300);
        assertThat(mirror.poll()).isTrue();
        assertThat(mirror.status().keptSize()).isEqualTo(600);
    }

    @Test
    void goesOnWhereAConnectionBroke() throws Exception {
        source.show(66_000);
        source.broken = "tile/entries/200";
        Mirror mirror = open();
        assertThat(mirror.poll()).isFalse();
        assertThat(mirror.status().problem()).contains("connection reset");
        assertThat(mirror.checkpoint()).isEmpty();
        source.broken = "";
        source.asked = 0;
        assertThat(mirror.poll()).isTrue();
        // 192 of 258 bundles were kept, and the tiles beside them.
        assertThat(source.asked).isLessThan(2 * (258 - 192) + 20);
        assertThat(checked(mirror)).isEmpty();
    }

    @Test
    void isRightWhereverItDies() throws Exception {
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int writes = 0; writes < 3; writes++) {
                MemoryFiles disk = new MemoryFiles();
                open(disk, source.show(300), null).poll();
                FailingFiles failing = new FailingFiles(disk);
                Mirror mirror = open(failing, source.show(900), null);
                failing.failAfter(writes, afterwards);
                assertThat(mirror.poll()).isFalse();
                Mirror again = open(disk, source, null);
                assertThat(again.status().keptSize()).isIn(300L, 900L);
                assertThat(checked(again)).isEmpty();
                assertThat(again.poll()).isTrue();
                assertThat(checked(again)).isEmpty();
            }
        }
    }

    @Test
    void takesOnlyWhatMeetsThePolicy() throws Exception {
        LogPolicy policy = LogPolicy.parse(
                ("log " + TestKeys.log(TestKeys.ORIGIN).verifierKeys().get(0) + "\nwitness w1 "
                                + TestKeys.witness("w1.example").get(0).verifierKey() + "\nquorum w1\n")
                        .getBytes(UTF_8));
        Mirror mirror = open(files, source.show(10), policy);
        assertThat(mirror.poll()).isFalse();
        assertThat(mirror.status().problem()).contains("too few witnesses", "w1");
        source.signed =
                source.signed.plus(List.of(TestKeys.witness("w1.example").get(0).sign(source.signed, NOW)));
        assertThat(mirror.poll()).isTrue();
        assertThat(mirror.status().upToDate()).isEqualTo(NOW);
    }
}
