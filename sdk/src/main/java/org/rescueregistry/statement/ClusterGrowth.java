package org.rescueregistry.statement;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;

/** Puts records into the clusters of a state map. Each node over what is new is hashed once. Not for several threads. */
final class ClusterGrowth {
    private final OrderedLeaves leaves;
    private final Sha256 sha;
    private final MapCluster.ForkHash fork;
    private final MapNode.@Nullable Writer writer;

    /** Where the records of the new cluster come from: a place in the old one, or among the leaves if it is new. */
    private final int[] source = new int[MapCluster.MOST];

    /** A bit for each record, 1 if it is new. */
    private int fresh;

    /** The old ones, of which some may have another depth in the new cluster; null if they are where they were. */
    private @Nullable ClusterPart old;

    private byte[] records = new byte[0];

    ClusterGrowth(OrderedLeaves leaves, Sha256 sha, MapNode.@Nullable Writer writer) {
        this.leaves = leaves;
        this.sha = sha;
        this.fork = new MapCluster.ForkHash(sha);
        this.writer = writer;
    }

    /** The cluster with this record, which it has, changed; null if it has none with that key. */
    @Nullable
    MapCluster changed(MapCluster cluster, int leaf, int depth) {
        int at = leaves.placeIn(cluster.records(), leaf);
        if (!leaves.hasKey(leaf, cluster.records(), MapCluster.key(at))) {
            return null;
        }
        MapCluster changed = cluster.isOf(writer)
                ? cluster
                : new MapCluster(cluster.records().clone(), writer);
        old = null;
        records = changed.records();
        fresh = 1 << at;
        leaves.write(leaf, records, MapCluster.key(at));
        hashAll(depth);
        return changed;
    }

    /** A cluster of the part and of the leaves from {@code from} to {@code to}, at least one in all; null if they are too many. */
    @Nullable
    MapCluster joined(ClusterPart part, int from, int to, int depth) {
        int count = to - from > MapCluster.MOST ? -1 : join(part, from, to);
        if (count < 0) {
            return null;
        }
        old = part;
        records = new byte[MapCluster.length(count)];
        fill(count, part.records());
        hashAll(depth);
        return new MapCluster(records, writer);
    }

    /** How many there are together; -1 if too many. */
    private int join(ClusterPart part, int from, int to) {
        int count = 0;
        int at = part.from();
        fresh = 0;
        for (int leaf = from; leaf < to; leaf++) {
            int compared = -1;
            while (at < part.to() && (compared = leaves.compareKey(leaf, part.records(), MapCluster.key(at))) > 0) {
                if (count == MapCluster.MOST) {
                    return -1;
                }
                source[count++] = at++;
            }
            if (count == MapCluster.MOST) {
                return -1;
            }
            if (at < part.to() && compared == 0) {
                at++;
            }
            fresh |= 1 << count;
            source[count++] = leaf;
        }
        if (count + part.to() - at > MapCluster.MOST) {
            return -1;
        }
        while (at < part.to()) {
            source[count++] = at++;
        }
        return count;
    }

    private void fill(int count, byte[] before) {
        for (int at = 0; at < count; at++) {
            if (isFresh(at, at)) {
                records[MapCluster.leaf(at)] = MapNode.LEAF;
                leaves.write(source[at], records, MapCluster.key(at));
            } else {
                System.arraycopy(
                        before, MapCluster.leaf(source[at]), records, MapCluster.leaf(at), MapCluster.RECORD_BYTES);
            }
        }
        for (int at = 0; at < count - 1; at++) {
            records[MapCluster.leaf(count) + at] = (byte) common(at);
        }
    }

    private int common(int at) {
        int one = MapCluster.key(at);
        int two = MapCluster.key(at + 1);
        int same = Arrays.mismatch(records, one, one + Digest.SIZE, records, two, two + Digest.SIZE);
        int differing = (records[one + same] ^ records[two + same]) & 0xff;
        return same * Byte.SIZE + Integer.numberOfLeadingZeros(differing) - (Integer.SIZE - Byte.SIZE);
    }

    private boolean isFresh(int first, int last) {
        return (fresh >>> first & (2 << (last - first)) - 1) != 0;
    }

    private void hashAll(int depth) {
        int last = MapCluster.count(records) - 1;
        int hash = hash(0, last, depth);
        System.arraycopy(records, hash, records, MapCluster.forkHash(last), Digest.SIZE);
    }

    /** Sees that the hash of the subtree of these, which begins at {@code depth}, is right, and returns where it stands. */
    private int hash(int first, int last, int depth) {
        if (first == last) {
            if (isFresh(first, first)) {
                sha.hash(records, MapCluster.leaf(first), MapNode.BLOCK_BYTES, records, MapCluster.leafHash(first));
            }
            return MapCluster.leafHash(first);
        }
        int middle = MapCluster.fork(records, first, last);
        int hash = MapCluster.forkHash(middle);
        if (isFresh(first, last) || hasMoved(first, last, depth)) {
            int common = MapCluster.common(records, middle);
            int left = hash(first, middle, common + 1);
            int right = hash(middle + 1, last, common + 1);
            fork.begin(records, left, right);
            fork.climb(records, first, common, depth);
            fork.end(records, hash);
        }
        return hash;
    }

    /** Whether old ones, which were neighbours then, have another depth now than they had: the steps above them are others. */
    private boolean hasMoved(int first, int last, int depth) {
        return old != null && old.depthOf(source[first], source[last]) != depth;
    }
}
