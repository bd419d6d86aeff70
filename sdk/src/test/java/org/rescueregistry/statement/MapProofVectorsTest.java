package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** The proofs that some history vectors carry: each shows what it should, each changed one is refused. */
final class MapProofVectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"proof-in-empty-map", "proof-in-map-of-one", "proofs"})
    void showsWhetherThereIsARecord(String name) throws Exception {
        Members vector = read(name);
        Json.Obj records = (Json.Obj) vector.object("expect").value("records");
        for (Json proof : vector.array("proofs")) {
            boolean included = records.members().containsKey(code(proof));
            assertThat(holds(proof, records, included)).as(proof.text()).isTrue();
            assertThat(holds(proof, records, !included)).as(proof.text()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proof-in-map-of-one", "proofs"})
    void refusesChangedProofs(String name) throws Exception {
        Members vector = read(name);
        Json.Obj records = (Json.Obj) vector.object("expect").value("records");
        List<Json> changed = vector.array("bad_proofs");
        assertThat(changed).isNotEmpty();
        for (Json proof : changed) {
            boolean included = Members.of(proof, "proof").string("claims").equals("included");
            assertThat(holds(proof, records, included)).as(proof.text()).isFalse();
        }
    }

    private static boolean holds(Json vector, Json.Obj records, boolean included) throws MalformedException {
        Members members = Members.of(vector, "proof");
        Digest root = Digest.parse(members.string("root"));
        List<Digest> siblings = siblings(members);
        if (siblings.size() > Siblings.MAX || endsAbsent(siblings)) {
            return false;
        }
        MapProof proof = new MapProof(Siblings.of(siblings), leaf(members));
        Code code = Code.parseCanonical(code(vector));
        if (!included) {
            return proof.provesAbsence(root, code);
        }
        Json record =
                records.members().getOrDefault(code.canonical(), Json.object().build());
        return proof.provesRecord(root, code, record.canonical());
    }

    private static List<Digest> siblings(Members proof) throws MalformedException {
        List<Digest> siblings = new ArrayList<>();
        for (String sibling : proof.strings("siblings")) {
            siblings.add(Digest.parse(sibling));
        }
        return siblings;
    }

    /** Then they cannot be packed: the walk would have ended above. */
    private static boolean endsAbsent(List<Digest> siblings) {
        return !siblings.isEmpty() && siblings.get(siblings.size() - 1).equals(MapProof.ABSENT);
    }

    private static MapProof.@Nullable Leaf leaf(Members proof) throws MalformedException {
        Members leaf = proof.optionalObject("leaf").orElse(null);
        return leaf == null
                ? null
                : new MapProof.Leaf(Digest.parse(leaf.string("key")), Digest.parse(leaf.string("value")));
    }

    private static String code(Json vector) throws MalformedException {
        return Members.of(vector, "proof").string("code");
    }

    private static Members read(String name) throws IOException, URISyntaxException, MalformedException {
        Path file = Path.of(MapProofVectorsTest.class
                .getResource("/vectors/history/" + name + ".json")
                .toURI());
        return Members.of(Json.parse(Files.readAllBytes(file)), name);
    }
}
