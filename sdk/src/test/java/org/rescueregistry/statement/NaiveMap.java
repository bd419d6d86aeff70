package org.rescueregistry.statement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;

/** Section 9 word for word, computed anew from all records each time: what {@link StateMap} is held against. */
final class NaiveMap {
    private final Map<Digest, Digest> values = new HashMap<>();

    void put(Digest key, Digest value) {
        values.put(key, value);
    }

    Digest root() {
        return Digest.of(root(List.copyOf(values.keySet()), 0));
    }

    /** The siblings from the root down to where at most one record is left. */
    List<Digest> siblings(Digest key) {
        List<Digest> siblings = new ArrayList<>();
        List<Digest> keys = List.copyOf(values.keySet());
        for (int depth = 0; keys.size() > 1; depth++) {
            siblings.add(Digest.of(root(withBit(keys, depth, 1 - bit(key, depth)), depth + 1)));
            keys = withBit(keys, depth, bit(key, depth));
        }
        return siblings;
    }

    private byte[] root(List<Digest> keys, int depth) {
        if (keys.isEmpty()) {
            return new byte[32];
        }
        if (keys.size() == 1) {
            Digest key = keys.get(0);
            return sha256(new byte[] {2}, key.toBytes(), values.get(key).toBytes());
        }
        return sha256(
                new byte[] {3}, root(withBit(keys, depth, 0), depth + 1), root(withBit(keys, depth, 1), depth + 1));
    }

    private static List<Digest> withBit(List<Digest> keys, int depth, int bit) {
        return keys.stream().filter(key -> bit(key, depth) == bit).toList();
    }

    private static int bit(Digest key, int depth) {
        String byteBits = Integer.toBinaryString(256 + Byte.toUnsignedInt(key.toBytes()[depth / 8]));
        return byteBits.charAt(1 + depth % 8) - '0';
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(sha::update);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
