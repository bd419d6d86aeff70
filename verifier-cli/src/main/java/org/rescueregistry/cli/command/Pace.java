package org.rescueregistry.cli.command;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a registry is asked again: about as long as was wished, never just as long, so that many watchers
 * do not ask all at once; and ever longer while there is no answer.
 */
final class Pace {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double JITTER = 0.2;

    private final Duration every;
    private final RandomGenerator random;
    private Duration next;

    Pace(Duration every, RandomGenerator random) {
        this.every = every;
        this.random = random;
        this.next = every;
    }

    Duration after(boolean answered) {
        Duration longest = every.compareTo(LONGEST) > 0 ? every : LONGEST;
        Duration wait = answered ? every : next;
        next = answered ? every : next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        double share = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis((long) (wait.toMillis() * share));
    }
}
