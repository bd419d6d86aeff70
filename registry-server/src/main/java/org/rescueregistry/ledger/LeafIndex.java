package org.rescueregistry.ledger;

import java.io.IOException;
import org.rescueregistry.key.Digest;

/**
 * Finds the index of a leaf by its hash, exactly, in eleven to fourteen bytes a leaf: a table keeps of each leaf its index and 24 bits of
 * its hash; where these bits agree, the whole hash is fetched from where the log keeps it. Not for several threads.
 *
 * <p>It grows by a quarter, one of {@value #SHARDS} shards at a time, so that no leaf waits for all to be moved.
 */
final class LeafIndex {
    private static final int SHARDS = 1 << 12;
    private static final int FIRST_SLOTS = 16;
    private static final int TAG_BITS = 24;
    private static final long TAG_MASK = (1L << TAG_BITS) - 1;
    private static final long MOST_LEAVES = (1L << (Long.SIZE - TAG_BITS)) - 1;

    /** A free slot is 0, any other the index + 1 above the tag. */
    private final long[][] shards = new long[SHARDS][FIRST_SLOTS];

    private final int[] used = new int[SHARDS];
    private final Hashes hashes;

    /** Where the log keeps the hash of each of its leaves. */
    interface Hashes {
        Digest leafHash(long index) throws IOException;
    }

    LeafIndex(Hashes hashes) {
        this.hashes = hashes;
    }

    /** The index of the leaf of this hash, which is {@code next} from now on if it was not there. */
    long putIfAbsent(Digest hash, long next) throws IOException {
        if (next < 0 || next >= MOST_LEAVES) {
            throw new IllegalStateException("an index has 40 bits, not room for leaf " + next);
        }
        int shard = (int) (hash.leadingBits() >>> TAG_BITS) & (SHARDS - 1);
        long tag = hash.leadingBits() & TAG_MASK;
        long[] slots = shards[shard];
        int at = home(tag, slots);
        for (; slots[at] != 0; at = after(at, slots)) {
            if ((slots[at] & TAG_MASK) == tag) {
                long index = (slots[at] >>> TAG_BITS) - 1;
                if (hashes.leafHash(index).equals(hash)) {
                    return index;
                }
            }
        }
        slots[at] = ((next + 1) << TAG_BITS) | tag;
        if (++used[shard] * 4 > slots.length * 3) {
            shards[shard] = grown(slots);
        }
        return next;
    }

    private static long[] grown(long[] slots) {
        long[] larger = new long[slots.length + slots.length / 4];
        for (long slot : slots) {
            if (slot != 0) {
                int at = home(slot & TAG_MASK, larger);
                while (larger[at] != 0) {
                    at = after(at, larger);
                }
                larger[at] = slot;
            }
        }
        return larger;
    }

    /** Where to begin looking. It follows from the tag alone, so that a shard can grow without its hashes. */
    private static int home(long tag, long[] slots) {
        return (int) ((tag * slots.length) >>> TAG_BITS);
    }

    private static int after(int at, long[] slots) {
        return at + 1 == slots.length ? 0 : at + 1;
    }
}
