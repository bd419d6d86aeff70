package org.rescueregistry.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a ledger is.
 *
 * @param acceptedSize of the tree the log has signed
 * @param publishedSize of the tree that witnesses vouch for; 0 if none yet
 * @param provenSize of the tree that the whole policy is met for, replayers too; 0 if none yet
 * @param provenAsOf the time as of which that one was proven to be the newest
 * @param missing witnesses that did not cosign when asked last, and why
 * @param missingReplayers replayers that have not cosigned what is published, and why
 * @param stopped why nothing more is written
 */
public record LedgerHealth(
        long acceptedSize,
        long publishedSize,
        long provenSize,
        Optional<Instant> provenAsOf,
        Map<String, String> missing,
        Map<String, String> missingReplayers,
        Optional<String> stopped) {
    public LedgerHealth {
        missing = new TreeMap<>(missing);
        missingReplayers = new TreeMap<>(missingReplayers);
    }
}
