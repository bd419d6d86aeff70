package org.rescueregistry.sdk;

import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.InclusionProof;
import org.rescueregistry.log.Merkle;

/**
 * A leaf beside the state leaf in a {@link StatusProof}, and its path to the root of the same tree; where it stands the
 * proof says elsewhere.
 */
public final class LeafInTree {
    private final byte[] leaf;
    private final List<Digest> path;

    /** @param path the leaf's sibling first (RFC 6962, section 2.1.1) */
    public LeafInTree(byte[] leaf, List<Digest> path) {
        this.leaf = leaf.clone();
        this.path = List.copyOf(path);
        if (path.size() > InclusionProof.MAX_HASHES) {
            throw new IllegalArgumentException("a path of " + path.size() + " hashes");
        }
    }

    byte[] leaf() {
        return leaf.clone();
    }

    List<Digest> path() {
        return path;
    }

    boolean isAt(long index, Checkpoint tree) {
        return new InclusionProof(index, tree.size(), path)
                .verify(Merkle.leafHash(leaf), tree.root())
                .isProven();
    }

    void print(StringBuilder out) {
        path.forEach(hash -> out.append(ProofLines.text(hash)).append('\n'));
    }
}
