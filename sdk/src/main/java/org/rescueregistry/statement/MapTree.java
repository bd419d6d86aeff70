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
    record Leaf(Digest key, Digest value) implements Node {
        @Override
        public Digest hash() {
            return Digest.sha256(LEAF, key, value);
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

        private @Nullable Node child(boolean bit) {
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

    /** Bit {@code depth} of a key, from the most significant of its first byte. */
    static boolean bit(byte[] key, int depth) {
        return (key[depth >> 3] & 0x80 >> (depth & 7)) != 0;
    }

    static Node put(@Nullable Node node, Leaf leaf, int depth) {
        return put(node, leaf, leaf.key().toBytes(), depth);
    }

    private static Node put(@Nullable Node node, Leaf leaf, byte[] key, int depth) {
        if (node == null) {
            return leaf;
        }
        if (node instanceof Leaf other) {
            return other.key().equals(leaf.key()) ? leaf : both(other, leaf, depth);
        }
        Inner inner = (Inner) node;
        return bit(key, depth)
                ? new Inner(inner.left, put(inner.right, leaf, key, depth + 1))
                : new Inner(put(inner.left, leaf, key, depth + 1), inner.right);
    }

    /** The subtree of two records, which begin to differ at {@code depth} or below. */
    private static Inner both(Leaf one, Leaf two, int depth) {
        boolean bitOfOne = bit(one.key().toBytes(), depth);
        boolean bitOfTwo = bit(two.key().toBytes(), depth);
        if (bitOfOne == bitOfTwo) {
            Inner below = both(one, two, depth + 1);
            return bitOfOne ? new Inner(null, below) : new Inner(below, null);
        }
        return bitOfOne ? new Inner(two, one) : new Inner(one, two);
    }

    static MapProof proof(@Nullable Node top, Digest key) {
        byte[] bits = key.toBytes();
        List<Digest> siblings = new ArrayList<>();
        Node node = top;
        while (node instanceof Inner inner) {
            boolean bit = bit(bits, siblings.size());
            siblings.add(hash(inner.child(!bit)));
            node = inner.child(bit);
        }
        return new MapProof(siblings, node instanceof Leaf leaf ? new MapProof.Leaf(leaf.key(), leaf.value()) : null);
    }
}
