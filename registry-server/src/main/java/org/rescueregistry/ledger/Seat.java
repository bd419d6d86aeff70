package org.rescueregistry.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;

/**
 * One witness of a policy, which has a line there for each of its keys: it is asked once, and answers with a line of each.
 *
 * @param line the first of its lines
 * @param keys all its keys, under one name
 */
record Seat(LogPolicy.Witness line, List<VerifierKey> keys) {
    Seat {
        keys = List.copyOf(keys);
    }

    /** The name of its keys. */
    String name() {
        return line.key().name();
    }

    /** All witnesses of a policy. */
    static List<Seat> of(LogPolicy policy) {
        Map<List<String>, List<LogPolicy.Witness>> seats = new LinkedHashMap<>();
        for (LogPolicy.Witness witness : policy.witnesses()) {
            String url = witness.url() == null ? "" : witness.url();
            seats.computeIfAbsent(Arrays.asList(url, witness.key().name()), seat -> new ArrayList<>())
                    .add(witness);
        }
        return seats.values().stream()
                .map(lines -> new Seat(
                        lines.get(0), lines.stream().map(LogPolicy.Witness::key).toList()))
                .toList();
    }
}
