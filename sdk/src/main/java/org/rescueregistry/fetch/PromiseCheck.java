package org.rescueregistry.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.Promise;

/**
 * Holds promises against the log they are about: {@linkplain #closed shown} every batch under a cosigned checkpoint, it names those
 * that were broken. Not for several threads.
 */
public final class PromiseCheck {
    /** How far a registry's clock may be from that of whoever checks. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Map<Digest, Promise> promises = new HashMap<>();
    private final Map<Digest, Instant> logged = new HashMap<>();
    private final String log;

    /**
     * Of the promises those about this log that the registry signed; of several about one statement the one for the earliest time.
     *
     * @param keys of the registry's entity configuration; nobody can be held to what none of them signed
     */
    public PromiseCheck(String log, Collection<Es256PublicKey> keys, Collection<Promise> given) {
        this.log = log;
        given.stream()
                .filter(promise -> promise.log().equals(log))
                .filter(promise -> keys.stream().anyMatch(promise::isSignedBy))
                .forEach(promise -> promises.merge(
                        promise.statement(), promise, (one, other) -> one.by().isAfter(other.by()) ? other : one));
    }

    /** How many these are. */
    public int size() {
        return promises.size();
    }

    /** A batch of the log, in its order; every leaf of it is under the checkpoint that is audited. */
    public void closed(ClosedBatch batch) {
        for (Judged judged : batch.judged()) {
            if (judged.leaf() instanceof Leaf.Signed signed
                    && promises.containsKey(signed.statement().id())) {
                logged.putIfAbsent(signed.statement().id(), batch.state().time());
            }
        }
    }

    /** The broken ones, once all batches were shown. */
    public List<Trouble> broken(Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        promises.values().stream()
                .sorted(Comparator.comparing(Promise::by))
                .forEach(promise -> trouble(promise, now).ifPresent(troubles::add));
        return troubles;
    }

    private Optional<Trouble> trouble(Promise promise, Instant now) {
        Instant time = logged.get(promise.statement());
        if (time == null) {
            return now.isAfter(promise.by().plus(CLOCK_SKEW))
                    ? broken(promise, "is not in the log " + log)
                    : Optional.empty();
        }
        return time.isAfter(promise.by()) ? broken(promise, "is in the log only since " + time) : Optional.empty();
    }

    private static Optional<Trouble> broken(Promise promise, String what) {
        return Optional.of(new Trouble(
                Trouble.Kind.BROKEN_PROMISE,
                "promise " + promise.statement(),
                "the " + promise.act() + " of " + promise.sub() + ", promised for " + promise.by() + ", " + what));
    }
}
