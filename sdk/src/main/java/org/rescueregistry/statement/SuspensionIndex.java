package org.rescueregistry.statement;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/** What the limits of {@code suspend} look at (section 6), kept beside the records so that none is searched. */
final class SuspensionIndex {
    /** Of each of its pairs in an image. */
    static final int ENTRY_BYTES = KeptRecord.CODE_BYTES + Digest.SIZE + Long.BYTES;

    private record Pair(KeyId key, Code code) {}

    private final Map<Pair, Instant> latest = new HashMap<>();
    private final Map<KeyId, Integer> unconfirmed = new HashMap<>();

    /** When this key last suspended this organisation, also if that suspension is gone. */
    Optional<Instant> latest(KeyId key, Code code) {
        return Optional.ofNullable(latest.get(new Pair(key, code)));
    }

    /** How many suspensions by this key in all records have an end. */
    int unconfirmed(KeyId key) {
        return unconfirmed.getOrDefault(key, 0);
    }

    /** How many pairs of a key and an organisation it remembers. */
    int size() {
        return latest.size();
    }

    /** Writes these in one order. */
    void writeTo(ByteBuffer image) {
        List<Pair> pairs = new ArrayList<>(latest.keySet());
        pairs.sort(Comparator.comparing(Pair::code).thenComparing(Pair::key));
        for (Pair pair : pairs) {
            KeptRecord.putCode(pair.code(), image);
            KeptRecord.putKeyId(pair.key(), image);
            image.putLong(latest.getOrDefault(pair, Instant.EPOCH).getEpochSecond());
        }
    }

    /** Takes the next of what {@link #writeTo} wrote. */
    void rememberNext(ByteBuffer image) throws MalformedException {
        if (image.remaining() < ENTRY_BYTES) {
            throw FoldImage.damaged();
        }
        Code code = KeptRecord.nextCode(image);
        KeyId key = KeptRecord.nextKeyId(image);
        long since = image.getLong();
        if (since < 0 || since > Fields.MAX_TIME) {
            throw FoldImage.damaged();
        }
        remember(key, code, Instant.ofEpochSecond(since));
    }

    private void remember(KeyId key, Code code, Instant since) {
        latest.merge(new Pair(key, code), since, (one, other) -> one.isAfter(other) ? one : other);
    }

    void replace(@Nullable OrganisationRecord before, OrganisationRecord after) {
        if (before != null) {
            before.suspensions().forEach(suspension -> count(suspension, -1));
        }
        for (Suspension suspension : after.suspensions()) {
            count(suspension, 1);
            remember(suspension.key(), after.code(), suspension.since());
        }
    }

    private void count(Suspension suspension, int by) {
        if (suspension.until() != null) {
            unconfirmed.merge(suspension.key(), by, (sum, more) -> sum + more == 0 ? null : sum + more);
        }
    }
}
