package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake<Leaf> intake = new Intake<>(new Intake.Bounds(3, 1, 20, 2, 13));

    private record Leaf(String act, CompletableFuture<String> answer) implements Intake.Waiting {
        @Override
        public long bytes() {
            return act.length();
        }
    }

    private boolean offer(String act) {
        return intake.offer(new Leaf(act, new CompletableFuture<>()), false);
    }

    private boolean offerRemoving(String act) {
        return intake.offer(new Leaf(act, new CompletableFuture<>()), true);
    }

    private List<String> taken() {
        List<Leaf> batch = new ArrayList<>();
        intake.moveBatch(batch);
        return batch.stream().map(Leaf::act).toList();
    }

    @Test
    void keepsTheLastPlacesForRemovingActs() {
        assertThat(offer("admit")).isTrue();
        assertThat(offer("bind")).isTrue();
        assertThat(offer("amend")).isFalse();
        assertThat(offerRemoving("revoke")).isTrue();
        assertThat(offerRemoving("suspend")).isFalse();
    }

    @Test
    void givesThemOutInTheOrderTheyCame() {
        offer("admit");
        offerRemoving("revoke");
        offerRemoving("suspend");

        assertThat(taken()).containsExactly("admit", "revoke");
        assertThat(intake.isEmpty()).isFalse();
        assertThat(taken()).containsExactly("suspend");
        assertThat(intake.isEmpty()).isTrue();
        assertThat(taken()).isEmpty();
    }

    @Test
    void turnsAwayWhatIsTooHeavyTogether() {
        assertThat(offer("an admission")).isTrue();
        assertThat(offer("a recharter")).isFalse();
        assertThat(offerRemoving("a removing act")).isTrue();

        assertThat(taken()).containsExactly("an admission");
        assertThat(offer("bind")).isTrue();
        assertThat(taken()).as("heavier than a batch, and alone").containsExactly("a removing act");
        assertThat(taken()).containsExactly("bind");
    }

    @Test
    void asksOnceForEachBatch() {
        assertThat(intake.claimBatch()).as("nobody waits").isFalse();
        offer("admit");
        assertThat(intake.claimBatch()).isTrue();
        offer("bind");
        assertThat(intake.claimBatch()).as("asked for already").isFalse();
        taken();
        offer("amend");
        assertThat(intake.claimBatch()).isTrue();
    }

    @Test
    void tellsEverybodyOnceThatItStopped() {
        Leaf before = new Leaf("admit", new CompletableFuture<>());
        Leaf taken = new Leaf("bind", new CompletableFuture<>());
        Leaf after = new Leaf("amend", new CompletableFuture<>());
        LedgerStoppedException why = new LedgerStoppedException("a full disk");
        intake.offer(taken, false);
        List<Leaf> batch = new ArrayList<>();
        intake.moveBatch(batch);
        intake.offer(before, false);

        intake.stop(why);
        intake.stop(new LedgerStoppedException("another reason"));
        intake.fail(batch);
        assertThat(intake.offer(after, false)).isTrue();

        assertThat(intake.isStopped()).isTrue();
        assertThat(intake.isEmpty()).isTrue();
        for (Leaf leaf : List.of(before, taken, after)) {
            assertThat(leaf.answer()).as(leaf.act()).isCompletedExceptionally();
            assertThat(leaf.answer().handle((answer, failure) -> failure).join())
                    .isSameAs(why);
        }
        assertThat(intake.stopped().toCompletableFuture()).isCompletedWithValue(why);
    }
}
