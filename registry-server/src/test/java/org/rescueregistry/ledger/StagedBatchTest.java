package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.wire.MalformedException;

class StagedBatchTest {
    private final StagedBatch batch = new StagedBatch(
            new Checkpoint("registry.example/log", 0, Merkle.EMPTY_ROOT),
            new Checkpoint("registry.example/log", 2, Digest.sha256(new byte[] {1})),
            new TreeMap<>(Map.of("tile/0/000.p/2", new byte[64], "tile/entries/000.p/2", new byte[0])));

    @Test
    void comesBackAsItWasWritten() throws MalformedException {
        StagedBatch back = StagedBatch.parse(batch.bytes());

        assertThat(back.from()).isEqualTo(batch.from());
        assertThat(back.to()).isEqualTo(batch.to());
        assertThat(back.files()).containsOnlyKeys("tile/0/000.p/2", "tile/entries/000.p/2");
        assertThat(back.files().get("tile/0/000.p/2")).hasSize(64);
        assertThat(back.bytes()).isEqualTo(batch.bytes());
    }

    @Test
    void refusesAnyChangedByteAndAnyCut() {
        byte[] bytes = batch.bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> StagedBatch.parse(changed)).isInstanceOf(MalformedException.class);
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> StagedBatch.parse(cut)).isInstanceOf(MalformedException.class);
        }
    }
}
