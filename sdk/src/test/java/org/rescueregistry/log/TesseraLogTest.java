package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.SharedData;

/** A small log another implementation wrote (transparency-dev/tessera, testdata/log). */
class TesseraLogTest {
    private static final String KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    private static final int SIZES = 15;

    @Test
    void readsItsCheckpointsTilesAndBundles() throws Exception {
        Path root = SharedData.path("vectors/tlog");
        TileReader reader = path -> Files.readAllBytes(root.resolve(path.toString()));
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (int size = 0; size <= SIZES; size++) {
            byte[] bytes = Files.readAllBytes(root.resolve("checkpoint." + size));
            SignedNote note = SignedNote.parse(bytes);
            assertThat(note.toBytes()).isEqualTo(bytes);
            SignedCheckpoint signed = SignedCheckpoint.verify(note, List.of(VerifierKey.parse(KEY)));
            assertThat(signed.checkpoint().size()).isEqualTo(size);
            assertThat(new TileHashes(size, reader).root())
                    .isEqualTo(signed.checkpoint().root());
            assertThat(rootOfEntries(size, reader))
                    .isEqualTo(signed.checkpoint().root());
            checkpoints.add(signed.checkpoint());
        }
        for (int size = 1; size <= SIZES; size++) {
            for (int old = 1; old <= size; old++) {
                ConsistencyProof proof = new TileHashes(size, reader).consistencyProof(old);
                assertThat(proof.verify(
                                        checkpoints.get(old).root(),
                                        checkpoints.get(size).root())
                                .isProven())
                        .as("%s to %s", old, size)
                        .isTrue();
            }
        }
    }

    @Test
    void writesTheSameFilesForTheSameEntries() throws Exception {
        Path root = SharedData.path("vectors/tlog");
        TilePath last = TilePath.entries(0, SIZES);
        EntryBundle all = EntryBundle.parse(last, Files.readAllBytes(root.resolve(last.toString())));
        MemoryTiles ours = new MemoryTiles();
        for (byte[] entry : all.entries()) {
            for (var file : ours.append(List.of(entry)).files().entrySet()) {
                assertThat(file.getValue())
                        .as(file.getKey().toString())
                        .isEqualTo(Files.readAllBytes(root.resolve(file.getKey().toString())));
            }
        }
        assertThat(ours.files).hasSize(2 * SIZES);
    }

    private static Digest rootOfEntries(int size, TileReader reader) throws Exception {
        Frontier frontier = new Frontier();
        if (size > 0) {
            TilePath path = TilePath.entries(0, size);
            EntryBundle bundle = EntryBundle.parse(path, reader.read(path));
            for (int i = 0; i < bundle.width(); i++) {
                frontier.append(bundle.leafHash(i));
            }
        }
        return frontier.root();
    }
}
