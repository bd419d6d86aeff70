package org.rescueregistry.statement;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;

/** What the limits of {@code suspend} look at (section 6), kept beside the records so that none is searched. */
final class SuspensionIndex {
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

    /** Is told who suspended whom, and when the last time. */
    interface Told {
        void suspended(KeyId key, Code code, Instant since);
    }

    void each(Told told) {
        latest.forEach((pair, since) -> told.suspended(pair.key(), pair.code(), since));
    }

    void remember(KeyId key, Code code, Instant since) {
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
