package org.rescueregistry.log;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * Up to 256 neighbouring entries of a log (C2SP tlog-tiles, "Log entries"): each one after its length in two bytes,
 * big-endian: {@code 0003 6f6e65 0003 74776f} holds "one" and "two".
 */
public final class EntryBundle {
    /** Longest entry, in bytes. */
    public static final int MAX_ENTRY_BYTES = 0xffff;

    private static final int PREFIX = 2;

    private final byte[] bytes;

    /** Where each entry begins, behind its prefix; and where the next would. */
    private final int[] starts;

    private EntryBundle(byte[] owned, int[] starts) {
        this.bytes = owned;
        this.starts = starts;
    }

    /**
     * The bundle at {@code path}, whose width it must have.
     *
     * @throws MalformedException {@code bundle_malformed}
     */
    public static EntryBundle parse(TilePath path, byte[] bytes) throws MalformedException {
        if (!path.isEntries()) {
            throw new MalformedException("bundle_malformed", path + " is no entry bundle");
        }
        int[] starts = new int[path.width() + 1];
        int at = 0;
        for (int i = 0; i < path.width(); i++) {
            if (bytes.length - at < PREFIX) {
                throw new MalformedException("bundle_malformed", path + " ends after " + i + " entries");
            }
            starts[i] = at + PREFIX;
            at += PREFIX + ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
            if (at > bytes.length) {
                throw new MalformedException("bundle_malformed", path + " ends within entry " + i);
            }
        }
        if (at != bytes.length) {
            throw new MalformedException("bundle_malformed", path + " has bytes behind its last entry");
        }
        starts[path.width()] = at + PREFIX;
        return new EntryBundle(bytes.clone(), starts);
    }

    /** A bundle of 1 to 256 entries of at most {@link #MAX_ENTRY_BYTES}. */
    public static EntryBundle of(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > TilePath.FULL_WIDTH) {
            throw new IllegalArgumentException("a bundle has 1 to 256 entries, not " + entries.size());
        }
        int[] starts = new int[entries.size() + 1];
        int at = PREFIX;
        for (int i = 0; i < entries.size(); i++) {
            starts[i] = at;
            at += requireFits(entries.get(i)).length + PREFIX;
        }
        starts[entries.size()] = at;
        byte[] bytes = new byte[at - PREFIX];
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = entries.get(i);
            bytes[starts[i] - 2] = (byte) (entry.length >>> 8);
            bytes[starts[i] - 1] = (byte) entry.length;
            System.arraycopy(entry, 0, bytes, starts[i], entry.length);
        }
        return new EntryBundle(bytes, starts);
    }

    private static byte[] requireFits(byte[] entry) {
        if (entry.length > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry of " + entry.length + " bytes is too long");
        }
        return entry;
    }

    public int width() {
        return starts.length - 1;
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** A copy of entry {@code i} of this bundle. */
    public byte[] entry(int i) {
        return Arrays.copyOfRange(bytes, starts[i], starts[i] + length(i));
    }

    /** All entries; each one is copied when it is taken. */
    public List<byte[]> entries() {
        return new AbstractList<>() {
            @Override
            public byte[] get(int i) {
                return entry(i);
            }

            @Override
            public int size() {
                return width();
            }
        };
    }

    /** The RFC 6962 leaf hash of entry {@code i}. */
    public Digest leafHash(int i) {
        return Merkle.leafHash(bytes, starts[i], length(i));
    }

    private int length(int i) {
        return starts[i + 1] - PREFIX - starts[i];
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryBundle bundle && Arrays.equals(bytes, bundle.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
