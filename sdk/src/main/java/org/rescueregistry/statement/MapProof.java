package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/**
 * A proof of what a state map says of one code (section 9).
 *
 * <p>A proof that the code has a record ends in its leaf. A proof that it has none ends in the leaf of another code that
 * stands in the way, or in nothing. A code has at most one place under a root, so no root proves both, not even one
 * made to deceive.
 *
 * @param siblings along the bits of H(code)
 * @param leaf in which the walk ends; null when it ends in nothing
 */
public record MapProof(Siblings siblings, @Nullable Leaf leaf) {
    /** What stands for the hash of a place without records. */
    static final Digest ABSENT = Digest.of(new byte[Digest.SIZE]);

    /** H(code) and H(record bytes). */
    public record Leaf(Digest key, Digest value) {
        /** The leaf of a record, its bytes of section 7. */
        public static Leaf of(Code code, byte[] record) {
            return new Leaf(MapProof.key(code), Digest.sha256(record));
        }

        Digest hash() {
            return Digest.sha256(MapNode.LEAF, key, value);
        }
    }

    static Digest key(Code code) {
        return Digest.sha256(code.canonicalBytes());
    }

    /** Whether under {@code root} the record of {@code code} is {@code record}, to the byte. */
    public boolean provesRecord(Digest root, Code code, byte[] record) {
        return Leaf.of(code, record).equals(leaf) && provesLeaf(root);
    }

    /** Whether the leaf in which it ends is under {@code root}, in the place that its own key has. */
    public boolean provesLeaf(Digest root) {
        return leaf != null && siblings.root(leaf.key, leaf.hash()).equals(root);
    }

    /** Whether under {@code root} there is no record of {@code code}. */
    public boolean provesAbsence(Digest root, Code code) {
        Digest key = key(code);
        if (leaf == null) {
            return siblings.root(key, ABSENT).equals(root);
        }
        return !leaf.key.equals(key) && sharesBitsWalked(leaf.key, key) && provesLeaf(root);
    }

    private boolean sharesBitsWalked(Digest one, Digest two) {
        for (int place = 0; place < siblings.depth(); place++) {
            if (one.bit(place) != two.bit(place)) {
                return false;
            }
        }
        return true;
    }
}
