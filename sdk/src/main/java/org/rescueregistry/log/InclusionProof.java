package org.rescueregistry.log;

import java.util.List;
import org.rescueregistry.key.Digest;

/**
 * Shows that a leaf is in a tree (RFC 6962 section 2.1.1): the hashes beside the path from the leaf to the root, the
 * leaf's sibling first.
 *
 * @param index the leaf's index, from 0
 * @param size the size of the tree
 */
public record InclusionProof(long index, long size, List<Digest> hashes) {
    /** A tree of 2⁶³ leaves has no longer path. */
    public static final int MAX_HASHES = 63;

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether {@code leafHash} at this index belongs to the tree with {@code root}. */
    public ProofResult verify(Digest leafHash, Digest root) {
        if (index < 0 || index >= size) {
            return new ProofResult.WrongShape("no leaf " + index + " in a tree of " + size);
        }
        // Below `inner` the path to this leaf and the path to the last leaf have parted: siblings on either side.
        // Above it only left siblings remain, one for each one-bit of the index.
        int inner = Merkle.bits(index ^ (size - 1));
        int border = Long.bitCount(index >>> inner);
        if (hashes.size() != inner + border) {
            return new ProofResult.WrongShape("the path has " + (inner + border) + " hashes, not " + hashes.size());
        }
        Digest hash = leafHash;
        for (int i = 0; i < hashes.size(); i++) {
            boolean siblingIsLeft = i >= inner || (index >>> i & 1) == 1;
            hash = siblingIsLeft ? Merkle.nodeHash(hashes.get(i), hash) : Merkle.nodeHash(hash, hashes.get(i));
        }
        return hash.equals(root) ? new ProofResult.Proven() : new ProofResult.OtherRoot(size, root, hash);
    }
}
