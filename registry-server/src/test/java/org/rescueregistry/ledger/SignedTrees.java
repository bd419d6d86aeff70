package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;

/** Every tree that was signed for anybody: no two of them may be of one size and differ, and all have to be heads of one history. */
final class SignedTrees {
    private final Map<Long, Digest> roots = new HashMap<>();

    void add(Checkpoint signed) {
        Digest before = roots.putIfAbsent(signed.size(), signed.root());
        assertThat(before).as("the root signed at %s leaves", signed.size()).isIn(null, signed.root());
    }

    /** Demands that each is the head of these leaves at its size. */
    void areHeadsOf(List<byte[]> leaves) {
        List<Digest> hashes = new ArrayList<>();
        leaves.forEach(leaf -> hashes.add(Merkle.leafHash(leaf)));
        roots.forEach((size, root) -> {
            assertThat(size).as("a tree was signed for leaves that are gone").isLessThanOrEqualTo(leaves.size());
            assertThat(Merkle.root(hashes.subList(0, size.intValue())))
                    .as("the tree signed at %s leaves", size)
                    .isEqualTo(root);
        });
    }
}
