package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Sha256;

/**
 * Puts records into the tree of a state map (section 9): new nodes on the ways to them, or the old ones if they are the
 * writer's own, and the old ones everywhere else. Each node on the ways is hashed once. Not for several threads.
 */
final class MapGrowth {
    private final OrderedLeaves leaves;
    private final Sha256 sha;
    private final MapNode.@Nullable Writer writer;
    private final ClusterGrowth clusters;

    /** @param writer who may change his nodes in place, and whose new ones are; null for nobody's */
    MapGrowth(OrderedLeaves leaves, Sha256 sha, MapNode.@Nullable Writer writer) {
        this.leaves = leaves;
        this.sha = sha;
        this.writer = writer;
        this.clusters = new ClusterGrowth(leaves, sha, writer);
    }

    /** The tree {@code top} with all of them in it. */
    @Nullable
    MapNode of(@Nullable MapNode top) {
        return leaves.size() == 0 ? top : grown(top, 0, leaves.size(), 0);
    }

    /** With those from {@code from} to {@code to}, at least one, whose first {@code depth} bits lead to {@code node}. */
    private MapNode grown(@Nullable MapNode node, int from, int to, int depth) {
        boolean one = to - from == 1;
        if (node instanceof MapNode.Inner inner) {
            return one ? put(inner, from, depth) : putAll(inner, from, to, depth);
        }
        MapCluster cluster = (MapCluster) node;
        MapCluster changed = one && cluster != null ? clusters.changed(cluster, from, depth) : null;
        return changed != null ? changed : spread(ClusterPart.of(cluster, depth), from, to, depth);
    }

    private MapNode put(MapNode.Inner inner, int leaf, int depth) {
        byte[] blocks = own(inner);
        int steps = inner.steps();
        int number = leaves.number(leaf, depth, steps);
        MapNode child = inner.child(number);
        MapNode grown = grown(child, leaf, leaf + 1, depth + steps);
        int place = (1 << steps) + number;
        grown.hash(sha, blocks, MapNode.Inner.hash(place));
        for (int above = place >> 1; above > 1; above >>= 1) {
            hash(blocks, above);
        }
        return grown == child && blocks == inner.blocks()
                ? inner
                : new MapNode.Inner(inner, blocks, number, grown, writer);
    }

    private byte[] own(MapNode.Inner inner) {
        return inner.isOf(writer) ? inner.blocks() : inner.blocks().clone();
    }

    private MapNode putAll(MapNode.Inner inner, int from, int to, int depth) {
        @Nullable MapNode[] children = new MapNode[MapNode.Inner.MOST_CHILDREN];
        int steps = inner.steps();
        int grown = 0;
        int at = from;
        for (int number = 0; number < 1 << steps; number++) {
            int end = leaves.end(at, to, depth, depth + steps);
            children[number] = inner.child(number);
            if (at < end && leaves.number(at, depth, steps) == number) {
                children[number] = grown(children[number], at, end, depth + steps);
                grown |= 1 << number;
                at = end;
            }
        }
        return hashed(own(inner), children, grown);
    }

    /** What was a cluster, with others that come to it. */
    private MapNode spread(ClusterPart old, int from, int to, int depth) {
        MapCluster joined = clusters.joined(old, from, to, depth);
        return joined != null ? joined : divided(old, from, to, depth);
    }

    private MapNode divided(ClusterPart old, int from, int to, int depth) {
        int steps = halvesHaveTwo(old, from, to, depth) ? 2 : 1;
        byte[] blocks = new byte[((1 << steps) - 1) * MapNode.BLOCK_BYTES];
        @Nullable MapNode[] children = new MapNode[MapNode.Inner.MOST_CHILDREN];
        int grown = 0;
        int at = from;
        int oldAt = old.from();
        for (int number = 0; number < 1 << steps; number++) {
            boolean any = at < to && leaves.number(at, depth, steps) == number;
            int end = any ? leaves.end(at, to, depth, depth + steps) : at;
            int oldEnd = old.end(oldAt, depth, steps, number);
            if (at < end || oldAt < oldEnd) {
                children[number] = spread(old.between(oldAt, oldEnd), at, end, depth + steps);
                grown |= 1 << number;
            }
            at = end;
            oldAt = oldEnd;
        }
        for (int block = 0; block < blocks.length; block += MapNode.BLOCK_BYTES) {
            blocks[block] = MapNode.INNER;
        }
        return hashed(blocks, children, grown);
    }

    private boolean halvesHaveTwo(ClusterPart old, int from, int to, int depth) {
        int middle = leaves.firstWithBit(from, to, depth);
        int oldMiddle = old.end(old.from(), depth, 1, 0);
        // Those of one side have different keys; whether the two sides have the same is not looked at.
        return Math.max(middle - from, oldMiddle - old.from()) > 1 && Math.max(to - middle, old.to() - oldMiddle) > 1;
    }

    /** @param grown a bit for each child, 1 if its hash is another than in the blocks */
    private MapNode hashed(byte[] blocks, @Nullable MapNode[] children, int grown) {
        int width = blocks.length == MapNode.BLOCK_BYTES ? 2 : MapNode.Inner.MOST_CHILDREN;
        int changed = grown << width;
        for (int place = 2 * width - 1; place > 1; place--) {
            if ((changed >>> place & 1) != 0) {
                MapNode child = place < width ? null : children[place - width];
                if (child == null) {
                    hash(blocks, place);
                } else {
                    child.hash(sha, blocks, MapNode.Inner.hash(place));
                }
                changed |= 1 << (place >> 1);
            }
        }
        return new MapNode.Inner(blocks, children, writer);
    }

    private void hash(byte[] blocks, int place) {
        sha.hash(blocks, MapNode.Inner.block(place), MapNode.BLOCK_BYTES, blocks, MapNode.Inner.hash(place));
    }
}
