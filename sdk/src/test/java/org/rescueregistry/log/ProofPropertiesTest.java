package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.rescueregistry.key.Digest;

/** Proofs in trees of any size up to one with three levels of tiles, against {@link NaiveTree}; {@link TreeOracleTest} has all small ones. */
class ProofPropertiesTest {
    private static final int LARGEST = 70_000;
    private static final int TRIES = 300;
    private static final NaiveTree NAIVE = new NaiveTree(IntStream.range(0, LARGEST)
            .mapToObj(i -> ("entry " + i).getBytes(UTF_8))
            .toList());

    /** A tree, a leaf of it, and an earlier tree. */
    record Place(int size, int index, int old) {
        TileHashes tiles() {
            return new TileHashes(size, ProofPropertiesTest::tile);
        }
    }

    /** What tlog-tiles says a tile holds. */
    private static byte[] tile(TilePath path) {
        List<Digest> hashes = new ArrayList<>();
        int span = 1 << TilePath.HEIGHT * path.level();
        for (int i = 0; i < path.width(); i++) {
            int from = (int) (path.index() * TilePath.FULL_WIDTH + i) * span;
            hashes.add(NAIVE.mth(from, from + span));
        }
        return Tile.of(hashes).toBytes();
    }

    @Provide
    Arbitrary<Place> places() {
        return Arbitraries.integers()
                .between(1, LARGEST)
                .flatMap(size -> Combinators.combine(
                                Arbitraries.just(size),
                                Arbitraries.integers().between(0, size - 1),
                                Arbitraries.integers().between(1, size))
                        .as(Place::new));
    }

    @Property(tries = TRIES)
    void anInclusionProofIsTheOneOfTheDefinitionAndProvesThatLeafAlone(
            @ForAll("places") Place at, @ForAll @IntRange(max = 63) int spoilt) throws Exception {
        InclusionProof proof = at.tiles().inclusionProof(at.index());
        Digest leaf = NAIVE.mth(at.index(), at.index() + 1);
        Digest root = NAIVE.root(at.size());

        assertThat(proof.hashes()).isEqualTo(NAIVE.path(at.index(), at.size()));
        assertThat(proof.verify(leaf, root).isProven()).isTrue();
        for (List<Digest> other : spoilt(proof.hashes(), spoilt)) {
            assertThat(new InclusionProof(at.index(), at.size(), other)
                            .verify(leaf, root)
                            .isProven())
                    .isFalse();
        }
        for (long index : new long[] {at.index() - 1, at.index() + 1, at.index() ^ 1}) {
            assertThat(new InclusionProof(index, at.size(), proof.hashes())
                            .verify(leaf, root)
                            .isProven())
                    .isFalse();
        }
    }

    @Property(tries = TRIES)
    void aConsistencyProofIsTheOneOfTheDefinitionAndProvesThatPastAlone(
            @ForAll("places") Place at, @ForAll @IntRange(max = 63) int spoilt) throws Exception {
        ConsistencyProof proof = at.tiles().consistencyProof(at.old());
        Digest oldRoot = NAIVE.root(at.old());
        Digest root = NAIVE.root(at.size());

        assertThat(proof.hashes()).isEqualTo(NAIVE.proof(at.old(), at.size()));
        assertThat(proof.verify(oldRoot, root).isProven()).isTrue();
        assertThat(proof.verify(NAIVE.root(at.old() - 1), root).isProven()).isFalse();
        assertThat(proof.verify(oldRoot, NAIVE.root(at.size() - 1)).isProven()).isFalse();
        for (List<Digest> other : spoilt(proof.hashes(), spoilt)) {
            assertThat(new ConsistencyProof(at.old(), at.size(), other)
                            .verify(oldRoot, root)
                            .isProven())
                    .isFalse();
        }
    }

    @Property(tries = TRIES)
    void aPrefixProofTellsTheRootOfThePast(@ForAll("places") Place at, @ForAll @IntRange(max = 63) int spoilt)
            throws Exception {
        PrefixProof proof = at.tiles().prefixProof(at.old());
        Digest root = NAIVE.root(at.size());

        assertThat(proof.prefixRoot(root)).contains(NAIVE.root(at.old()));
        assertThat(proof.prefixRoot(NAIVE.root(at.size() - 1))).isEmpty();
        for (List<Digest> other : spoilt(proof.hashes(), spoilt)) {
            assertThat(new PrefixProof(at.old(), at.size(), other).prefixRoot(root))
                    .isEmpty();
        }
    }

    /** The same with one hash changed, left out, said twice, and one too many. */
    private static List<List<Digest>> spoilt(List<Digest> hashes, int choice) {
        List<Digest> longer = new ArrayList<>(hashes);
        longer.add(Merkle.EMPTY_ROOT);
        if (hashes.isEmpty()) {
            return List.of(longer);
        }
        int at = choice % hashes.size();
        List<Digest> changed = new ArrayList<>(hashes);
        changed.set(at, Digest.sha256(hashes.get(at).toBytes()));
        List<Digest> shorter = new ArrayList<>(hashes);
        shorter.remove(at);
        List<Digest> doubled = new ArrayList<>(hashes);
        doubled.add(at, hashes.get(at));
        return List.of(longer, changed, shorter, doubled);
    }
}
