package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.TilePath;

class StagedBatchTest {
    private static final TilePath TILE = TilePath.hashes(0, 0, 2);
    private static final TilePath BUNDLE = TilePath.entries(0, 2);

    private final StagedBatch batch = new StagedBatch(
            new Checkpoint("registry.example/log", 0, Merkle.EMPTY_ROOT),
            new Checkpoint("registry.example/log", 2, Digest.sha256(new byte[] {1})),
            new LinkedHashMap<>(Map.of(TILE, new byte[64], BUNDLE, new byte[0])));

    private static byte[] bytes(StagedBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.record().forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Test
    void comesBackAsItWasWrittenAlsoBehindAnother() {
        byte[] one = bytes(batch);
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);

        StagedBatch.Found first = StagedBatch.find(two, 0).orElseThrow();
        StagedBatch.Found second = StagedBatch.find(two, first.next()).orElseThrow();

        assertThat(second.next()).isEqualTo(two.length);
        for (StagedBatch back : new StagedBatch[] {first.batch(), second.batch()}) {
            assertThat(back.from()).isEqualTo(batch.from());
            assertThat(back.to()).isEqualTo(batch.to());
            assertThat(back.files()).containsOnlyKeys(TILE, BUNDLE);
            assertThat(back.files().get(TILE)).hasSize(64);
            assertThat(bytes(back)).isEqualTo(one);
        }
        assertThat(StagedBatch.find(two, two.length)).isEmpty();
    }

    @Test
    void refusesAnyChangedByteAndAnyCut() {
        byte[] bytes = bytes(batch);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(StagedBatch.find(changed, 0)).isEmpty();
            assertThat(StagedBatch.find(Arrays.copyOf(bytes, i), 0)).isEmpty();
        }
    }

    @Test
    void leavesOutPartialTilesThatReadersHaveInFull() {
        assertThat(batch.filesFor(255)).containsOnlyKeys(TILE, BUNDLE);
        assertThat(batch.filesFor(256)).isEmpty();
    }
}
