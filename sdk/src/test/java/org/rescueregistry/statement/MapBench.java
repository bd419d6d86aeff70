package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;
import org.rescueregistry.testing.Rounds;

/**
 * The state map of many records beside what limits it: how fast one core hashes the nodes that have to be hashed, with
 * SHA-256 from one array into another and nothing else. Both in processor time of their thread: the collection of garbage
 * is in neither. Hashing codes and records, which is no node's, is on the map's side alone.
 *
 * <pre>
 * ./mvnw -Pbench -pl sdk -am test -Dtest=MapBench -Dsurefire.failIfNoSpecifiedTests=false -Dbench.heap=3g
 * </pre>
 */
class MapBench {
    private static final int RECORDS = Integer.getInteger("bench.records", 1_000_000);
    private static final int ROUNDS = Rounds.count(9);
    private static final int UPDATES = 50_000;
    private static final int PROOFS = 500;
    private static final int CHECKS = 100;
    private static final int NODE_BYTES = 1 + 2 * Digest.SIZE;
    private static final String NODES = "its nodes hashed, one core";
    private static final String PATH = "the nodes of its path hashed";

    private static final Map<Code, byte[]> ALL = records(RECORDS);
    private static final Code[] CODES = ALL.keySet().toArray(new Code[0]);

    private final Sha256 sha = new Sha256();

    private static Map<Code, byte[]> records(int count) {
        Map<Code, byte[]> records = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            records.put(RandomRecords.code(i), record(i));
        }
        return records;
    }

    /** Shorter than a record: its length is nothing to the map. */
    private static byte[] record(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
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

    private static byte[] entries() {
        byte[] entries = new byte[RECORDS * OrderedLeaves.ENTRY_BYTES];
        int at = 0;
        for (Map.Entry<Code, byte[]> record : ALL.entrySet()) {
            MapProof.Leaf leaf = MapProof.Leaf.of(record.getKey(), record.getValue());
            leaf.key().writeTo(entries, at);
            leaf.value().writeTo(entries, at + Digest.SIZE);
            at += OrderedLeaves.ENTRY_BYTES;
        }
        return entries;
    }

    /** From the definition: below each bit in which a key agrees with the one before it, and not that one with its own, a node begins. */
    private static long nodes(byte[] entries) {
        Digest[] keys = new Digest[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            keys[i] = Digest.of(entries, i * OrderedLeaves.ENTRY_BYTES);
        }
        Arrays.sort(keys);
        long nodes = RECORDS;
        int before = -1;
        for (int i = 1; i < RECORDS; i++) {
            int common = 0;
            while (keys[i - 1].bit(common) == keys[i].bit(common)) {
                common++;
            }
            nodes += Math.max(0, common - before);
            before = common;
        }
        return nodes;
    }

    @Test
    void isBuiltFromNothing() {
        byte[] entries = entries();
        long nodes = nodes(entries);
        Rounds rounds = new Rounds("a map of " + RECORDS + " records, " + nodes + " nodes", "nodes/s");
        for (int round = 0; round <= ROUNDS; round++) {
            double limit = hashing(nodes);
            long start = cpuTime();
            StateMap map = StateMap.EMPTY.putAll(OrderedLeaves.of(entries));
            double time = seconds(start);
            start = cpuTime();
            StateMap ofRecords = StateMap.EMPTY.putAll(ALL);
            double timeOfRecords = seconds(start);
            assertThat(ofRecords.root()).isEqualTo(map.root());
            if (round > 0) {
                rounds.add(NODES, nodes / limit);
                rounds.add("from keys and values: sorted, built and hashed", nodes / time);
                rounds.add("from codes and records, these hashed as well", nodes / timeOfRecords);
            }
        }
        System.out.println(rounds.against(NODES));
    }

    /** In a map that the processor's cache holds, in one that it does not, and between. */
    @ParameterizedTest
    @ValueSource(ints = {100, 10, 1})
    void isUpdatedRecordByRecord(int part) {
        int size = RECORDS / part;
        // Its nodes are its own, as those of a fold are that nobody asks for
        // its map; and one that is another after each put.
        GrowingMap growing = new GrowingMap();
        growing.putAll(records(size));
        StateMap map = StateMap.EMPTY.putAll(records(size));
        Random random = new Random(2);
        Rounds rounds = new Rounds("a record changed and the new root, in a map of " + size, "ns");
        for (int round = 0; round <= ROUNDS; round++) {
            Code[] changed = new Code[UPDATES];
            byte[][] records = new byte[UPDATES][];
            long path = 0;
            for (int i = 0; i < UPDATES; i++) {
                changed[i] = RandomRecords.code(random.nextInt(size));
                records[i] = record(random.nextLong());
                path += map.proof(changed[i]).siblings().depth() + 1;
            }
            double limit = hashing(path);
            long start = cpuTime();
            for (int i = 0; i < UPDATES; i++) {
                growing.put(changed[i], records[i]);
                must(!growing.root().equals(MapProof.ABSENT));
            }
            double time = seconds(start);
            start = cpuTime();
            for (int i = 0; i < UPDATES; i++) {
                map = map.put(changed[i], records[i]);
            }
            double timeOfCopies = seconds(start);
            assertThat(growing.root()).isEqualTo(map.root());
            if (round > 0) {
                rounds.add(PATH, limit / UPDATES * 1e9);
                rounds.add("put, the root with it", time / UPDATES * 1e9);
                rounds.add("the same, the map before it kept", timeOfCopies / UPDATES * 1e9);
            }
        }
        System.out.println(rounds.against(PATH));
    }

    /** Whoever checks a proof has just read it: few enough are taken, over and over, that memory is not waited for. */
    @Test
    void isProvenInTheTimeOfItsHashes() throws Exception {
        StateMap map = StateMap.EMPTY.putAll(ALL);
        Digest root = map.root();
        Random random = new Random(3);
        Rounds rounds = new Rounds("a proof checked against a root of " + RECORDS + " records", "ns");
        for (int round = 0; round <= ROUNDS; round++) {
            MapProof[] proofs = new MapProof[PROOFS];
            byte[][] carried = new byte[PROOFS][];
            Code[] shown = new Code[PROOFS];
            byte[][] records = new byte[PROOFS][];
            long path = 0;
            for (int i = 0; i < PROOFS; i++) {
                int number = random.nextInt(RECORDS);
                shown[i] = RandomRecords.code(number);
                records[i] = record(number);
                proofs[i] = map.proof(shown[i]);
                carried[i] = proofs[i].siblings().bytes();
                path += proofs[i].siblings().depth() + 1;
            }
            double limit = hashing(path * CHECKS);
            long start = cpuTime();
            for (int i = 0; i < PROOFS * CHECKS; i++) {
                int at = i % PROOFS;
                must(proofs[at].provesRecord(root, shown[at], records[at]));
            }
            double time = seconds(start);
            start = cpuTime();
            for (int i = 0; i < PROOFS * CHECKS; i++) {
                int at = i % PROOFS;
                MapProof read = new MapProof(Siblings.parse(carried[at]), MapProof.Leaf.of(shown[at], records[at]));
                must(read.provesLeaf(root));
            }
            double timeOfBytes = seconds(start);
            if (round > 0) {
                rounds.add(PATH, limit / (PROOFS * CHECKS) * 1e9);
                rounds.add("checked, code and record hashed as well", time / (PROOFS * CHECKS) * 1e9);
                rounds.add("the same, read from its bytes before", timeOfBytes / (PROOFS * CHECKS) * 1e9);
            }
        }
        System.out.println(rounds.against(PATH));
    }

    private static void must(boolean holds) {
        if (!holds) {
            throw new AssertionError("a proof that does not hold");
        }
    }

    @Test
    void takesLittleMemoryAndIsProvenInFewBytes() {
        long before = inUse();
        StateMap map = StateMap.EMPTY.putAll(ALL);
        long bytes = inUse() - before;
        System.out.printf(Locale.ROOT, "%.0f bytes of memory a record%n", (double) bytes / RECORDS);
        Lengths present = new Lengths("of every record");
        Lengths absent = new Lengths("that there is none, as many");
        for (int i = 0; i < RECORDS; i++) {
            present.add(i, map.proof(CODES[i]).siblings(), false);
            MapProof none = map.proof(RandomRecords.code((long) RECORDS + i));
            absent.add(i, none.siblings(), none.leaf() != null);
        }
        System.out.println("| proofs in a map of " + RECORDS
                + ", bytes (characters in a file) | median | 99 % | 99.99 % | longest |\n|---|---|---|---|---|\n"
                + present.line() + absent.line());
    }

    private static long inUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How long proofs are: in bytes, and as they stand in a file, without the words before them. */
    private record Lengths(String what, int[] bytes, int[] characters) {
        Lengths(String what) {
            this(what, new int[RECORDS], new int[RECORDS]);
        }

        void add(int at, Siblings siblings, boolean otherLeaf) {
            int length = siblings.bytes().length;
            bytes[at] = length + (otherLeaf ? 2 * Digest.SIZE : 0);
            characters[at] = base64(length) + (otherLeaf ? 2 * base64(Digest.SIZE) : 0);
        }

        private static int base64(int bytes) {
            return (bytes + 2) / 3 * 4;
        }

        String line() {
            Arrays.sort(bytes);
            Arrays.sort(characters);
            StringBuilder line = new StringBuilder("| ").append(what);
            for (double share : new double[] {0.5, 0.99, 0.9999, 1}) {
                int at = (int) Math.ceil(share * RECORDS) - 1;
                line.append(" | ")
                        .append(bytes[at])
                        .append(" (")
                        .append(characters[at])
                        .append(')');
            }
            return line.append(" |\n").toString();
        }
    }
}
