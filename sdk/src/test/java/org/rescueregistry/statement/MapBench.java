package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.testing.Rounds;

/**
 * The state map of many records beside what limits it: how fast one core hashes the nodes, with SHA-256 from one array into
 * another and nothing else. Both in processor time of their thread: the collection of garbage is in neither.
 *
 * <pre>
 * ./mvnw -Pbench -pl sdk -am test -Dtest=MapBench -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class MapBench {
    private static final int RECORDS = Integer.getInteger("bench.records", 1_000_000);
    private static final int UPDATES = 50_000;
    private static final int NODE_BYTES = 1 + 2 * Digest.SIZE;
    private static final String BUILD_LIMIT = "its nodes hashed, one core";
    private static final String PATH_LIMIT = "the nodes of their paths hashed";

    private final MapTree.Leaf[] leaves = leaves(RECORDS, 1);
    private final Sha256 sha = new Sha256();

    /** Keys and values as random as digests are; hashing codes and records is no node's. */
    private static MapTree.Leaf[] leaves(int count, long seed) {
        Random random = new Random(seed);
        MapTree.Leaf[] leaves = new MapTree.Leaf[count];
        for (int i = 0; i < count; i++) {
            leaves[i] = new MapTree.Leaf(digest(random), digest(random));
        }
        return leaves;
    }

    private static Digest digest(Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(Digest.SIZE);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return Digest.of(bytes.array());
    }

    /** Without the hashes that were computed before. */
    private static MapTree.Leaf[] fresh(MapTree.Leaf[] leaves) {
        MapTree.Leaf[] fresh = new MapTree.Leaf[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            fresh[i] = new MapTree.Leaf(leaves[i].key(), leaves[i].value());
        }
        return fresh;
    }

    private static MapTree.Node built(MapTree.Leaf[] leaves) {
        MapTree.Node top = MapTree.putAll(null, OrderedLeaves.of(leaves));
        if (top == null) {
            throw new IllegalStateException("there are leaves");
        }
        return top;
    }

    private double hashing(long nodes) {
        byte[] block = new byte[NODE_BYTES];
        long start = cpuTime();
        for (long i = 0; i < nodes; i++) {
            // Each depends on the one before, as a parent does on its child.
            sha.hash(block, 0, NODE_BYTES, block, 1);
        }
        return seconds(start);
    }

    /** Of this thread, so that whatever else the machine does takes nothing from either side. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (cpuTime() - start) / 1e9;
    }

    private static long nodes(MapTree.Node node) {
        if (node instanceof MapTree.Leaf) {
            return 1;
        }
        long count = 1;
        MapTree.Inner inner = (MapTree.Inner) node;
        for (boolean bit : new boolean[] {false, true}) {
            MapTree.Node child = inner.child(bit);
            count += child == null ? 0 : nodes(child);
        }
        return count;
    }

    @Test
    void isBuiltFromNothing() {
        long nodes = nodes(built(leaves));
        Rounds rounds = new Rounds("a map of " + RECORDS + " records, " + nodes + " nodes", "nodes/s");
        for (int round = 0; round < Rounds.count(5) + 1; round++) {
            double limit = hashing(nodes);
            MapTree.Leaf[] unhashed = fresh(leaves);
            long start = cpuTime();
            Digest root = built(unhashed).hash();
            double time = seconds(start);
            assertThat(root).isNotNull();
            if (round > 0) {
                rounds.add(BUILD_LIMIT, nodes / limit);
                rounds.add("sorted, built and hashed", nodes / time);
            }
        }
        System.out.println(rounds.against(BUILD_LIMIT));
    }

    @Test
    void isUpdatedRecordByRecord() {
        MapTree.Node top = built(leaves);
        Digest before = top.hash();
        Random random = new Random(2);
        Rounds rounds = new Rounds("a record changed and the new root, in a map of " + RECORDS, "ns");
        for (int round = 0; round < Rounds.count(5) + 1; round++) {
            MapTree.Leaf[] changed = new MapTree.Leaf[UPDATES];
            long path = 0;
            for (int i = 0; i < UPDATES; i++) {
                Digest key = leaves[random.nextInt(RECORDS)].key();
                changed[i] = new MapTree.Leaf(key, digest(random));
                path += MapTree.proof(top, key).siblings().size() + 1;
            }
            double limit = hashing(path);
            long start = cpuTime();
            for (MapTree.Leaf leaf : changed) {
                top = MapTree.put(top, leaf, 0);
                assertThat(top.hash()).isNotNull();
            }
            double time = seconds(start);
            if (round > 0) {
                rounds.add(PATH_LIMIT, limit / UPDATES * 1e9);
                rounds.add("put and root", time / UPDATES * 1e9);
            }
        }
        assertThat(top.hash()).isNotEqualTo(before);
        System.out.println(rounds.against(PATH_LIMIT));
    }

    @Test
    void isProvenInLessThanAKilobyte() {
        MapTree.Node top = built(leaves);
        Digest root = top.hash();
        Random random = new Random(3);
        Rounds rounds = new Rounds("a proof checked against a root of " + RECORDS + " records", "ns");
        long longest = 0;
        for (int round = 0; round < Rounds.count(5) + 1; round++) {
            MapProof[] proofs = new MapProof[UPDATES];
            MapTree.Leaf[] shown = new MapTree.Leaf[UPDATES];
            long path = 0;
            for (int i = 0; i < UPDATES; i++) {
                shown[i] = leaves[random.nextInt(RECORDS)];
                proofs[i] = MapTree.proof(top, shown[i].key());
                path += proofs[i].siblings().size() + 1;
                longest = Math.max(longest, (long) proofs[i].siblings().size() * Digest.SIZE + 2 * Digest.SIZE);
            }
            double limit = hashing(path);
            long start = cpuTime();
            for (int i = 0; i < UPDATES; i++) {
                boolean right = proofs[i].provesLeaf(root, shown[i].key());
                if (!right) {
                    throw new AssertionError("a proof that does not hold");
                }
            }
            double time = seconds(start);
            if (round > 0) {
                rounds.add(PATH_LIMIT, limit / UPDATES * 1e9);
                rounds.add("checked", time / UPDATES * 1e9);
            }
        }
        System.out.println(rounds.against(PATH_LIMIT) + "longest proof: " + longest + " bytes");
    }
}
