package org.rescueregistry.sdk;

import java.time.Instant;

/**
 * What holds of a bound account from one moment to another, whatever it posts and is called: immutable, so that a verifier
 * may keep it.
 *
 * @param judge who found it: another has another policy
 * @param from the first second in all of which it holds, since 1970
 * @param until the first second in which it may not. In the seconds around, of which it may hold in part, it is worked out anew
 * @param verdict on a post in which nothing else is found; verified only if the names shown are bound
 */
record AccountFinding(Judge judge, long from, long until, Verdict verdict) {
    /** That holds from one moment to, but not at, another. */
    static AccountFinding between(Judge judge, Instant from, Instant until, Verdict verdict) {
        long firstWhole = from.getNano() == 0 ? from.getEpochSecond() : from.getEpochSecond() + 1;
        return new AccountFinding(judge, firstWhole, until.getEpochSecond(), verdict);
    }

    boolean holdsFor(Judge asking, Instant now) {
        long second = now.getEpochSecond();
        return judge == asking && second >= from && second < until;
    }

    Outcome outcome() {
        return verdict.outcome();
    }

    /** The one reason. */
    Because because() {
        return verdict.reasons().get(0);
    }
}
