package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

class FlatHasherTest {
    private final FlatHasher hasher = new FlatHasher();
    private final Random random = new Random(7);

    private List<byte[]> entries(int width) {
        return IntStream.range(0, width)
                .mapToObj(i -> {
                    byte[] entry = new byte[i == 3 ? EntryBundle.MAX_ENTRY_BYTES : random.nextInt(300)];
                    random.nextBytes(entry);
                    return entry;
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256})
    void hashesTheEntriesOfABundleLikeMerkle(int width) throws MalformedException {
        List<byte[]> entries = entries(width);
        byte[] tile = FlatHasher.newTile();
        hasher.leafHashes(TilePath.entries(5, width), EntryBundle.of(entries).toBytes(), tile);
        for (int i = 0; i < width; i++) {
            assertThat(Digest.of(tile, FlatHasher.FIRST + i * Digest.SIZE)).isEqualTo(Merkle.leafHash(entries.get(i)));
        }
    }

    @Test
    void foldsRunsOfHashesLikeMerkle() throws MalformedException {
        List<byte[]> entries = entries(256);
        List<Digest> hashes = entries.stream().map(Merkle::leafHash).toList();
        for (int width = 1; width <= 256; width *= 2) {
            for (int from = 0; from < 256; from += width) {
                byte[] tile = FlatHasher.newTile();
                hasher.leafHashes(
                        TilePath.entries(0, 256), EntryBundle.of(entries).toBytes(), tile);
                byte[] before = Arrays.copyOf(tile, FlatHasher.FIRST + from * Digest.SIZE);
                assertThat(hasher.root(tile, from, width)).isEqualTo(Merkle.root(hashes.subList(from, from + width)));
                assertThat(tile).startsWith(before);
            }
        }
    }

    @Test
    void refusesWhatABundleRefuses() {
        byte[] tile = FlatHasher.newTile();
        byte[] bytes = EntryBundle.of(entries(4)).toBytes();
        TilePath path = TilePath.entries(0, 4);
        for (byte[] wrong : List.of(
                Arrays.copyOf(bytes, bytes.length - 1),
                Arrays.copyOf(bytes, bytes.length + 1),
                Arrays.copyOf(bytes, 1),
                new byte[0])) {
            assertThatThrownBy(() -> hasher.leafHashes(path, wrong.clone(), tile))
                    .isInstanceOf(MalformedException.class)
                    .extracting("code")
                    .isEqualTo("bundle_malformed");
            assertThatThrownBy(() -> EntryBundle.parse(path, wrong)).isInstanceOf(MalformedException.class);
        }
    }
}
