package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

class StateMapTest {
    private static final List<Code> CLOSE = closestCodes();

    @Test
    void isZeroWithoutRecords() {
        assertThat(StateMap.EMPTY.root()).isEqualTo(Digest.of(new byte[32]));
        assertThat(StateMap.EMPTY.proof(RandomRecords.code(1)).provesAbsence(StateMap.EMPTY.root(), code(1)))
                .isTrue();
    }

    @Test
    void isTheLeafItselfWithOneRecord() {
        byte[] leaf = NaiveMap.sha256(
                new byte[] {2},
                NaiveMap.sha256("RR-CN7K-3M9Q-XDP2".getBytes(StandardCharsets.US_ASCII)),
                NaiveMap.sha256(bytes("record")));
        assertThat(StateMap.EMPTY
                        .put(parse("RR-CN7K-3M9Q-XDP2"), bytes("record"))
                        .root())
                .isEqualTo(Digest.of(leaf));
    }

    @Property(tries = 30)
    void agreesWithTheDefinitionAfterEveryBatch(@ForAll long seed, @ForAll @IntRange(max = 300) int puts) {
        Random random = new Random(seed);
        StateMap map = StateMap.EMPTY;
        NaiveMap naive = new NaiveMap();
        Map<Code, byte[]> records = new HashMap<>();
        for (int i = 0; i < puts; i++) {
            Code code = code(random.nextInt(150));
            byte[] record = bytes("record " + random.nextInt(4));
            map = map.put(code, record);
            records.put(code, record);
            naive.put(key(code), Digest.of(NaiveMap.sha256(record)));
            if (random.nextInt(40) == 0) {
                assertThat(map.root()).isEqualTo(naive.root());
            }
        }
        assertThat(map.root()).isEqualTo(naive.root());
        for (int i = 0; i < 150; i += 7) {
            holdsProof(map, naive, code(i), records.get(code(i)));
        }
    }

    @Property(tries = 60)
    void takesManyRecordsAtOnceAsOneAfterTheOther(@ForAll long seed, @ForAll @IntRange(max = 5) int batches) {
        Random random = new Random(seed);
        StateMap single = StateMap.EMPTY;
        StateMap many = StateMap.EMPTY;
        for (int batch = 0; batch <= batches; batch++) {
            Map<Code, byte[]> records = new HashMap<>();
            for (int i = random.nextInt(80); i > 0; i--) {
                Code code = random.nextInt(9) == 0 ? CLOSE.get(random.nextInt(2)) : code(random.nextInt(200));
                records.put(code, bytes("record " + random.nextInt(4)));
            }
            for (Map.Entry<Code, byte[]> record : records.entrySet()) {
                single = single.put(record.getKey(), record.getValue());
            }
            many = many.putAll(records);
            assertThat(many.root()).isEqualTo(single.root());
        }
        for (int i = 0; i < 200; i += 17) {
            assertThat(many.proof(code(i))).isEqualTo(single.proof(code(i)));
        }
    }

    @Test
    void agreesWithTheDefinitionOnLongCommonPrefixes() {
        List<Code> close = CLOSE;
        assertThat(commonBits(key(close.get(0)), key(close.get(1)))).isGreaterThan(20);
        StateMap map = StateMap.EMPTY;
        NaiveMap naive = new NaiveMap();
        Map<Code, byte[]> records = new HashMap<>();
        for (Code code : close) {
            records.put(code, bytes(code.canonical()));
            map = map.put(code, records.get(code));
            naive.put(key(code), Digest.of(NaiveMap.sha256(records.get(code))));
            assertThat(map.root()).isEqualTo(naive.root());
            for (Code any : close) {
                holdsProof(map, naive, any, records.get(any));
            }
        }
    }

    @Test
    void agreesWithTheDefinitionDownToTheLastBit() {
        byte[] entries = new byte[2 * OrderedLeaves.ENTRY_BYTES];
        entries[OrderedLeaves.ENTRY_BYTES + 31] = 1;
        Digest one = Digest.of(entries, OrderedLeaves.ENTRY_BYTES);
        StateMap map = StateMap.EMPTY.putAll(OrderedLeaves.of(entries));
        NaiveMap naive = new NaiveMap();
        naive.put(MapProof.ABSENT, MapProof.ABSENT);
        naive.put(one, MapProof.ABSENT);
        assertThat(map.root()).isEqualTo(naive.root());
        assertThat(naive.siblings(one)).hasSize(Siblings.MAX);
        assertThat(map.proof(one).siblings()).isEqualTo(Siblings.of(naive.siblings(one)));
    }

    /** Keys as nobody finds them: many begin with the same bits, however many. */
    @Property(tries = 25)
    void agreesWithTheDefinitionOnAnyKeys(@ForAll long seed, @ForAll @IntRange(max = 5) int batches) {
        Random random = new Random(seed);
        StateMap map = StateMap.EMPTY;
        NaiveMap naive = new NaiveMap();
        List<Digest> keys = new ArrayList<>(List.of(key(code(1))));
        List<StateMap> maps = new ArrayList<>();
        List<Digest> roots = new ArrayList<>();
        for (int batch = 0; batch <= batches; batch++) {
            Map<Digest, Digest> entries = new HashMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                Digest key = ChosenKeys.agreeing(keys.get(random.nextInt(keys.size())), random);
                keys.add(key);
                entries.put(key, key(code(random.nextInt(4))));
            }
            entries.forEach(naive::put);
            map = map.putAll(ChosenKeys.leaves(entries));
            maps.add(map);
            roots.add(naive.root());
        }
        for (int i = 0; i < maps.size(); i++) {
            assertThat(maps.get(i).root()).isEqualTo(roots.get(i));
        }
        for (Digest key : keys) {
            assertThat(map.proof(key).siblings()).isEqualTo(Siblings.of(naive.siblings(key)));
        }
    }

    @Test
    void leavesTheMapItCameFromAlone() {
        StateMap before = StateMap.EMPTY.put(code(1), bytes("old")).put(code(2), bytes("other"));
        StateMap after = before.put(code(1), bytes("new")).put(code(3), bytes("third"));
        Digest root = before.root();
        assertThat(after.root()).isNotEqualTo(root);
        assertThat(before.proof(code(1)).provesRecord(root, code(1), bytes("old")))
                .isTrue();
        assertThat(before.proof(code(3)).provesAbsence(root, code(3))).isTrue();
    }

    @Test
    void isTheSameInWhateverOrderRecordsCame() {
        StateMap upward = StateMap.EMPTY;
        StateMap downward = StateMap.EMPTY;
        for (int i = 0; i < 200; i++) {
            upward = upward.put(code(i), bytes("record " + i));
            downward = downward.put(code(199 - i), bytes("record " + (199 - i)));
        }
        assertThat(upward.root()).isEqualTo(downward.root());
    }

    private static void holdsProof(StateMap map, NaiveMap naive, Code code, byte @Nullable [] record) {
        MapProof proof = map.proof(code);
        assertThat(proof.siblings()).isEqualTo(Siblings.of(naive.siblings(key(code))));
        Digest root = map.root();
        assertThat(proof.provesAbsence(root, code)).isEqualTo(record == null);
        assertThat(proof.provesRecord(root, code, record == null ? bytes("none") : record))
                .isEqualTo(record != null);
    }

    /** Twelve codes out of 20,000 of which neighbours share the most bits of H(code). */
    private static List<Code> closestCodes() {
        SortedMap<Digest, Code> byKey = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            byKey.put(key(code(i)), code(i));
        }
        List<Digest> keys = new ArrayList<>(byKey.keySet());
        TreeMap<Integer, List<Code>> pairs = new TreeMap<>();
        for (int i = 1; i < keys.size(); i++) {
            pairs.computeIfAbsent(commonBits(keys.get(i - 1), keys.get(i)), bits -> new ArrayList<>())
                    .addAll(List.of(byKey.get(keys.get(i - 1)), byKey.get(keys.get(i))));
        }
        return pairs.descendingMap().values().stream()
                .flatMap(List::stream)
                .distinct()
                .limit(12)
                .toList();
    }

    private static int commonBits(Digest one, Digest two) {
        int at = Arrays.mismatch(one.toBytes(), two.toBytes());
        return 8 * at + Integer.numberOfLeadingZeros((one.toBytes()[at] ^ two.toBytes()[at]) & 0xff) - 24;
    }

    private static Digest key(Code code) {
        return Digest.of(NaiveMap.sha256(code.canonical().getBytes(StandardCharsets.US_ASCII)));
    }

    private static Code code(long number) {
        return RandomRecords.code(number);
    }

    private static Code parse(String text) {
        try {
            return Code.parseCanonical(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
