package org.rescueregistry.statement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/** The nodes and hashes of the state map (section 9); an absent node is null. */
final class MapTree {
    /** Bits of a key, and so the deepest a tree can be. */
    static final int BITS = 256;

    static final Digest ABSENT = Digest.of(new byte[Digest.SIZE]);

    private static final byte LEAF = 2;
    private static final byte INNER = 3;

    private MapTree() {}

    sealed interface Node permits Leaf, Inner {
        Digest hash();
    }

    /** One record: k, and the digest of the record's bytes. */
    static final class Leaf implements Node {
        private final Digest key;
        private final Digest value;

        /** As in an inner node. */
        private @Nullable Digest hash;

        Leaf(Digest key, Digest value) {
            this.key = key;
            this.value = value;
        }

        Digest key() {
            return key;
        }

        Digest value() {
            return value;
        }

        @Override
        public Digest hash() {
            Digest known = hash;
            if (known == null) {
                known = Digest.sha256(LEAF, key, value);
                hash = known;
            }
            return known;
        }
    }

    /** Two or more records; children have at least two between them. */
    static final class Inner implements Node {
        private final @Nullable Node left;
        private final @Nullable Node right;

        /** Computed by whoever asks first; two who ask at once store the same, and a digest is immutable. */
        private @Nullable Digest hash;

        Inner(@Nullable Node left, @Nullable Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public Digest hash() {
            Digest known = hash;
            if (known == null) {
                known = inner(MapTree.hash(left), MapTree.hash(right));
                hash = known;
            }
            return known;
        }

        @Nullable
        Node child(boolean bit) {
            return bit ? right : left;
        }
    }

    static Digest key(Code code) {
        return Digest.sha256(code.canonical().getBytes(StandardCharsets.US_ASCII));
    }

    static Leaf leaf(Code code, byte[] record) {
        return new Leaf(key(code), Digest.sha256(record));
    }

    static Digest inner(Digest left, Digest right) {
        return Digest.sha256(INNER, left, right);
    }

    static Digest hash(@Nullable Node node) {
        return node == null ? ABSENT : node.hash();
    }

    static Node put(@Nullable Node node, Leaf leaf, int depth) {
        if (node == null) {
            return leaf;
        }
        if (node instanceof Leaf other) {
            return other.key().equals(leaf.key()) ? leaf : both(other, leaf, depth);
        }
        Inner inner = (Inner) node;
        return leaf.key().bit(depth)
                ? new Inner(inner.left, put(inner.right, leaf, depth + 1))
                : new Inner(put(inner.left, leaf, depth + 1), inner.right);
    }

    /** The tree with these leaves in it, all at once: each node that changes is made once, not once for each leaf below. */
    static @Nullable Node putAll(@Nullable Node node, OrderedLeaves leaves) {
        return putAll(node, leaves, 0, leaves.size(), 0);
    }

    /** Those from {@code from} to {@code to}, which agree with the place of {@code node} in their first {@code depth} bits. */
    private static @Nullable Node putAll(@Nullable Node node, OrderedLeaves leaves, int from, int to, int depth) {
        if (to - from < 2) {
            return from == to ? node : put(node, leaves.get(from), depth);
        }
        if (node instanceof Leaf other) {
            Node grown = putAll(null, leaves, from, to, depth);
            return leaves.has(other.key(), from, to) ? grown : put(grown, other, depth);
        }
        int middle = leaves.firstWithBit(from, to, depth);
        @Nullable Inner inner = (Inner) node;
        return new Inner(
                putAll(inner == null ? null : inner.left, leaves, from, middle, depth + 1),
                putAll(inner == null ? null : inner.right, leaves, middle, to, depth + 1));
    }

    /** The subtree of two records, which begin to differ at {@code depth} or below. */
    private static Inner both(Leaf one, Leaf two, int depth) {
        boolean bitOfOne = one.key().bit(depth);
        boolean bitOfTwo = two.key().bit(depth);
        if (bitOfOne == bitOfTwo) {
            Inner below = both(one, two, depth + 1);
            return bitOfOne ? new Inner(null, below) : new Inner(below, null);
        }
        return bitOfOne ? new Inner(two, one) : new Inner(one, two);
    }

    static MapProof proof(@Nullable Node top, Digest key) {
        List<Digest> siblings = new ArrayList<>();
        Node node = top;
        while (node instanceof Inner inner) {
            boolean bit = key.bit(siblings.size());
            siblings.add(hash(inner.child(!bit)));
            node = inner.child(bit);
        }
        return new MapProof(siblings, node instanceof Leaf leaf ? new MapProof.Leaf(leaf.key(), leaf.value()) : null);
    }
}
