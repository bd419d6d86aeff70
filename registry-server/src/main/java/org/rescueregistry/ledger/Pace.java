package org.rescueregistry.ledger;

import java.time.Duration;

/**
 * How long a sequencer waits for what, and how much it lets wait.
 *
 * @param gather how long the first statement of a batch waits for others; what waits longer for the disk makes larger batches by
 *     itself
 * @param patience how long a witness may take to answer
 * @param retry before witnesses are asked again when too few answered
 * @param refresh how often they are asked for fresh cosignatures when nothing is appended
 * @param places how many statements may wait
 * @param keptForRemoving how many of these places only removing acts may take
 * @param bytes how heavy they may be together
 */
public record Pace(
        Duration gather,
        Duration patience,
        Duration retry,
        Duration refresh,
        int places,
        int keptForRemoving,
        long bytes) {

    public static final Pace DEFAULT = new Pace(
            Duration.ofMillis(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            1024,
            128,
            16 << 20);
}
