package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;

/** Neighbours in a cluster of the state map: what of it goes the same way when it is divided. Immutable. */
final class ClusterPart {
    private static final ClusterPart NONE = new ClusterPart(new byte[0], 0, 0, 0);

    private final byte[] records;
    private final int from;
    private final int to;
    private final int depth;

    private ClusterPart(byte[] records, int from, int to, int depth) {
        this.records = records;
        this.from = from;
        this.to = to;
        this.depth = depth;
    }

    /** All of a cluster that begins at {@code depth}, or nothing. */
    static ClusterPart of(@Nullable MapCluster cluster, int depth) {
        if (cluster == null) {
            return NONE;
        }
        return new ClusterPart(cluster.records(), 0, MapCluster.count(cluster.records()), depth);
    }

    /** Of the whole cluster, as {@link MapCluster} says. */
    byte[] records() {
        return records;
    }

    /** The first record. */
    int from() {
        return from;
    }

    /** Behind the last record. */
    int to() {
        return to;
    }

    ClusterPart between(int start, int end) {
        return new ClusterPart(records, start, end, depth);
    }

    /** Where those end which, from {@code start} on, have these bits at {@code place}; all agree in the bits before. */
    int end(int start, int place, int bits, int number) {
        int end = start;
        while (end < to && number(end, place, bits) == number) {
            end++;
        }
        return end;
    }

    private int number(int at, int place, int bits) {
        int number = 0;
        for (int i = place; i < place + bits; i++) {
            number = 2 * number + (MapCluster.bit(records, at, i) ? 1 : 0);
        }
        return number;
    }

    /** How deep the subtree of these records, which was one, began. */
    int depthOf(int first, int last) {
        int before = first == 0 ? depth - 1 : MapCluster.common(records, first - 1);
        int behind = last == MapCluster.count(records) - 1 ? depth - 1 : MapCluster.common(records, last);
        return Math.max(before, behind) + 1;
    }
}
