package org.rescueregistry.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Of the promises those about this log; of several about one statement the one for the earliest time. */
    public PromiseCheck(String log, Collection<Promise> given) {
        this.log = log;
        given.stream()
                .filter(promise -> promise.log().equals(log))
                .forEach(promise -> promises.merge(
                        promise.statement(), promise, (one, other) -> one.by().isAfter(other.by()) ? other : one));
    }

    /** How many are about this log. */
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

    /**
     * What is wrong, once all batches were shown.
     *
     * @param keys of the registry's entity configuration; a promise that none of them signed binds nobody, and is passed over
     */
    public List<Trouble> troubles(Collection<Es256PublicKey> keys, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        promises.values().stream()
                .filter(promise -> isBy(keys, promise))
                .sorted((one, other) -> one.by().compareTo(other.by()))
                .forEach(promise -> trouble(promise, now).ifPresent(troubles::add));
        return troubles;
    }

    /** How many are about this log and signed by none of these keys: nobody can be held to them. */
    public long foreign(Collection<Es256PublicKey> keys) {
        return promises.values().stream()
                .filter(promise -> !isBy(keys, promise))
                .count();
    }

    private static boolean isBy(Collection<Es256PublicKey> keys, Promise promise) {
        return keys.stream().anyMatch(promise::isSignedBy);
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
