package org.rescueregistry.statement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;

/**
 * A subtree of the state map (section 9) that holds records; where none is, there is no node. Immutable.
 *
 * <p>A node holds the two digests that are hashed for it: an inner one so has the hashes of its children, and its own is in
 * the node above. They stand in it as eight numbers. On the way through a million records every object is a wait for
 * memory: this way each step costs one, and what stands beside the way is not looked at.
 */
abstract sealed class MapNode {
    /** What is hashed for a node: of which kind it is, and two digests. */
    static final int BLOCK_BYTES = 1 + 2 * Digest.SIZE;

    /** Where in the block the two begin. */
    static final int LEFT = 1;

    static final int RIGHT = LEFT + Digest.SIZE;

    static final byte LEAF = 2;
    static final byte INNER = 3;

    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long left0;
    private final long left1;
    private final long left2;
    private final long left3;
    private final long right0;
    private final long right1;
    private final long right2;
    private final long right3;

    private MapNode(byte[] block) {
        left0 = number(block, LEFT);
        left1 = number(block, LEFT + 8);
        left2 = number(block, LEFT + 16);
        left3 = number(block, LEFT + 24);
        right0 = number(block, RIGHT);
        right1 = number(block, RIGHT + 8);
        right2 = number(block, RIGHT + 16);
        right3 = number(block, RIGHT + 24);
    }

    private static long number(byte[] block, int offset) {
        return (long) NUMBERS.get(block, offset);
    }

    /** Makes {@code block} what is hashed for this node. */
    final void write(byte[] block) {
        block[0] = this instanceof Leaf ? LEAF : INNER;
        NUMBERS.set(block, LEFT, left0);
        NUMBERS.set(block, LEFT + 8, left1);
        NUMBERS.set(block, LEFT + 16, left2);
        NUMBERS.set(block, LEFT + 24, left3);
        NUMBERS.set(block, RIGHT, right0);
        NUMBERS.set(block, RIGHT + 8, right1);
        NUMBERS.set(block, RIGHT + 16, right2);
        NUMBERS.set(block, RIGHT + 24, right3);
    }

    /** The digest on this side: of an inner node the hash of its child, zeros if there is none. */
    final Digest digest(boolean right) {
        byte[] block = new byte[BLOCK_BYTES];
        write(block);
        return Digest.of(block, side(right));
    }

    private boolean leftBit(int place) {
        long number = switch (place / Long.SIZE) {
            case 0 -> left0;
            case 1 -> left1;
            case 2 -> left2;
            default -> left3;
        };
        return number << place < 0;
    }

    private boolean hasLeftOf(MapNode other) {
        return left0 == other.left0 && left1 == other.left1 && left2 == other.left2 && left3 == other.left3;
    }

    static int side(boolean right) {
        return right ? RIGHT : LEFT;
    }

    /** What of {@code node}, whose place is {@code depth} bits deep, belongs below that bit: a leaf goes down with its own. */
    static @Nullable MapNode below(@Nullable MapNode node, boolean bit, int depth) {
        if (node instanceof Inner inner) {
            return inner.child(bit);
        }
        return (node instanceof Leaf leaf && leaf.bit(depth) == bit) ? leaf : null;
    }

    /** One record: k on the left, value on the right. */
    static final class Leaf extends MapNode {
        /** @param block as {@link #write} makes it */
        Leaf(byte[] block) {
            super(block);
        }

        Digest key() {
            return digest(false);
        }

        Digest value() {
            return digest(true);
        }

        boolean bit(int place) {
            return super.leftBit(place);
        }

        boolean hasKeyOf(Leaf other) {
            return super.hasLeftOf(other);
        }
    }

    /** Two or more records: the hashes of the children, zeros for one that is not there. */
    static final class Inner extends MapNode {
        private final @Nullable MapNode left;
        private final @Nullable MapNode right;

        /** @param block as {@link #write} makes it */
        Inner(@Nullable MapNode left, @Nullable MapNode right, byte[] block) {
            super(block);
            this.left = left;
            this.right = right;
        }

        @Nullable
        MapNode child(boolean bit) {
            return bit ? right : left;
        }
    }
}
