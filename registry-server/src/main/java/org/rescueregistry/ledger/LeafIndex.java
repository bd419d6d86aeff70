package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;

/**
 * Finds the index of a leaf by its hash, exactly: a hash table keeps of each leaf its index and {@value #TAG_BITS} bits of its hash;
 * where these bits agree, the whole hash is fetched from where the log keeps it. It takes nine to ten bytes a leaf, outside the heap
 * ({@link Slots}), and little in it. Not for several threads.
 *
 * <p>The hash's first bits choose one of {@value #SHARDS} shards, runs of lines, all of one length and one behind the other; the tag
 * says in which line of it to begin. When four fifths of all slots are taken, all shards become longer by an eighth: lines are added at
 * the end, and one shard after the other moves there, the last one first, so that each goes where nothing lies any more. One is moved
 * with each leaf that comes: no leaf waits for all of them, and nothing lies in memory twice. A leaf that finds its shard full is kept
 * with its whole hash in the heap; hardly any is, unless somebody looks for hashes that fall into one shard.
 */
final class LeafIndex {
    private static final int SHARD_BITS = 14;
    private static final int SHARDS = 1 << SHARD_BITS;
    private static final int TAG_BITS = 24;

    private static final long MOST_LEAVES = (1L << Integer.SIZE) - 1;
    private static final long INDEX = (1L << Integer.SIZE) - 1;
    private static final long FREE = 0;

    /** Shards grow by so many lines or a multiple of it: then all of them fill whole pages. */
    private static final int STEP = Slots.PAGE / SHARDS;

    /** A slot is the tag, that is the bits of the hash after the shard's, and the index + 1. */
    private final Slots slots;

    private final int[] used = new int[SHARDS];
    private final Hashes hashes;
    private long taken;

    /** How many lines a shard has that was moved, and one that was not. */
    private int length;

    private int shorter;

    /** How many shards, the first ones, have yet to be moved. */
    private int unmoved;

    /** A shard as it was and as it will be, while it is moved. */
    private long[] before = {};

    private long[] after = {};

    /** Leaves that found their shard full; and which shards these were. */
    private final Map<Digest, Long> beside = new HashMap<>();

    private final BitSet overfull = new BitSet(SHARDS);

    /** What was read ahead. Kept because the compiler leaves out reading what nobody keeps. */
    private long unusedAhead;

    /** Where the log keeps the hash of each of its leaves. */
    interface Hashes {
        Digest leafHash(long index) throws IOException;
    }

    /**
     * Knows no leaf yet.
     *
     * @param expected how many leaves are about to be put, at least: for these, and a sixteenth more, there is room at once
     */
    LeafIndex(Hashes hashes, long expected) {
        this(hashes, expected, new Slots());
    }

    /** The same, in empty {@code slots}. */
    LeafIndex(Hashes hashes, long expected, Slots slots) {
        this.hashes = hashes;
        this.slots = slots;
        this.length = inSteps((expected + expected / 16) / 4 * 5 / SHARDS / Slots.WIDTH + 1);
        slots.reach((long) SHARDS * length);
    }

    private static int inSteps(long lines) {
        return Math.toIntExact((lines + STEP - 1) / STEP * STEP);
    }

    /** The index of the leaf of this hash, which is {@code next} from now on if it was not there. */
    long putIfAbsent(Digest hash, long next) throws IOException {
        if (next < 0 || next >= MOST_LEAVES) {
            throw new IllegalStateException("an index has 32 bits, not room for leaf " + next);
        }
        grow();
        long bits = hash.leadingBits();
        int shard = shard(bits);
        int tag = tag(bits);
        int lines = lines(shard);
        long first = (long) shard * lines;
        int line = home(tag, lines);
        int at = 0;
        for (long slot = slots.get(first + line, at); slot != FREE; slot = slots.get(first + line, at)) {
            if (slot >>> Integer.SIZE == tag) {
                long known = (slot & INDEX) - 1;
                if (hashes.leafHash(known).equals(hash)) {
                    return known;
                }
            }
            at++;
            if (at == Slots.WIDTH) {
                at = 0;
                line = line + 1 == lines ? 0 : line + 1;
            }
        }
        if (overfull.get(shard)) {
            Long known = beside.get(hash);
            if (known != null) {
                return known;
            }
        }
        // One slot stays free: there every search ends.
        if (used[shard] == lines * Slots.WIDTH - 1) {
            overfull.set(shard);
            beside.put(hash, next);
        } else {
            slots.put(first + line, at, (long) tag << Integer.SIZE | (next + 1));
            used[shard]++;
            taken++;
        }
        return next;
    }

    /**
     * Reads where these hashes will be looked for, a batch's or a part of it, for the sake of speed alone: in a large log each is
     * somewhere in memory where nothing was read of late, and this way they are waited for together, not one after the other.
     */
    void lookAhead(List<Digest> wanted) {
        long read = 0;
        for (Digest hash : wanted) {
            long bits = hash.leadingBits();
            int shard = shard(bits);
            int lines = lines(shard);
            read += slots.get((long) shard * lines + home(tag(bits), lines), 0);
        }
        unusedAhead = read;
    }

    /** Moves a shard if it is time to. */
    private void grow() {
        if (unmoved == 0) {
            if (taken < (long) SHARDS * length * Slots.WIDTH / 5 * 4) {
                return;
            }
            int longer = inSteps(length + Math.max(1, length / 8));
            slots.reach((long) SHARDS * longer);
            before = new long[length * Slots.WIDTH];
            after = new long[longer * Slots.WIDTH];
            shorter = length;
            length = longer;
            unmoved = SHARDS;
        }
        move(unmoved - 1);
        unmoved--;
    }

    private void move(int shard) {
        slots.read((long) shard * shorter, before);
        int found = 0;
        for (long slot : before) {
            // Without a branch, which would be guessed wrong as often as a slot is free.
            before[found] = slot;
            found += slot == FREE ? 0 : 1;
        }
        Arrays.fill(after, FREE);
        for (int i = 0; i < found; i++) {
            int at = home((int) (before[i] >>> Integer.SIZE), length) * Slots.WIDTH;
            while (after[at] != FREE) {
                at = at + 1 == after.length ? 0 : at + 1;
            }
            after[at] = before[i];
        }
        slots.write((long) shard * length, after);
    }

    private int lines(int shard) {
        return shard < unmoved ? shorter : length;
    }

    private static int shard(long bits) {
        return (int) (bits >>> (Long.SIZE - SHARD_BITS));
    }

    private static int tag(long bits) {
        return (int) ((bits << SHARD_BITS) >>> (Long.SIZE - TAG_BITS));
    }

    /** The line of a shard in which to begin. It follows from the tag alone, so that a shard can grow without its hashes. */
    private static int home(int tag, int lines) {
        return (int) (((long) tag * lines) >>> TAG_BITS);
    }
}
