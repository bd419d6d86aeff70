package org.rescueregistry.statement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;

/**
 * The status lists of a registry as raw bytes (section 8): two bits for each index, the first index of a byte in its
 * least significant bits (Token Status List section 4.1).
 *
 * <p>Immutable: {@link #set} gives other lists that share with these all but the one it changed, so the lists of the
 * last closed batch can be served while the next is being made. Safe for any number of threads.
 */
public final class StatusLists {
    private static final int PER_BYTE = 8 / StatusListRef.BITS;
    private static final int MASK = (1 << StatusListRef.BITS) - 1;

    private final EntityId registry;
    private final int length;

    /** Lists with an entry other than 0, by number; every other list up to {@link #count} is all zeros. */
    private final SortedMap<Integer, RawList> lists;

    private final RawList zeros;
    private final int count;

    private StatusLists(EntityId registry, int length, SortedMap<Integer, RawList> lists, RawList zeros, int count) {
        this.registry = registry;
        this.length = length;
        this.lists = lists;
        this.zeros = zeros;
        this.count = count;
    }

    /** No list yet; lists will have {@code length} entries, a positive multiple of 4. */
    public static StatusLists empty(EntityId registry, int length) {
        if (length <= 0 || length % PER_BYTE != 0) {
            throw new IllegalArgumentException("no length of a status list: " + length);
        }
        RawList zeros = new RawList(new byte[length / PER_BYTE]);
        return new StatusLists(registry, length, Collections.emptySortedMap(), zeros, 0);
    }

    /** The lists in which this index, counted through all lists, is in use and has the value of {@code status}. */
    public StatusLists set(long index, Status status) {
        int number = Math.toIntExact(Fields.requireIndex(index) / length) + 1;
        int entry = (int) (index % length);
        RawList old = lists.getOrDefault(number, zeros);
        if (number <= count && old.get(entry) == status.listValue()) {
            return this;
        }
        SortedMap<Integer, RawList> changed = lists;
        if (old.get(entry) != status.listValue()) {
            changed = new TreeMap<>(lists);
            changed.put(number, old.with(entry, status.listValue()));
        }
        return new StatusLists(registry, length, changed, zeros, Math.max(count, number));
    }

    /** How many lists there are: the number of the highest with an index in use. */
    public int count() {
        return count;
    }

    /** The URI of list {@code number}, counted from 1: {@code https://registry.example/status/1}. */
    public String uri(int number) {
        return registry.resolve("/status/" + number).toString();
    }

    /** The raw, uncompressed bytes of list {@code number}, counted from 1. */
    public byte[] bytes(int number) {
        return list(number).bytes.clone();
    }

    /** What the state leaf says of the lists, by URI. */
    public SortedMap<String, StatusListRef> refs() {
        SortedMap<String, StatusListRef> refs = new TreeMap<>();
        for (int number = 1; number <= count; number++) {
            refs.put(uri(number), new StatusListRef(length, list(number).sha256()));
        }
        return refs;
    }

    private RawList list(int number) {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("no status list " + number);
        }
        return lists.getOrDefault(number, zeros);
    }

    private static final class RawList {
        private final byte[] bytes;

        /** Computed by whoever asks first; two who ask at once store the same, and a digest is immutable. */
        private @Nullable Digest sha256;

        RawList(byte[] bytes) {
            this.bytes = bytes;
        }

        int get(int entry) {
            return bytes[entry / PER_BYTE] >> shift(entry) & MASK;
        }

        RawList with(int entry, int value) {
            byte[] copy = bytes.clone();
            int cleared = copy[entry / PER_BYTE] & ~(MASK << shift(entry));
            copy[entry / PER_BYTE] = (byte) (cleared | value << shift(entry));
            return new RawList(copy);
        }

        private static int shift(int entry) {
            return entry % PER_BYTE * StatusListRef.BITS;
        }

        Digest sha256() {
            Digest known = sha256;
            if (known == null) {
                known = Digest.sha256(bytes);
                sha256 = known;
            }
            return known;
        }
    }
}
