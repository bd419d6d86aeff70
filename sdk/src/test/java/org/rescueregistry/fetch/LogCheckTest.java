package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/** A tree of three levels of tiles, and the same checks over {@link VerifiedTiles}. */
class LogCheckTest {
    private static final int SIZE = 66_000;
    private static final MemoryLog WHOLE = log(SIZE);

    private final MemoryLog log = new MemoryLog("registry.example/log");
    private final List<Long> progress = new ArrayList<>();

    private static MemoryLog log(int size) {
        MemoryLog log = new MemoryLog("registry.example/log");
        List<byte[]> leaves = IntStream.range(0, size)
                .mapToObj(i -> ("leaf " + i).getBytes(UTF_8))
                .toList();
        log.publish(leaves, 3, Instant.ofEpochSecond(1_795_000_000));
        return log;
    }

    @BeforeEach
    void copy() {
        WHOLE.files.forEach((path, bytes) -> log.files.put(path, bytes.clone()));
    }

    private Checkpoint checkpoint() throws IOException, MalformedException {
        return Checkpoint.parse(SignedNote.parse(log.checkpoint()).text());
    }

    private List<String> check(LogSource source) throws IOException, MalformedException {
        return new LogCheck(source, 3, (leaves, total, bytes) -> progress.add(leaves))
                .run(checkpoint()).troubles().stream().map(Trouble::toString).toList();
    }

    private void damage(String path, int at) {
        log.files.get(path)[at] ^= 1;
    }

    @Test
    void countsUpToAllLeavesAndBytes() throws IOException, MalformedException {
        LogCheck.Result result = new LogCheck(log, 2, (leaves, total, bytes) -> progress.add(leaves)).run(checkpoint());

        assertThat(result.isClean()).isTrue();
        assertThat(result.leaves()).isEqualTo(SIZE);
        assertThat(result.bytes())
                .isEqualTo(log.files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("tile/entries"))
                        .mapToLong(file -> file.getValue().length)
                        .sum());
        assertThat(progress).isSorted().last().isEqualTo((long) SIZE);
    }

    @Test
    void anEmptyLogIsClean() throws IOException, MalformedException {
        assertThat(new LogCheck(log, 1, (leaves, total, bytes) -> {})
                        .run(new Checkpoint("registry.example/log", 0, Merkle.EMPTY_ROOT))
                        .troubles())
                .isEmpty();
    }

    @Test
    void namesEachWrongFileWhenSeveralAre() throws IOException, MalformedException {
        damage("tile/0/000", 5);
        damage("tile/entries/017", 2);
        damage("tile/1/000", 40);
        damage("tile/2/000.p/1", 0);

        assertThat(check(log)).allMatch(text -> text.startsWith("inconsistent"));
        assertThat(places(log))
                .contains("tile/0/000", "tile/entries/017", "tile/1/000", "tile/2/000.p/1")
                .doesNotContain("checkpoint");
    }

    @Test
    void aWrongTileIsNotTakenForAWrongEntryElsewhere() throws IOException, MalformedException {
        damage("tile/0/003", 5);
        byte[] bundle = log.files.get("tile/entries/009");
        damage("tile/entries/009", bundle.length - 1);

        assertThat(check(log))
                .containsExactly(
                        "inconsistent at tile/0/003: the tile is not that of its entries",
                        "inconsistent at tile/entries/009: entry 255, leaf 2559, is not the one whose hash is in the tree");
    }

    @Test
    void goesOnBehindABundleThatIsMissingOrMalformed() throws IOException, MalformedException {
        log.files.remove("tile/entries/010");
        damage("tile/entries/020", 0);
        damage("tile/0/030", 0);

        assertThat(places(log)).containsExactly("tile/entries/010", "tile/entries/020", "tile/0/030");
    }

    @Test
    void withNeitherBundleNorTileTheRestIsStillChecked() throws IOException, MalformedException {
        log.files.remove("tile/entries/010");
        log.files.remove("tile/0/010");
        damage("tile/0/030", 0);

        assertThat(places(log)).containsExactly("tile/entries/010", "tile/0/010", "tile/0/030");
    }

    @Test
    void anotherRootIsNamedWhenEverythingElseAgrees() throws IOException, MalformedException {
        Checkpoint other = new Checkpoint("registry.example/log", SIZE, Merkle.EMPTY_ROOT);
        assertThat(new LogCheck(log, 2, (leaves, total, bytes) -> {}).run(other).troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.place()).isEqualTo("checkpoint"));
    }

    @Test
    void whatCannotBeReadEndsTheCheckAndIsNoEvidence() throws IOException, MalformedException {
        LogSource broken = new LogSource() {
            @Override
            public byte[] checkpoint() throws IOException {
                return log.checkpoint();
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                if (path.toString().equals("tile/entries/100")) {
                    throw new IOException("connection reset");
                }
                return log.read(path);
            }
        };
        assertThat(check(broken)).containsExactly("unreachable at tile/entries/100: connection reset");
    }

    @Test
    void stopsWhenThereAreTooManyFindings() throws IOException, MalformedException {
        log.files.keySet().removeIf(path -> path.startsWith("tile/entries") || path.startsWith("tile/0"));
        assertThat(check(log)).hasSizeLessThanOrEqualTo(LogCheck.MOST_FINDINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/entries/017", "tile/1/000", "tile/1/001.p/1", "tile/0/257.p/208"})
    void verifiedTilesGiveNothingThatWasChanged(String path) throws Exception {
        Checkpoint checkpoint = checkpoint();
        TilePath tile = TilePath.parse(path);
        assertThat(new VerifiedTiles(checkpoint, log).read(tile)).isEqualTo(log.files.get(path));
        for (int at : new int[] {0, 1, 31, log.files.get(path).length - 1}) {
            damage(path, at);
            assertThatThrownBy(() -> new VerifiedTiles(checkpoint, log).read(tile))
                    .isInstanceOf(UntrueTileException.class);
            damage(path, at);
        }
    }

    @Test
    void verifiedTilesGiveNothingOfAnotherTree() throws Exception {
        VerifiedTiles tiles = new VerifiedTiles(checkpoint(), log);
        assertThat(new TileHashes(SIZE, tiles).root()).isEqualTo(checkpoint().root());
        assertThatThrownBy(() -> tiles.read(TilePath.parse("tile/0/257.p/3"))).isInstanceOf(UntrueTileException.class);
        assertThatThrownBy(() -> tiles.read(TilePath.parse("tile/0/258"))).isInstanceOf(UntrueTileException.class);
    }

    @Test
    void aPartialTileThatIsGoneIsCutFromTheFullOne(@TempDir Path folder) throws Exception {
        for (Map.Entry<String, byte[]> file : log.files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        LogSource source = LogSource.in(folder);
        MemoryLog young = log(3 * 256 + 7);
        for (String path : List.of("tile/0/003.p/7", "tile/entries/003.p/7", "tile/1/000.p/3")) {
            assertThat(source.read(TilePath.parse(path))).isEqualTo(young.files.get(path));
        }
        assertThatThrownBy(() -> source.read(TilePath.parse("tile/0/300.p/7")))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(check(source)).isEmpty();
    }

    private List<String> places(LogSource source) throws IOException, MalformedException {
        return new LogCheck(source, 2, (leaves, total, bytes) -> {})
                .run(checkpoint()).troubles().stream().map(Trouble::place).toList();
    }
}
