package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;

/**
 * The state map (section 9): a prefix tree over H(code) that commits to all records under one {@link #root()}.
 *
 * <p>Immutable, for any number of threads. {@link #put} and {@link #putAll} give another map that shares with this one all
 * but the ways to what was put, so a reader keeps the map of the last closed batch while the next is being made. They cost
 * the hashes of the nodes on these ways, each once: a batch at once costs less than its records one after the other.
 *
 * <pre>
 * nothing      32 zero bytes
 * one record   H(0x02 ‖ k ‖ value)          k = H(code), value = H(record bytes)
 * more         H(0x03 ‖ those with bit d of k 0 ‖ those with 1)
 * </pre>
 */
public final class StateMap {
    /** The map without records. */
    public static final StateMap EMPTY = new StateMap(null, MapProof.ABSENT);

    private static final ThreadLocal<Sha256> SHA = ThreadLocal.withInitial(Sha256::new);

    private final @Nullable MapNode top;
    private final Digest root;

    StateMap(@Nullable MapNode top, Digest root) {
        this.top = top;
        this.root = root;
    }

    /** The map in which the record of {@code code} is {@code record}, its bytes of section 7. */
    public StateMap put(Code code, byte[] record) {
        return putAll(OrderedLeaves.of(code, record, SHA.get()));
    }

    /** The map in which these records are as given, their bytes of section 7. */
    public StateMap putAll(Map<Code, byte[]> records) {
        return putAll(OrderedLeaves.of(records, SHA.get()));
    }

    StateMap putAll(OrderedLeaves leaves) {
        Sha256 sha = SHA.get();
        MapNode grown = new MapGrowth(leaves, sha, null).of(top);
        return grown == top ? this : new StateMap(grown, root(grown, sha));
    }

    static Digest root(@Nullable MapNode top, Sha256 sha) {
        byte[] hash = new byte[Digest.SIZE];
        if (top != null) {
            top.hash(sha, hash, 0);
        }
        return Digest.of(hash);
    }

    /** The root; 32 zero bytes for the empty map. */
    public Digest root() {
        return root;
    }

    /** The proof of what this map says of {@code code}: its record, or that there is none. */
    public MapProof proof(Code code) {
        return proof(MapProof.key(code));
    }

    MapProof proof(Digest key) {
        List<Digest> siblings = new ArrayList<>();
        MapNode node = top;
        while (node instanceof MapNode.Inner inner) {
            int place = 1;
            for (int step = 0; step < inner.steps(); step++) {
                boolean bit = key.bit(siblings.size());
                place = 2 * place + (bit ? 1 : 0);
                siblings.add(Digest.of(inner.blocks(), MapNode.Inner.hash(place ^ 1)));
            }
            node = inner.child(place - (1 << inner.steps()));
        }
        MapProof.Leaf leaf = node instanceof MapCluster cluster ? cluster.walk(key, siblings) : null;
        return new MapProof(Siblings.of(siblings), leaf);
    }
}
