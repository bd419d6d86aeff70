package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

class GrowingMapTest {
    /** Some of the clusters a map has are full then, others are divided. */
    private static final int KEYS = 3 * MapCluster.MOST;

    /** What a map was when it was given. */
    private record Given(StateMap map, Digest root, Map<Digest, Digest> values) {
        void holds() {
            assertThat(map.root()).isEqualTo(root);
            values.forEach((key, value) -> {
                MapProof proof = map.proof(key);
                assertThat(proof.leaf()).isEqualTo(new MapProof.Leaf(key, value));
                assertThat(proof.provesLeaf(root)).isTrue();
            });
        }
    }

    /** Keys of which many agree long; some records at once, many one by one; maps are asked for at any time, and stay. */
    @Property(tries = 25)
    void agreesWithTheDefinitionAndWithWhatItHasGiven(@ForAll long seed, @ForAll @IntRange(max = 60) int steps) {
        Random random = new Random(seed);
        List<Digest> keys = new ArrayList<>(List.of(digest(random)));
        GrowingMap map = new GrowingMap();
        StateMap kept = StateMap.EMPTY;
        Map<Digest, Digest> values = new HashMap<>();
        List<Given> given = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Map<Digest, Digest> some = new HashMap<>();
            for (int i = random.nextInt(3) == 0 ? random.nextInt(9) : 1; i > 0; i--) {
                some.put(known(keys, random), digest(random));
            }
            map.putAll(ChosenKeys.leaves(some));
            kept = kept.putAll(ChosenKeys.leaves(some));
            values.putAll(some);
            assertThat(map.root()).isEqualTo(kept.root());
            if (random.nextInt(8) == 0) {
                given.add(new Given(map.map(), naive(values).root(), Map.copyOf(values)));
            }
        }
        given.add(new Given(map.map(), naive(values).root(), values));
        given.forEach(Given::holds);
        NaiveMap naive = naive(values);
        for (Digest key : keys) {
            holdsProof(map.map(), naive, key);
            holdsProof(map.map(), naive, ChosenKeys.agreeing(key, random));
        }
    }

    /** Some of the records there are, others that begin like them. */
    private static Digest known(List<Digest> keys, Random random) {
        Digest key = keys.get(random.nextInt(keys.size()));
        if (random.nextBoolean()) {
            return key;
        }
        keys.add(ChosenKeys.agreeing(key, random));
        return keys.get(keys.size() - 1);
    }

    /** However deep the place is in which there are suddenly too many for one array. */
    @Property(tries = 12)
    void dividesAFullCluster(@ForAll long seed, @ForAll @IntRange(max = Siblings.MAX - 16) int common) {
        Random random = new Random(seed);
        Digest first = digest(random);
        GrowingMap map = new GrowingMap();
        StateMap kept = StateMap.EMPTY;
        Map<Digest, Digest> values = new HashMap<>();
        for (int count = 1; count <= KEYS; count++) {
            Digest key = ChosenKeys.agreeing(first, common, random);
            Map<Digest, Digest> one = Map.of(key, digest(random));
            values.putAll(one);
            map.putAll(ChosenKeys.leaves(one));
            kept = kept.putAll(ChosenKeys.leaves(one));
            if (count % MapCluster.MOST < 2) {
                assertThat(map.root()).isEqualTo(naive(values).root());
            }
        }
        assertThat(map.root()).isEqualTo(naive(values).root());
        assertThat(kept.root()).isEqualTo(map.root());
        assertThat(StateMap.EMPTY.putAll(ChosenKeys.leaves(values)).root()).isEqualTo(map.root());
        for (Digest key : values.keySet()) {
            holdsProof(map.map(), naive(values), key);
        }
    }

    /** One half of what is divided has one record, or none: a step there ends sooner than two. */
    @Test
    void dividesAFullClusterOfUnequalHalves() {
        for (int alone = 0; alone <= 2; alone++) {
            Random random = new Random(alone);
            Map<Digest, Digest> values = new HashMap<>();
            for (int i = 0; i <= MapCluster.MOST; i++) {
                byte[] key = digest(random).toBytes();
                key[0] = (byte) (i < alone ? key[0] & 0x7f : key[0] | 0x80);
                values.put(Digest.of(key), digest(random));
            }
            GrowingMap map = new GrowingMap();
            values.forEach((key, value) -> map.putAll(ChosenKeys.leaves(Map.of(key, value))));
            NaiveMap naive = naive(values);
            assertThat(map.root()).isEqualTo(naive.root());
            values.keySet().forEach(key -> holdsProof(map.map(), naive, key));
            holdsProof(map.map(), naive, Digest.of(new byte[Digest.SIZE]));
        }
    }

    @Test
    void leavesTheMapsItGaveAlone() {
        GrowingMap map = new GrowingMap();
        assertThat(map.map()).isSameAs(StateMap.EMPTY);
        map.put(RandomRecords.code(1), bytes("old"));
        StateMap old = map.map();
        assertThat(map.map()).isSameAs(old);
        map.put(RandomRecords.code(1), bytes("new"));
        map.put(RandomRecords.code(2), bytes("other"));
        assertThat(old.proof(RandomRecords.code(1)).provesRecord(old.root(), RandomRecords.code(1), bytes("old")))
                .isTrue();
        assertThat(old.proof(RandomRecords.code(2)).provesAbsence(old.root(), RandomRecords.code(2)))
                .isTrue();
        assertThat(map.map().proof(RandomRecords.code(1)).provesRecord(map.root(), RandomRecords.code(1), bytes("new")))
                .isTrue();
        assertThat(map.root()).isNotEqualTo(old.root());
    }

    private static void holdsProof(StateMap map, NaiveMap naive, Digest key) {
        MapProof proof = map.proof(key);
        assertThat(proof.siblings()).isEqualTo(Siblings.of(naive.siblings(key)));
        MapProof.Leaf leaf = proof.leaf();
        Digest end = leaf == null ? MapProof.ABSENT : leaf.hash();
        assertThat(proof.siblings().root(key, end)).isEqualTo(map.root());
    }

    private static NaiveMap naive(Map<Digest, Digest> values) {
        NaiveMap naive = new NaiveMap();
        values.forEach(naive::put);
        return naive;
    }

    private static Digest digest(Random random) {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
