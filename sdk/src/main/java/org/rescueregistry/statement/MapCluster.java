package org.rescueregistry.statement;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;

/**
 * One to {@link #MOST} records of a state map in the order of their keys, and the hashes of the nodes over them, in one array.
 *
 * <pre>
 * of each record, one after the other
 * leaf      65 bytes, what is hashed for it: 0x02, k, value
 * hash      32 bytes, of the leaf
 * fork      32 bytes, the hash of the subtree that forks between this record and the next; behind the last, of all
 * behind them, of each record
 * common    1 byte, in how many bits its key agrees with the next one's
 * </pre>
 *
 * <p>Of records in order every two neighbours part at one fork of the tree, and each fork parts two neighbours. A subtree
 * begins below the fork above it, the whole where the cluster does; so if its keys agree in more bits than those that lead
 * there, the steps with nothing beside them are in its hash.
 */
final class MapCluster extends MapNode {
    /** Most records. What is in a longer array is copied and searched for longer, a shorter one leaves more steps above. */
    static final int MOST = 31;

    static final int RECORD_BYTES = BLOCK_BYTES + 2 * Digest.SIZE;

    private final byte[] records;

    /** @param records no longer the caller's */
    MapCluster(byte[] records, @Nullable Writer writer) {
        super(writer);
        this.records = records;
    }

    /** How long an array of so many records is. */
    static int length(int count) {
        return count * (RECORD_BYTES + 1);
    }

    static int count(byte[] records) {
        return records.length / (RECORD_BYTES + 1);
    }

    /** Where the leaf of a record begins. */
    static int leaf(int at) {
        return at * RECORD_BYTES;
    }

    static int key(int at) {
        return leaf(at) + LEFT;
    }

    static int leafHash(int at) {
        return leaf(at) + BLOCK_BYTES;
    }

    static int forkHash(int at) {
        return leafHash(at) + Digest.SIZE;
    }

    static int common(byte[] records, int at) {
        return records[leaf(count(records)) + at] & 0xff;
    }

    static boolean bit(byte[] records, int at, int place) {
        return (records[key(at) + (place >> 3)] & 0x80 >> (place & 7)) != 0;
    }

    /** The record behind which the subtree of these, two or more, forks. */
    static int fork(byte[] records, int first, int last) {
        int commons = leaf(count(records));
        int fork = first;
        int least = records[commons + first] & 0xff;
        for (int at = first + 1; at < last; at++) {
            int common = records[commons + at] & 0xff;
            if (common < least) {
                fork = at;
                least = common;
            }
        }
        return fork;
    }

    /** Where the hash of the subtree of these stands. */
    private static int hash(byte[] records, int first, int last) {
        return first == last ? leafHash(first) : forkHash(fork(records, first, last));
    }

    byte[] records() {
        return records;
    }

    @Override
    void hash(Sha256 sha, byte[] target, int offset) {
        System.arraycopy(records, forkHash(count(records) - 1), target, offset, Digest.SIZE);
    }

    /**
     * Walks along the bits of {@code key} from the place of this cluster on.
     *
     * @param siblings of the steps before; those of the steps from here on are added
     * @return the leaf in which the walk ends; null if it ends in nothing
     */
    MapProof.@Nullable Leaf walk(Digest key, List<Digest> siblings) {
        int first = 0;
        int last = count(records) - 1;
        while (first < last) {
            int fork = fork(records, first, last);
            int common = common(records, fork);
            while (siblings.size() < common) {
                int place = siblings.size();
                if (key.bit(place) != bit(records, first, place)) {
                    siblings.add(hashOfAll(first, last, place + 1));
                    return null;
                }
                siblings.add(MapProof.ABSENT);
            }
            if (key.bit(common)) {
                siblings.add(Digest.of(records, hash(records, first, fork)));
                first = fork + 1;
            } else {
                siblings.add(Digest.of(records, hash(records, fork + 1, last)));
                last = fork;
            }
        }
        return new MapProof.Leaf(Digest.of(records, key(first)), Digest.of(records, key(first) + Digest.SIZE));
    }

    /** The hash of the subtree of these, beginning so deep. */
    private Digest hashOfAll(int first, int last, int depth) {
        int fork = fork(records, first, last);
        ForkHash hash = new ForkHash(new Sha256());
        hash.begin(records, hash(records, first, fork), hash(records, fork + 1, last));
        hash.climb(records, first, common(records, fork), depth);
        byte[] target = new byte[Digest.SIZE];
        hash.end(target, 0);
        return Digest.of(target);
    }

    /** Hashes a fork, and the steps above it that have nothing beside them. */
    static final class ForkHash {
        private final Sha256 sha;
        private final byte[] block = new byte[BLOCK_BYTES];

        ForkHash(Sha256 sha) {
            this.sha = sha;
            block[0] = INNER;
        }

        /** The two hashes that stand there in the array. */
        void begin(byte[] records, int left, int right) {
            System.arraycopy(records, left, block, LEFT, Digest.SIZE);
            System.arraycopy(records, right, block, RIGHT, Digest.SIZE);
        }

        /** From one depth up to another, along the key of that record. */
        void climb(byte[] records, int at, int depth, int top) {
            for (int place = depth - 1; place >= top; place--) {
                boolean bit = bit(records, at, place);
                int beside = side(!bit);
                sha.hash(block, 0, BLOCK_BYTES, block, side(bit));
                Arrays.fill(block, beside, beside + Digest.SIZE, (byte) 0);
            }
        }

        void end(byte[] target, int offset) {
            sha.hash(block, 0, BLOCK_BYTES, target, offset);
        }
    }
}
