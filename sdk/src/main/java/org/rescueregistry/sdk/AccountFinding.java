package org.rescueregistry.sdk;

import java.time.Instant;

/**
 * What holds of a bound account from one moment to another, whatever it posts and is called: immutable, so that a verifier
 * may keep it.
 *
 * @param judge who found it: another has another policy
 * @param from the first moment for which it holds
 * @param until the first moment for which it may not
 * @param verdict on a post in which nothing else is found; verified only if the names shown are bound
 */
record AccountFinding(Judge judge, Instant from, Instant until, Verdict verdict) {
    boolean holdsFor(Judge asking, Instant now) {
        return judge == asking && !now.isBefore(from) && now.isBefore(until);
    }

    Outcome outcome() {
        return verdict.outcome();
    }

    /** The one reason. */
    Because because() {
        return verdict.reasons().get(0);
    }
}
