package org.rescueregistry.ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rescueregistry.testing.FuzzRun;

/** What anybody may send to a witness: a moment, and with {@code -Pfuzz} ten minutes under Jazzer. */
class AddCheckpointFuzzTest {
    @Test
    void answersWhateverComes() throws Exception {
        FuzzRun run = new FuzzRun(AddCheckpointFuzz.class);
        run.corpusHolds();
        run.neighboursHold();
    }

    @Test
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void answersWhateverJazzerFinds() throws Exception {
        new FuzzRun(AddCheckpointFuzz.class).holdsUnderJazzer();
    }
}
