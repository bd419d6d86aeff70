package org.rescueregistry.log;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.key.Digest;

/**
 * The right edge of a growing tree: the roots of its complete subtrees, largest first, one for each bit of the size.
 * Enough to append a leaf and to know the root at any size on the way, in memory of at most 63 hashes.
 *
 * <p>Whoever reads a log from its first leaf compares {@link #root()} with the checkpoint when {@link #size()} reaches
 * its size. Not for use by several threads.
 */
public final class Frontier {
    private final List<Digest> subtrees;
    private long size;

    /** The frontier of the empty tree. */
    public Frontier() {
        this(0, new ArrayList<>());
    }

    Frontier(long size, List<Digest> ownedSubtrees) {
        this.size = size;
        this.subtrees = ownedSubtrees;
    }

    public long size() {
        return size;
    }

    public Frontier append(Digest leafHash) {
        Digest hash = leafHash;
        // Each one at the low end of the old size is a complete subtree that now finds its right half.
        for (long carry = size; (carry & 1) == 1; carry >>= 1) {
            hash = Merkle.nodeHash(subtrees.remove(subtrees.size() - 1), hash);
        }
        subtrees.add(hash);
        size++;
        return this;
    }

    public Digest root() {
        if (subtrees.isEmpty()) {
            return Merkle.EMPTY_ROOT;
        }
        Digest root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Merkle.nodeHash(subtrees.get(i), root);
        }
        return root;
    }

    /** A frontier of its own at the same place. */
    public Frontier copy() {
        return new Frontier(size, new ArrayList<>(subtrees));
    }
}
