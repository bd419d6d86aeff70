package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;

/**
 * Puts records into the tree of a state map (section 9): new nodes on the ways to them, the old ones everywhere else. Each
 * new node is hashed once, for the one above. Not for several threads.
 */
final class MapGrowth {
    /** What is hashed for an inner node, before there are children. */
    private static final byte[] CHILDLESS = childless();

    private final OrderedLeaves leaves;
    private final Sha256 sha;

    /** Of the inner node that is being made. */
    private final byte[] block = new byte[MapNode.BLOCK_BYTES];

    private final byte[] blockOfChild = new byte[MapNode.BLOCK_BYTES];

    MapGrowth(OrderedLeaves leaves, Sha256 sha) {
        this.leaves = leaves;
        this.sha = sha;
    }

    private static byte[] childless() {
        byte[] block = new byte[MapNode.BLOCK_BYTES];
        block[0] = MapNode.INNER;
        return block;
    }

    /** The tree {@code top} with all of them in it. */
    @Nullable
    MapNode of(@Nullable MapNode top) {
        return putAll(top, 0, leaves.size(), 0);
    }

    /** The hash of a tree. */
    Digest root(MapNode top) {
        write(top, MapNode.LEFT);
        return Digest.of(block, MapNode.LEFT);
    }

    /** Those from {@code from} to {@code to}, which agree with the place of {@code node} in their first {@code depth} bits. */
    private @Nullable MapNode putAll(@Nullable MapNode node, int from, int to, int depth) {
        if (to - from < 2) {
            return from == to ? node : put(node, leaves.leaf(from, block), depth);
        }
        int middle = leaves.firstWithBit(from, to, depth);
        return inner(
                node,
                putAll(MapNode.below(node, false, depth), from, middle, depth + 1),
                putAll(MapNode.below(node, true, depth), middle, to, depth + 1));
    }

    private MapNode put(@Nullable MapNode node, MapNode.Leaf leaf, int depth) {
        if (node == null || (node instanceof MapNode.Leaf other && other.hasKeyOf(leaf))) {
            return leaf;
        }
        boolean bit = leaf.bit(depth);
        MapNode beside = MapNode.below(node, !bit, depth);
        MapNode grown = put(MapNode.below(node, bit, depth), leaf, depth + 1);
        return bit ? inner(node, beside, grown) : inner(node, grown, beside);
    }

    /** In the place of {@code old}: a child that was there before has its hash there. */
    private MapNode inner(@Nullable MapNode old, @Nullable MapNode left, @Nullable MapNode right) {
        if (old instanceof MapNode.Inner before) {
            before.write(block);
        } else {
            System.arraycopy(CHILDLESS, 0, block, 0, block.length);
        }
        if (left != null && !isChild(old, false, left)) {
            write(left, MapNode.LEFT);
        }
        if (right != null && !isChild(old, true, right)) {
            write(right, MapNode.RIGHT);
        }
        return new MapNode.Inner(left, right, block);
    }

    private static boolean isChild(@Nullable MapNode of, boolean bit, MapNode node) {
        return of instanceof MapNode.Inner inner && inner.child(bit) == node;
    }

    private void write(MapNode child, int offset) {
        child.write(blockOfChild);
        sha.hash(blockOfChild, 0, blockOfChild.length, block, offset);
    }
}
