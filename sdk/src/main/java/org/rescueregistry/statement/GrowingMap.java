package org.rescueregistry.statement;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;

/**
 * A state map that one thread writes. Nodes that it made since {@link #map()} was last asked for are nobody else's, so it changes
 * them in place; those that a map was given with are copied first, and that map stays what it was.
 */
final class GrowingMap {
    private final Sha256 sha = new Sha256();
    private @Nullable MapNode top;
    private MapNode.Writer writer = new MapNode.Writer();
    private @Nullable Digest root;
    private @Nullable StateMap given = StateMap.EMPTY;

    /** From now on the record of {@code code} is {@code record}, its bytes of section 7. */
    void put(Code code, byte[] record) {
        putAll(OrderedLeaves.of(code, record, sha));
    }

    /** From now on these records are as given, their bytes of section 7. */
    void putAll(Map<Code, byte[]> records) {
        putAll(OrderedLeaves.of(records, sha));
    }

    void putAll(OrderedLeaves leaves) {
        if (leaves.size() > 0) {
            root = null;
            given = null;
            top = new MapGrowth(leaves, sha, writer).of(top);
        }
    }

    /** The root; 32 zero bytes if there is no record. */
    Digest root() {
        if (root == null) {
            root = StateMap.root(top, sha);
        }
        return root;
    }

    /** The map as it is now. */
    StateMap map() {
        if (given == null) {
            given = new StateMap(top, root());
            // Others see these nodes now.
            writer = new MapNode.Writer();
        }
        return given;
    }
}
