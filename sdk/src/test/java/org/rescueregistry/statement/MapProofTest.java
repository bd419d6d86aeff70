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
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class MapProofTest {
    private static final byte[] RECORD = "record".getBytes(StandardCharsets.US_ASCII);
    private static final StateMap MAP = map();
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
            MapProof proof = MAP.proof(code);
            for (int i = 0; i < proof.siblings().size(); i++) {
                for (int at = 0; at < Digest.SIZE; at++) {
                    List<Digest> siblings = new ArrayList<>(proof.siblings());
                    siblings.set(i, changed(siblings.get(i), at));
                    refuses(new MapProof(siblings, proof.leaf()), code);
                }
            }
        }
    }

    @Test
    void refusesSiblingsTakenAwayAddedOrMoved() {
        for (Code code : List.of(HERE, BEHIND_ANOTHER, IN_NOTHING)) {
            MapProof proof = MAP.proof(code);
            for (int i = 0; i < proof.siblings().size(); i++) {
                List<Digest> fewer = new ArrayList<>(proof.siblings());
                Digest taken = fewer.remove(i);
                refuses(new MapProof(fewer, proof.leaf()), code);
                List<Digest> more = new ArrayList<>(proof.siblings());
                more.add(i, taken);
                refuses(new MapProof(more, proof.leaf()), code);
                more.set(i, MapTree.ABSENT);
                refuses(new MapProof(more, proof.leaf()), code);
            }
            List<Digest> moved = new ArrayList<>(proof.siblings());
            Collections.rotate(moved, 1);
            refuses(new MapProof(moved, proof.leaf()), code);
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
        MapTree.Leaf own = MapTree.leaf(HERE, RECORD);
        MapProof proof = new MapProof(List.of(), new MapProof.Leaf(own.key(), own.value()));
        assertThat(proof.provesRecord(own.hash(), HERE, RECORD)).isTrue();
        assertThat(proof.provesAbsence(own.hash(), HERE)).isFalse();
    }

    @Test
    void refusesALeafThatDoesNotShareTheBitsWalkedUnderARootMadeToDeceive() {
        MapTree.Leaf other = IntStream.range(0, 100)
                .mapToObj(i -> MapTree.leaf(RandomRecords.code(i), RECORD))
                .filter(leaf -> leaf.key().bit(0) != MapTree.key(HERE).bit(0))
                .findFirst()
                .orElseThrow();
        boolean right = MapTree.key(HERE).bit(0);
        Digest sibling = MapTree.leaf(HERE, RECORD).hash();
        Digest root = right ? MapTree.inner(sibling, other.hash()) : MapTree.inner(other.hash(), sibling);
        MapProof proof = new MapProof(List.of(sibling), new MapProof.Leaf(other.key(), other.value()));
        assertThat(proof.provesAbsence(root, HERE)).isFalse();
    }

    @Test
    void readsWhatItPrints() throws Exception {
        for (Code code : List.of(HERE, BEHIND_ANOTHER, IN_NOTHING)) {
            MapProof proof = MAP.proof(code);
            Json.Obj json = proof.json();
            assertThat(MapProof.parse(json)).isEqualTo(proof);
            assertThat(MapProof.parse(json).json()).isEqualTo(json);
        }
    }

    @Test
    void refusesOtherJson() {
        String sibling = "\"" + MapTree.ABSENT + "\"";
        refuses("[]", "wrong_type");
        refuses("{}", "missing_member");
        refuses("{\"siblings\":[],\"more\":1}", "unknown_member");
        refuses("{\"siblings\":[1]}", "wrong_type");
        refuses("{\"siblings\":[\"AAAA\"]}", "digest_bad_length");
        refuses("{\"siblings\":[],\"leaf\":null}", "wrong_type");
        refuses("{\"siblings\":[],\"leaf\":{\"key\":" + sibling + "}}", "missing_member");
        refuses(
                "{\"siblings\":[],\"leaf\":{\"key\":" + sibling + ",\"value\":" + sibling + ",\"x\":1}}",
                "unknown_member");
        refuses(
                "{\"siblings\":[" + String.join(",", Collections.nCopies(MapProof.MAX_SIBLINGS + 1, sibling)) + "]}",
                "too_many_siblings");
    }

    private static void refuses(String json, String code) {
        assertThatThrownBy(() -> MapProof.parse(Json.parse(json)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
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

    private static StateMap map() {
        StateMap map = StateMap.EMPTY;
        for (int i = 0; i < 40; i++) {
            map = map.put(RandomRecords.code(i), RECORD);
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
