package org.rescueregistry.log;

import java.util.List;
import org.rescueregistry.key.Digest;

/**
 * Shows that a tree is an older one with leaves appended (RFC 6962 section 2.1.2).
 *
 * <p>From the empty tree there is nothing to show; {@link #verify} refuses size 0 on either side.
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> hashes) {
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether the tree with {@code newRoot} continues the one with {@code oldRoot}. */
    public ProofResult verify(Digest oldRoot, Digest newRoot) {
        if (oldSize <= 0 || oldSize > newSize) {
            return new ProofResult.WrongShape("no proof leads from size " + oldSize + " to size " + newSize);
        }
        if (oldSize == newSize) {
            if (!hashes.isEmpty()) {
                return new ProofResult.WrongShape("between equal sizes the proof is empty");
            }
            return compared(newSize, newRoot, oldRoot);
        }
        return verifyGrowth(oldRoot, newRoot);
    }

    private ProofResult verifyGrowth(Digest oldRoot, Digest newRoot) {
        // Start at the last complete subtree of the old tree. If that is the whole old tree, its root is known.
        int level = Long.numberOfTrailingZeros(oldSize);
        boolean oldIsComplete = oldSize == 1L << level;
        long index = (oldSize - 1) >>> level;
        int inner = Merkle.bits(index ^ (newSize - 1) >>> level);
        int border = Long.bitCount(index >>> inner);
        int first = oldIsComplete ? 0 : 1;
        if (hashes.size() != first + inner + border) {
            return new ProofResult.WrongShape(
                    "the proof has " + (first + inner + border) + " hashes, not " + hashes.size());
        }
        Digest oldHash = oldIsComplete ? oldRoot : hashes.get(0);
        Digest newHash = oldHash;
        for (int i = 0; i < inner + border; i++) {
            Digest sibling = hashes.get(first + i);
            if (i >= inner || (index >>> i & 1) == 1) {
                oldHash = Merkle.nodeHash(sibling, oldHash);
                newHash = Merkle.nodeHash(sibling, newHash);
            } else {
                // A right sibling holds what came after the old tree.
                newHash = Merkle.nodeHash(newHash, sibling);
            }
        }
        ProofResult old = compared(oldSize, oldRoot, oldHash);
        return old.isProven() ? compared(newSize, newRoot, newHash) : old;
    }

    private static ProofResult compared(long size, Digest stated, Digest computed) {
        return stated.equals(computed) ? new ProofResult.Proven() : new ProofResult.OtherRoot(size, stated, computed);
    }
}
