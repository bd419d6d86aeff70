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
        // Where the whole old tree is one complete subtree, the proof leaves it out: it is the old root.
        PrefixProof proof = PrefixProof.of(this, oldRoot);
        if (proof.hashes().size() != proof.length()) {
            int leftOut = proof.hashes().size() - hashes.size();
            return new ProofResult.WrongShape(
                    "the proof has " + (proof.length() - leftOut) + " hashes, not " + hashes.size());
        }
        PrefixProof.Roots roots = proof.roots();
        ProofResult old = compared(oldSize, oldRoot, roots.prefix());
        return old.isProven() ? compared(newSize, newRoot, roots.whole()) : old;
    }

    private static ProofResult compared(long size, Digest stated, Digest computed) {
        return stated.equals(computed) ? new ProofResult.Proven() : new ProofResult.OtherRoot(size, stated, computed);
    }
}
