package org.rescueregistry.naive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * Two reducers written from one page come to the same over random histories, legal and illegal: what each leaf is, where
 * a reader stops, which state leaves are wrong, and at the end the records, the map's root and the status lists. The
 * long form, with {@code -Drescue.histories=10000}, must also have met every refusal code, act and status.
 */
final class NaiveReplayTest {
    private static final int MANY = 10_000;
    private static final int LEAST = 3;

    private final Tally tally = new Tally();

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void agreesOnSomeHistories(@ForAll("foundings") Founding founding, @ForAll("steps") List<Long> steps) {
        check(History.of(founding, steps));
    }

    @Property(tries = MANY, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(InTheLongForm.class)
    void agreesOnTenThousandHistories(@ForAll("foundings") Founding founding, @ForAll("steps") List<Long> steps) {
        check(History.of(founding, steps));
    }

    private void check(History history) {
        NaiveReducer naive = new NaiveReducer(Pen.LOG);
        history.leaves().forEach(naive::append);
        tally.add(history, naive);
        boolean atOnce = history.leaves().size() % 2 == 0;
        assertThat(OurReplay.result(Pen.LOG, history.leaves(), atOnce)).isEqualTo(naive.result());
    }

    @AfterProperty
    void sawTheWholeRulebook() throws IOException {
        if (tally.histories() >= MANY) {
            System.out.println(tally);
            assertThat(tally.metLessThan(LEAST)).isEmpty();
        }
    }

    @Provide
    Arbitrary<Founding> foundings() {
        return Arbitraries.of(Founding.ALL);
    }

    /** Each is the seed of one step, so that leaving steps out makes a smaller history. */
    @Provide
    Arbitrary<List<Long>> steps() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    /** Skips, and says how it is had. */
    private static final class InTheLongForm implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return Integer.getInteger("rescue.histories", 0) >= MANY
                    ? SkipResult.doNotSkip()
                    : SkipResult.skip("the long form takes -Drescue.histories=" + MANY);
        }
    }
}
