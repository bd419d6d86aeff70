package org.rescueregistry.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;

/** RFC 6962 section 2.1 word for word: recursive, easy to believe; it remembers the hashes it has computed. */
final class NaiveTree {
    private final List<byte[]> entries;
    private final Map<Long, Digest> known = new HashMap<>();

    NaiveTree(List<byte[]> entries) {
        this.entries = List.copyOf(entries);
    }

    Digest root() {
        return root(entries.size());
    }

    /** MTH(D[n]). */
    Digest root(int n) {
        return mth(0, n);
    }

    /** PATH(m, D). */
    List<Digest> path(int index) {
        return path(index, entries.size());
    }

    /** PATH(m, D[n]). */
    List<Digest> path(int index, int n) {
        return path(index, 0, n);
    }

    /** PROOF(m, D). */
    List<Digest> proof(int oldSize) {
        return proof(oldSize, entries.size());
    }

    /** PROOF(m, D[n]). */
    List<Digest> proof(int oldSize, int n) {
        return subProof(oldSize, 0, n, true);
    }

    /** MTH(D[from:to]). */
    Digest mth(int from, int to) {
        long range = (long) from << Integer.SIZE | to;
        Digest hash = known.get(range);
        if (hash == null) {
            hash = compute(from, to);
            known.put(range, hash);
        }
        return hash;
    }

    private Digest compute(int from, int to) {
        if (from == to) {
            return Digest.sha256();
        }
        if (to - from == 1) {
            return Digest.sha256(new byte[] {0}, entries.get(from));
        }
        int k = split(to - from);
        return Digest.sha256(
                new byte[] {1}, mth(from, from + k).toBytes(), mth(from + k, to).toBytes());
    }

    private List<Digest> path(int m, int from, int to) {
        if (to - from == 1) {
            return List.of();
        }
        int k = split(to - from);
        List<Digest> path = new ArrayList<>(m < k ? path(m, from, from + k) : path(m - k, from + k, to));
        path.add(m < k ? mth(from + k, to) : mth(from, from + k));
        return path;
    }

    private List<Digest> subProof(int m, int from, int to, boolean whole) {
        int n = to - from;
        if (m == n) {
            return whole ? List.of() : List.of(mth(from, to));
        }
        int k = split(n);
        List<Digest> proof =
                new ArrayList<>(m <= k ? subProof(m, from, from + k, whole) : subProof(m - k, from + k, to, false));
        proof.add(m <= k ? mth(from + k, to) : mth(from, from + k));
        return proof;
    }

    /** The largest power of two below n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
