package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

class MapProofTest {
    private static final byte[] RECORD = "record".getBytes(StandardCharsets.US_ASCII);
    private static final Digest ABSENT = MapProof.ABSENT;
    private static final StateMap MAP = map();
    private static final NaiveMap NAIVE = naive();
    private static final Digest ROOT = MAP.root();
    private static final Code HERE = RandomRecords.code(7);

    /** Codes without a record whose proofs end in another's leaf, and in nothing. */
    private static final Code BEHIND_ANOTHER = absent(true);

    private static final Code IN_NOTHING = absent(false);

    @Test
    void provesTheRecordToTheByteAndForItsCodeAlone() {
        MapProof proof = MAP.proof(HERE);
        assertThat(proof.provesRecord(ROOT, HERE, RECORD)).isTrue();
        for (int i = 0; i < RECORD.length; i++) {
            byte[] other = RECORD.clone();
            other[i] ^= 1;
            assertThat(proof.provesRecord(ROOT, HERE, other)).isFalse();
        }
        assertThat(proof.provesRecord(ROOT, HERE, new byte[0])).isFalse();
        assertThat(proof.provesRecord(ROOT, RandomRecords.code(8), RECORD)).isFalse();
        assertThat(proof.provesAbsence(ROOT, HERE)).isFalse();
        assertThat(proof.provesRecord(Digest.sha256(RECORD), HERE, RECORD)).isFalse();
    }

    @Test
    void provesAbsenceBehindAnotherLeafAndInNothing() {
        for (Code code : List.of(BEHIND_ANOTHER, IN_NOTHING)) {
            assertThat(MAP.proof(code).provesAbsence(ROOT, code)).isTrue();
            assertThat(MAP.proof(code).provesRecord(ROOT, code, RECORD)).isFalse();
            assertThat(MAP.proof(code).provesAbsence(ROOT, HERE)).isFalse();
        }
    }

    @Test
    void refusesEveryChangedByteOfASibling() {
        for (Code code : List.of(HERE, BEHIND_ANOTHER, IN_NOTHING)) {
            for (int i = 0; i < siblings(code).size(); i++) {
                for (int at = 0; at < Digest.SIZE; at++) {
                    List<Digest> siblings = siblings(code);
                    siblings.set(i, changed(siblings.get(i), at));
                    refuses(siblings, code);
                }
            }
        }
    }

    @Test
    void refusesSiblingsTakenAwayAddedOrMoved() {
        for (Code code : List.of(HERE, BEHIND_ANOTHER, IN_NOTHING)) {
            for (int i = 0; i < siblings(code).size(); i++) {
                List<Digest> fewer = siblings(code);
                Digest taken = fewer.remove(i);
                refuses(fewer, code);
                List<Digest> more = siblings(code);
                more.add(i, taken);
                refuses(more, code);
                more.set(i, ABSENT);
                refuses(more, code);
            }
            List<Digest> moved = siblings(code);
            Collections.rotate(moved, 1);
            refuses(moved, code);
        }
    }

    @Test
    void refusesEveryChangeOfTheLeaf() {
        for (Code code : List.of(HERE, BEHIND_ANOTHER)) {
            MapProof proof = MAP.proof(code);
            MapProof.Leaf leaf = proof.leaf();
            for (int at = 0; at < Digest.SIZE; at++) {
                refuses(ending(proof, new MapProof.Leaf(changed(leaf.key(), at), leaf.value())), code);
                refuses(ending(proof, new MapProof.Leaf(leaf.key(), changed(leaf.value(), at))), code);
            }
            refuses(ending(proof, null), code);
            refuses(ending(MAP.proof(IN_NOTHING), leaf), IN_NOTHING);
        }
    }

    @Test
    void takesTheAskedCodesOwnLeafForNoAbsence() {
        MapProof.Leaf own = MapProof.Leaf.of(HERE, RECORD);
        MapProof proof = new MapProof(Siblings.of(List.of()), own);
        assertThat(proof.provesRecord(own.hash(), HERE, RECORD)).isTrue();
        assertThat(proof.provesAbsence(own.hash(), HERE)).isFalse();
    }

    @Test
    void refusesALeafThatDoesNotShareTheBitsWalkedUnderARootMadeToDeceive() {
        MapProof.Leaf other = IntStream.range(0, 100)
                .mapToObj(i -> MapProof.Leaf.of(RandomRecords.code(i), RECORD))
                .filter(leaf -> leaf.key().bit(0) != key(HERE).bit(0))
                .findFirst()
                .orElseThrow();
        Digest sibling = MapProof.Leaf.of(HERE, RECORD).hash();
        Siblings siblings = Siblings.of(List.of(sibling));
        MapProof proof = new MapProof(siblings, other);
        assertThat(proof.provesAbsence(siblings.root(key(HERE), other.hash()), HERE))
                .isFalse();
        assertThat(proof.provesAbsence(siblings.root(other.key(), other.hash()), HERE))
                .isFalse();
    }

    private static void refuses(List<Digest> siblings, Code code) {
        if (!siblings.isEmpty() && siblings.get(siblings.size() - 1).equals(ABSENT)) {
            assertThatThrownBy(() -> Siblings.of(siblings)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        refuses(new MapProof(Siblings.of(siblings), MAP.proof(code).leaf()), code);
    }

    private static void refuses(MapProof proof, Code code) {
        assertThat(proof.provesRecord(ROOT, code, RECORD)).isFalse();
        assertThat(proof.provesAbsence(ROOT, code)).isFalse();
    }

    private static MapProof ending(MapProof proof, MapProof.@Nullable Leaf leaf) {
        return new MapProof(proof.siblings(), leaf);
    }

    private static Digest changed(Digest digest, int at) {
        byte[] bytes = digest.toBytes();
        bytes[at] ^= (byte) 0x80;
        return Digest.of(bytes);
    }

    private static List<Digest> siblings(Code code) {
        return new ArrayList<>(NAIVE.siblings(key(code)));
    }

    private static Digest key(Code code) {
        return MapProof.key(code);
    }

    private static StateMap map() {
        StateMap map = StateMap.EMPTY;
        for (int i = 0; i < 40; i++) {
            map = map.put(RandomRecords.code(i), RECORD);
        }
        return map;
    }

    private static NaiveMap naive() {
        NaiveMap map = new NaiveMap();
        for (int i = 0; i < 40; i++) {
            map.put(key(RandomRecords.code(i)), Digest.sha256(RECORD));
        }
        return map;
    }

    private static Code absent(boolean behindAnother) {
        return IntStream.iterate(1000, i -> i + 1)
                .mapToObj(RandomRecords::code)
                .filter(code -> (MAP.proof(code).leaf() != null) == behindAnother)
                .findFirst()
                .orElseThrow();
    }
}
