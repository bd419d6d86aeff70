package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;

/**
 * A subtree of the state map (section 9) that holds records; where none is, there is no node. Above are {@linkplain Inner
 * inner nodes} of two steps, below are {@linkplain MapCluster clusters} of some records with all nodes over them: on the way
 * through a million records each object is a wait for memory, and each depends on the one before.
 *
 * <p>What is hashed for a node of the tree, its block, stands in an array here as it is hashed, and the hash of it in the
 * block above. Immutable, but for the {@link Writer} that put it there.
 */
abstract sealed class MapNode permits MapNode.Inner, MapCluster {
    /** What is hashed for a node of the tree: of which kind it is, and two digests. */
    static final int BLOCK_BYTES = 1 + 2 * Digest.SIZE;

    /** Where in the block the two begin. */
    static final int LEFT = 1;

    static final int RIGHT = LEFT + Digest.SIZE;

    static final byte LEAF = 2;
    static final byte INNER = 3;

    private final @Nullable Writer writer;

    MapNode(@Nullable Writer writer) {
        this.writer = writer;
    }

    /** Of whoever puts nodes into a map that nobody else sees yet: until somebody does, they may be changed in place. */
    static final class Writer {}

    final boolean isOf(@Nullable Writer other) {
        return writer != null && writer == other;
    }

    /** Writes the hash of this subtree. */
    abstract void hash(Sha256 sha, byte[] target, int offset);

    static int side(boolean right) {
        return right ? RIGHT : LEFT;
    }

    /**
     * Two steps of the tree, or one where one of the two halves has not two records: three blocks or one, each with two records
     * or more below. Places are numbered as in a heap: the uppermost block is 1, below i are 2i and 2i+1.
     */
    static final class Inner extends MapNode {
        static final int MOST_CHILDREN = 4;

        private final byte[] blocks;

        /** Here too, so that the way down needs only this object. */
        private final int steps;

        private final @Nullable MapNode child0;
        private final @Nullable MapNode child1;
        private final @Nullable MapNode child2;
        private final @Nullable MapNode child3;

        /**
         * @param blocks of the places from 1 on; no longer the caller's
         * @param children four, of which a node of one step has no more than the first two
         */
        Inner(byte[] blocks, @Nullable MapNode[] children, @Nullable Writer writer) {
            super(writer);
            this.blocks = blocks;
            steps = blocks.length == BLOCK_BYTES ? 1 : 2;
            child0 = children[0];
            child1 = children[1];
            child2 = children[2];
            child3 = children[3];
        }

        /** A node with other blocks, and that child at that number. */
        Inner(Inner before, byte[] blocks, int number, MapNode child, @Nullable Writer writer) {
            super(writer);
            this.blocks = blocks;
            steps = before.steps;
            child0 = number == 0 ? child : before.child0;
            child1 = number == 1 ? child : before.child1;
            child2 = number == 2 ? child : before.child2;
            child3 = number == 3 ? child : before.child3;
        }

        /** Where in the blocks that of this place begins. */
        static int block(int place) {
            return (place - 1) * BLOCK_BYTES;
        }

        /** Where in the blocks the hash of what is in this place, from 2 on, stands; zeros if nothing is. */
        static int hash(int place) {
            return block(place >> 1) + side((place & 1) != 0);
        }

        byte[] blocks() {
            return blocks;
        }

        int steps() {
            return steps;
        }

        @Nullable
        MapNode child(int number) {
            return switch (number) {
                case 0 -> child0;
                case 1 -> child1;
                case 2 -> child2;
                default -> child3;
            };
        }

        @Override
        void hash(Sha256 sha, byte[] target, int offset) {
            sha.hash(blocks, 0, BLOCK_BYTES, target, offset);
        }
    }
}
