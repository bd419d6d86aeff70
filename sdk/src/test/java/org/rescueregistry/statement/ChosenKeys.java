package org.rescueregistry.statement;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.rescueregistry.key.Digest;

/** Keys as nobody finds them, many of which begin with the same bits, and leaves of them. */
final class ChosenKeys {
    private ChosenKeys() {}

    /** A key that has some of the first bits of {@code key}, perhaps all. */
    static Digest agreeing(Digest key, Random random) {
        return agreeing(key, random.nextInt(Siblings.MAX + 1), random);
    }

    /** A key that has at least the first {@code bits} bits of {@code key}. */
    static Digest agreeing(Digest key, int bits, Random random) {
        byte[] bytes = key.toBytes();
        for (int place = bits; place < Siblings.MAX; place++) {
            bytes[place >> 3] ^= (byte) (random.nextInt(2) << 7 - (place & 7));
        }
        return Digest.of(bytes);
    }

    static OrderedLeaves leaves(Map<Digest, Digest> values) {
        ByteBuffer entries = ByteBuffer.allocate(values.size() * OrderedLeaves.ENTRY_BYTES);
        values.forEach((key, value) -> entries.put(key.toBytes()).put(value.toBytes()));
        return OrderedLeaves.of(entries.array());
    }
}
