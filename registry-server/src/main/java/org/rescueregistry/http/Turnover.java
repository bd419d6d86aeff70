package org.rescueregistry.http;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.key.Digest;

/** At which size of the log post attestations came and went, since somebody began to look. Not for several threads. */
final class Turnover {
    /** Most that are remembered to have gone; who was here before the oldest forgotten one went begins anew. */
    static final int MOST_GONE = 1 << 16;

    private final Map<Digest, Long> came = new HashMap<>();

    /** The first gone first. */
    private final Map<Digest, Long> gone = new LinkedHashMap<>();

    private long from;

    /** Compares the ids of those that are live at a tree of {@code size} leaves with those at the last look. */
    void note(Set<Digest> was, Set<Digest> is, long size) {
        for (Digest id : is) {
            if (!was.contains(id)) {
                came.put(id, size);
                gone.remove(id);
            }
        }
        for (Digest id : was) {
            if (!is.contains(id)) {
                came.remove(id);
                gone.put(id, size);
            }
        }
        for (Iterator<Long> oldest = gone.values().iterator(); gone.size() > MOST_GONE; ) {
            from = oldest.next();
            oldest.remove();
        }
    }

    /** The smallest size since which it can say what went. */
    long from() {
        return from;
    }

    /** Whether the attestation of this id came after the tree of {@code size} leaves. */
    boolean cameAfter(long size, Digest id) {
        return came.getOrDefault(id, 0L) > size;
    }

    /** The ids of those that went after the tree of {@code size} leaves, and have not come back. */
    List<Digest> goneAfter(long size) {
        return gone.entrySet().stream()
                .filter(entry -> entry.getValue() > size)
                .map(Map.Entry::getKey)
                .toList();
    }
}
