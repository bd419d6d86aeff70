package org.rescueregistry.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;

/**
 * Shows what the first leaves of a tree hash to, to somebody who knows only the tree's root: a consistency proof (RFC 6962 section
 * 2.1.2) that always begins with the last complete subtree of the prefix, also where RFC 6962 leaves that out because whoever
 * asks has the old root. So it can contradict an old root, which a consistency proof cannot.
 *
 * @param prefix how many leaves, from 1 to {@code size}
 * @param size of the tree
 */
public record PrefixProof(long prefix, long size, List<Digest> hashes) {
    public PrefixProof {
        hashes = List.copyOf(hashes);
    }

    /** The root over the first {@code prefix} leaves of the tree with {@code root}; nothing if the hashes do not lead to it. */
    public Optional<Digest> prefixRoot(Digest root) {
        if (prefix <= 0 || prefix > size || hashes.size() != length()) {
            return Optional.empty();
        }
        Roots roots = roots();
        return roots.whole.equals(root) ? Optional.of(roots.prefix) : Optional.empty();
    }

    record Roots(Digest prefix, Digest whole) {}

    /** How many hashes it must have. */
    int length() {
        return 1 + inner() + Long.bitCount(index() >>> inner());
    }

    /** Both roots that the hashes lead to; only if there are {@link #length} of them. */
    Roots roots() {
        Digest ofPrefix = hashes.get(0);
        Digest ofWhole = ofPrefix;
        for (int i = 0; i < hashes.size() - 1; i++) {
            Digest sibling = hashes.get(i + 1);
            if (i >= inner() || (index() >>> i & 1) == 1) {
                ofPrefix = Merkle.nodeHash(sibling, ofPrefix);
                ofWhole = Merkle.nodeHash(sibling, ofWhole);
            } else {
                // A right sibling holds what came after the prefix.
                ofWhole = Merkle.nodeHash(ofWhole, sibling);
            }
        }
        return new Roots(ofPrefix, ofWhole);
    }

    /** The proof begins at the last complete subtree of the prefix, this high. */
    private int level() {
        return Long.numberOfTrailingZeros(prefix);
    }

    private long index() {
        return (prefix - 1) >>> level();
    }

    /** Below this height the way to that subtree and the way to the last leaf have parted. */
    private int inner() {
        return Merkle.bits(index() ^ (size - 1) >>> level());
    }

    /** The same as a consistency proof says it. */
    static PrefixProof of(ConsistencyProof proof, Digest prefixRoot) {
        List<Digest> hashes = new ArrayList<>();
        if (Long.bitCount(proof.oldSize()) == 1) {
            hashes.add(prefixRoot);
        }
        hashes.addAll(proof.hashes());
        return new PrefixProof(proof.oldSize(), proof.newSize(), hashes);
    }
}
