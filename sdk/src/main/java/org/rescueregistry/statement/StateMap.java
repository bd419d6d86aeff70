package org.rescueregistry.statement;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/**
 * The state map (section 9): a prefix tree over H(code) that commits to all records under one {@link #root()}.
 *
 * <p>Immutable. {@link #put} gives another map that shares all but one path with this one, so a reader keeps the map of
 * the last closed batch while the next is being made. Hashes are computed when first asked for and kept in the nodes: a
 * new root after a few puts costs the hashes of their paths alone. Safe for any number of threads.
 *
 * <pre>
 * nothing      32 zero bytes
 * one record   H(0x02 ‖ k ‖ value)          k = H(code), value = H(record bytes)
 * more         H(0x03 ‖ those with bit d of k 0 ‖ those with 1)
 * </pre>
 */
public final class StateMap {
    /** The map without records. */
    public static final StateMap EMPTY = new StateMap(null);

    private final MapTree.@Nullable Node top;

    private StateMap(MapTree.@Nullable Node top) {
        this.top = top;
    }

    /** The map in which the record of {@code code} is {@code record}, its bytes of section 7. */
    public StateMap put(Code code, byte[] record) {
        return new StateMap(MapTree.put(top, MapTree.leaf(code, record), 0));
    }

    /** The map in which these records are as given, their bytes of section 7: as {@link #put} for each, and faster. */
    public StateMap putAll(Map<Code, byte[]> records) {
        MapTree.Leaf[] leaves = new MapTree.Leaf[records.size()];
        int at = 0;
        for (Map.Entry<Code, byte[]> record : records.entrySet()) {
            leaves[at] = MapTree.leaf(record.getKey(), record.getValue());
            at++;
        }
        return new StateMap(MapTree.putAll(top, OrderedLeaves.of(leaves)));
    }

    /** The root; 32 zero bytes for the empty map. */
    public Digest root() {
        return MapTree.hash(top);
    }

    /** The proof of what this map says of {@code code}: its record, or that there is none. */
    public MapProof proof(Code code) {
        return MapTree.proof(top, MapTree.key(code));
    }
}
