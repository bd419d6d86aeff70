package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

/** Our tree against {@link NaiveTree}. */
class TreeOracleTest {
    private static final int SIZES = 300;

    @Test
    void agreesWithTheNaiveTreeAtEverySize() throws Exception {
        MemoryTiles log = new MemoryTiles();
        NaiveTree naive = new NaiveTree(
                IntStream.range(0, SIZES).mapToObj(TreeOracleTest::entry).toList());
        List<Digest> roots = new ArrayList<>(List.of(Merkle.EMPTY_ROOT));
        for (int size = 1; size <= SIZES; size++) {
            log.append(List.of(entry(size - 1)));
            roots.add(naive.root(size));
            assertThat(log.root).as("root at %s", size).isEqualTo(naive.root(size));
            assertThat(log.hashes().root()).isEqualTo(naive.root(size));
            checkInclusion(log, naive, size);
            checkConsistency(log, naive, roots, size);
        }
    }

    private static void checkInclusion(MemoryTiles log, NaiveTree naive, int size) throws Exception {
        TileHashes hashes = log.hashes();
        for (int index = 0; index < size; index++) {
            InclusionProof proof = hashes.inclusionProof(index);
            assertThat(proof.hashes()).as("leaf %s of %s", index, size).isEqualTo(naive.path(index, size));
            assertThat(proof.verify(Merkle.leafHash(entry(index)), log.root).isProven())
                    .isTrue();
            assertThat(proof.verify(Merkle.leafHash(entry(index + 1)), log.root))
                    .isInstanceOf(ProofResult.OtherRoot.class);
        }
    }

    private static void checkConsistency(MemoryTiles log, NaiveTree naive, List<Digest> roots, int size)
            throws Exception {
        TileHashes hashes = log.hashes();
        for (int old = 1; old <= size; old++) {
            ConsistencyProof proof = hashes.consistencyProof(old);
            assertThat(proof.hashes()).as("%s to %s", old, size).isEqualTo(naive.proof(old, size));
            assertThat(proof.verify(roots.get(old), log.root).isProven()).isTrue();
            assertThat(proof.verify(roots.get(old - 1), log.root).isProven()).isFalse();
            assertThat(proof.verify(roots.get(old), roots.get(size - 1)).isProven())
                    .isFalse();
            assertThat(hashes.prefixProof(old).prefixRoot(log.root)).contains(roots.get(old));
            assertThat(hashes.prefixProof(old).prefixRoot(roots.get(size - 1))).isEmpty();
        }
    }

    @Test
    void agreesAcrossTilesAndBatches() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MemoryTiles log = new MemoryTiles();
        List<byte[]> entries = new ArrayList<>();
        Frontier frontier = new Frontier();
        List<Long> sizes = new ArrayList<>();
        List<Digest> roots = new ArrayList<>();
        int[] batches = {1, 254, 1, 1, 255, 300, 1, 2000, random.nextInt(400) + 1, random.nextInt(3000) + 1};
        for (int batch : batches) {
            List<byte[]> added = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                added.add(entry(entries.size() + i));
            }
            entries.addAll(added);
            log.append(added);
            added.forEach(entry -> frontier.append(Merkle.leafHash(entry)));
            sizes.add(log.size);
            roots.add(log.root);
            assertThat(frontier.root()).as("seed %s size %s", seed, log.size).isEqualTo(log.root);
        }
        NaiveTree naive = new NaiveTree(entries);
        assertThat(log.root).as("seed %s", seed).isEqualTo(naive.root());
        for (int round = 0; round < 40; round++) {
            int index = random.nextInt(entries.size());
            log.reads = 0;
            InclusionProof proof = log.hashes().inclusionProof(index);
            assertThat(log.reads).as("reads for one proof").isLessThanOrEqualTo(6);
            assertThat(proof.hashes()).as("seed %s leaf %s", seed, index).isEqualTo(naive.path(index));
            assertThat(log.hashes().leafHash(index)).isEqualTo(Merkle.leafHash(entries.get(index)));
        }
        for (int i = 0; i < sizes.size(); i++) {
            ConsistencyProof proof = log.hashes().consistencyProof(sizes.get(i));
            assertThat(proof.hashes()).isEqualTo(naive.proof(sizes.get(i).intValue()));
            assertThat(proof.verify(roots.get(i), log.root).isProven()).isTrue();
        }
        checkTilesAndBundles(log, naive, entries);
    }

    /** Every file of the last size, against the definition in C2SP tlog-tiles. */
    private static void checkTilesAndBundles(MemoryTiles log, NaiveTree naive, List<byte[]> entries) throws Exception {
        for (int level = 0, span = 1; span <= entries.size(); level++, span *= 256) {
            int hashes = entries.size() / span;
            for (int index = 0; index * 256 < hashes; index++) {
                int width = Math.min(256, hashes - index * 256);
                TilePath path = TilePath.hashes(level, index, width);
                Tile tile = Tile.parse(path, log.read(path));
                for (int i = 0; i < width; i++) {
                    int from = (index * 256 + i) * span;
                    assertThat(tile.hash(i)).isEqualTo(naive.mth(from, from + span));
                }
            }
        }
        for (int index = 0; index * 256 < entries.size(); index++) {
            TilePath path = TilePath.entries(index, Math.min(256, entries.size() - index * 256));
            EntryBundle bundle = EntryBundle.parse(path, log.read(path));
            for (int i = 0; i < path.width(); i++) {
                assertThat(bundle.entry(i)).isEqualTo(entries.get(index * 256 + i));
                assertThat(bundle.leafHash(i)).isEqualTo(Merkle.leafHash(bundle.entry(i)));
            }
        }
    }

    @Test
    void copiesOfAFrontierGoTheirOwnWays() {
        Frontier one = new Frontier().append(Merkle.leafHash(entry(0)));
        Frontier other = one.copy().append(Merkle.leafHash(entry(1)));
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.root()).isEqualTo(Merkle.leafHash(entry(0)));
        assertThat(other.root()).isEqualTo(Merkle.root(List.of(Merkle.leafHash(entry(0)), Merkle.leafHash(entry(1)))));
        assertThat(new Frontier().root()).isEqualTo(Merkle.EMPTY_ROOT);
    }

    private static byte[] entry(int i) {
        return ("entry " + i).getBytes(StandardCharsets.UTF_8);
    }
}
