package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.log.Malformed.refuses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileFormatTest {
    @Test
    void spellsPathsAsTheSpecification() throws Exception {
        assertThat(TilePath.hashes(0, 1234067, 256)).hasToString("tile/0/x001/x234/067");
        assertThat(TilePath.hashes(1, 0, 17)).hasToString("tile/1/000.p/17");
        assertThat(TilePath.entries(1000, 5)).hasToString("tile/entries/x001/000.p/5");
        TilePath path = TilePath.parse("tile/entries/x001/000.p/5");
        assertThat(path).isEqualTo(TilePath.entries(1000, 5));
        assertThat(path.isEntries()).isTrue();
        assertThat(path.full()).hasToString("tile/entries/x001/000");
        assertThat(TilePath.parse("tile/0/x001/x234/067").index()).isEqualTo(1234067);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/x000/000",
                "tile/0/001/000",
                "tile/0/x001/x000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/007",
                "tile/0/000/",
                "tile/0/../000",
                "/tile/0/000",
                "tile/data/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999"
            })
    void refusesOtherPaths(String text) {
        refuses("tile_path_malformed", () -> TilePath.parse(text));
    }

    @Test
    void readsBundlesWithEntriesOfEveryLength() throws Exception {
        byte[] longest = new byte[EntryBundle.MAX_ENTRY_BYTES];
        longest[7] = 7;
        EntryBundle bundle = EntryBundle.of(List.of(new byte[0], new byte[] {1}, longest));
        EntryBundle read = EntryBundle.parse(TilePath.entries(0, 3), bundle.toBytes());
        assertThat(read).isEqualTo(bundle);
        assertThat(read.entry(0)).isEmpty();
        assertThat(read.entry(2)).isEqualTo(longest);
        assertThat(read.leafHash(2)).isEqualTo(Merkle.leafHash(longest));
        assertThatThrownBy(() -> EntryBundle.of(List.of(new byte[EntryBundle.MAX_ENTRY_BYTES + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBundlesAndTilesOfAnotherWidth() {
        byte[] two = EntryBundle.of(List.of(new byte[] {1}, new byte[] {2})).toBytes();
        refuses("bundle_malformed", () -> EntryBundle.parse(TilePath.entries(0, 1), two));
        refuses("bundle_malformed", () -> EntryBundle.parse(TilePath.entries(0, 3), two));
        refuses("bundle_malformed", () -> EntryBundle.parse(TilePath.entries(0, 1), new byte[] {0, 2, 1}));
        refuses("bundle_malformed", () -> EntryBundle.parse(TilePath.hashes(0, 0, 2), two));
        refuses("tile_bad_length", () -> Tile.parse(TilePath.hashes(0, 0, 2), new byte[32]));
        refuses("tile_bad_length", () -> Tile.parse(TilePath.entries(0, 1), new byte[32]));
    }

    @Test
    void survivesMutation() throws Exception {
        byte[] bundle = EntryBundle.of(List.of(new byte[] {1}, new byte[3], new byte[9]))
                .toBytes();
        Malformed.fuzz(bundle, b -> EntryBundle.parse(TilePath.entries(0, 3), b).toBytes());
        byte[] tile = new byte[96];
        Malformed.fuzz(tile, b -> Tile.parse(TilePath.hashes(0, 0, 3), b).toBytes());
        byte[] path = "tile/entries/x001/234.p/17".getBytes(StandardCharsets.US_ASCII);
        Malformed.fuzz(
                path,
                b -> TilePath.parse(new String(b, StandardCharsets.ISO_8859_1))
                        .toString()
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void passesOnWhatItsReaderMeets() throws Exception {
        MemoryTiles log = new MemoryTiles();
        log.append(List.of(new byte[] {1}, new byte[] {2}, new byte[] {3}));
        TileReader gone = path -> {
            throw new IOException("gone");
        };
        assertThatThrownBy(() -> new TileHashes(3, gone).root()).hasMessage("gone");
        refuses("tile_bad_length", () -> new TileHashes(3, path -> new byte[5]).root());
        assertThat(new TileHashes(0, gone).root()).isEqualTo(Merkle.EMPTY_ROOT);
        assertThatThrownBy(() -> log.hashes().inclusionProof(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.hashes().consistencyProof(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.hashes().consistencyProof(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Growth.append(3, List.of(), log)).isInstanceOf(IllegalArgumentException.class);
    }
}
