package org.rescueregistry.ledger;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.rescueregistry.key.Digest;

/**
 * Finds the index of a leaf by its hash, exactly, in about seven bytes a leaf: a hash table keeps of each leaf its index and 16 bits of
 * its hash; where these bits agree, the whole hash is fetched from where the log keeps it. Not for several threads.
 *
 * <p>It has {@value #SHARDS} shards, which the hash's first bits choose and which grow by an eighth, one at a time: no leaf waits for
 * all to be moved, the most it costs is a shard's copy, and no large array has to find room in the heap.
 */
final class LeafIndex {
    private static final int SHARDS = 1 << 16;
    private static final long MOST_LEAVES = (1L << Integer.SIZE) - 1;

    /** A slot is a tag, that is the 16 bits of the hash after the shard's, then the index + 1; a free one is all zero. */
    private static final int SLOT_BYTES = Short.BYTES + Integer.BYTES;

    private static final int TAGS = 1 << Short.SIZE;
    private static final VarHandle TAG = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INDEX = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final byte[] NONE = new byte[0];
    private static final int LEAST_MORE = 4;

    private final byte[][] shards = new byte[SHARDS][];
    private final int[] used = new int[SHARDS];
    private final Hashes hashes;
    private final int firstSlots;

    /** Where the log keeps the hash of each of its leaves. */
    interface Hashes {
        Digest leafHash(long index) throws IOException;
    }

    /**
     * Knows no leaf yet.
     *
     * @param expected how many leaves are about to be put, at least: most shards have room for their part at once, for a log that is
     *     taken up would otherwise leave nine times its index behind as garbage
     */
    LeafIndex(Hashes hashes, long expected) {
        this.hashes = hashes;
        double part = (double) expected / SHARDS;
        this.firstSlots = slotsFor((int) Math.ceil(part + Math.sqrt(part)));
    }

    /** How many slots so many leaves need, of which one in eight at least is free. */
    private static int slotsFor(int leaves) {
        return Math.max(LEAST_MORE, leaves * 8 / 7 + 1);
    }

    /** The index of the leaf of this hash, which is {@code next} from now on if it was not there. */
    long putIfAbsent(Digest hash, long next) throws IOException {
        if (next < 0 || next >= MOST_LEAVES) {
            throw new IllegalStateException("an index has 32 bits, not room for leaf " + next);
        }
        long bits = hash.leadingBits();
        int shard = (int) (bits >>> (Long.SIZE - Short.SIZE));
        short tag = (short) (bits >>> Integer.SIZE);
        byte[] slots = withRoom(shard);
        int at = home(tag, slots);
        for (int index = index(slots, at); index != 0; index = index(slots, at)) {
            if ((short) TAG.get(slots, at) == tag) {
                long known = Integer.toUnsignedLong(index) - 1;
                if (hashes.leafHash(known).equals(hash)) {
                    return known;
                }
            }
            at = after(at, slots);
        }
        put(slots, at, tag, (int) (next + 1));
        used[shard]++;
        return next;
    }

    /** The slots of this shard, of which one in eight at least is free. */
    private byte[] withRoom(int shard) {
        byte[] slots = shards[shard] == null ? NONE : shards[shard];
        int count = slots.length / SLOT_BYTES;
        if (used[shard] < count - count / 8) {
            return slots;
        }
        byte[] larger = new byte[(count == 0 ? firstSlots : count + Math.max(LEAST_MORE, count / 8)) * SLOT_BYTES];
        for (int from = 0; from < slots.length; from += SLOT_BYTES) {
            int index = index(slots, from);
            if (index != 0) {
                short tag = (short) TAG.get(slots, from);
                int at = home(tag, larger);
                while (index(larger, at) != 0) {
                    at = after(at, larger);
                }
                put(larger, at, tag, index);
            }
        }
        shards[shard] = larger;
        return larger;
    }

    private static int index(byte[] slots, int at) {
        return (int) INDEX.get(slots, at + Short.BYTES);
    }

    private static void put(byte[] slots, int at, short tag, int index) {
        TAG.set(slots, at, tag);
        INDEX.set(slots, at + Short.BYTES, index);
    }

    /** Where to begin looking. It follows from the tag alone, so that a shard can grow without its hashes. */
    private static int home(short tag, byte[] slots) {
        return (int) ((long) Short.toUnsignedInt(tag) * (slots.length / SLOT_BYTES) / TAGS) * SLOT_BYTES;
    }

    private static int after(int at, byte[] slots) {
        int next = at + SLOT_BYTES;
        return next == slots.length ? 0 : next;
    }
}
