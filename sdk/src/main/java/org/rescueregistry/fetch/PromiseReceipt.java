package org.rescueregistry.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Statement;

/**
 * What the promise is worth that came with a registry's yes to a removing act, looked at when it comes: a registry that promises nothing to
 * which it can be held later is found out at once.
 */
public sealed interface PromiseReceipt {
    /** One method for each. */
    interface Cases<R> {
        R good(Good receipt);

        R worthless(Worthless receipt);

        R notDue(NotDue receipt);
    }

    <R> R match(Cases<R> cases);

    /** The registry has signed it, for this statement, for a time that is near: it can be held to it. */
    record Good(Promise promise) implements PromiseReceipt {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.good(this);
        }
    }

    /**
     * The act was taken, and the registry cannot be held to it.
     *
     * @param code {@code promise_missing}, {@code promise_of_another} (about another statement), {@code promise_signature} (by none of its
     *     keys), {@code promise_too_late} (for a time more than {@link Promise#WITHIN} after it was made, or made at another time than now)
     */
    record Worthless(String code, String message) implements PromiseReceipt {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.worthless(this);
        }
    }

    /** Nothing is promised for an act that removes nothing. */
    record NotDue() implements PromiseReceipt {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notDue(this);
        }
    }

    /**
     * Looks at what came.
     *
     * @param filed the statement that was filed
     * @param keys of the registry's entity configuration
     * @param now the filer's time; the registry's may be {@link PromiseCheck#CLOCK_SKEW} from it
     */
    static PromiseReceipt of(Optional<Promise> came, Statement filed, Collection<Es256PublicKey> keys, Instant now) {
        if (!filed.act().isRemoving()) {
            return new NotDue();
        }
        if (came.isEmpty()) {
            return new Worthless("promise_missing", "the registry promises nothing");
        }
        Promise promise = came.get();
        if (!promise.statement().equals(filed.id())
                || !promise.act().equals(filed.act().name())
                || !promise.log().equals(filed.log())
                || !promise.sub().equals(filed.sub())) {
            return new Worthless("promise_of_another", "its promise is about another statement");
        }
        if (keys.stream().noneMatch(promise::isSignedBy)) {
            return new Worthless("promise_signature", "its promise is signed by none of the registry's keys");
        }
        Duration away = Duration.between(now, promise.iat()).abs();
        if (promise.by().isAfter(promise.iat().plus(Promise.WITHIN)) || away.compareTo(PromiseCheck.CLOCK_SKEW) > 0) {
            return new Worthless(
                    "promise_too_late",
                    "its promise was made at " + promise.iat() + " for " + promise.by() + ", not for within "
                            + Promise.WITHIN.toSeconds() + " seconds of now");
        }
        return new Good(promise);
    }
}
