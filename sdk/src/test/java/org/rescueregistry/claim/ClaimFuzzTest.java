package org.rescueregistry.claim;

import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rescueregistry.testing.FuzzRun;
import org.rescueregistry.testing.FuzzTarget;

/** Posts, links and lexicons of strangers: a moment each, and with {@code -Pfuzz} ten minutes each under Jazzer. */
class ClaimFuzzTest {
    static Stream<Class<? extends FuzzTarget>> targets() {
        return Stream.of(CarrierFuzz.class, LinkFuzz.class, LexiconFuzz.class);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void readsWhateverComes(Class<? extends FuzzTarget> target) throws Exception {
        FuzzRun run = new FuzzRun(target);
        run.corpusHolds();
        run.neighboursHold();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void readsWhateverJazzerFinds(Class<? extends FuzzTarget> target) throws Exception {
        new FuzzRun(target).holdsUnderJazzer();
    }
}
