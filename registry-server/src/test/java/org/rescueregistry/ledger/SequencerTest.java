package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.ReceiptResult;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Statement;

class SequencerTest {
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final Pace PACE =
            new Pace(A_MOMENT, Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMinutes(5), 64, 8, 1 << 20);

    private final TestRegistry registry = new TestRegistry();
    private final MemoryFiles files = new MemoryFiles();
    private final List<Sequencer> opened = new ArrayList<>();
    private volatile Instant now = TestRegistry.NOW;
    private final WitnessBench bench = new WitnessBench(TestRegistry.LOG.verifierKeys(), () -> now);

    private static LogHome home(LogFiles files) {
        return new LogHome(files, new FileForkGuard(files, TestKeys.ORIGIN, () -> {}), TestRegistry.LOG);
    }

    private Submission found(LogFiles files) throws Exception {
        return Founding.found(home(files), registry.charter(), () -> now);
    }

    private Sequencer open(LogFiles files) throws Exception {
        return open(files, PACE);
    }

    private Sequencer open(LogFiles files, Pace pace) throws Exception {
        Sequencer sequencer =
                Sequencer.open(home(files), new Sequencer.Witnesses(bench.policy(), bench), () -> now, pace);
        opened.add(sequencer);
        return sequencer;
    }

    private Sequencer founded() throws Exception {
        found(files);
        return open(files);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Sequencer sequencer : opened) {
            sequencer.close();
        }
    }

    private static Submission submit(Sequencer sequencer, Statement statement) throws Exception {
        return get(sequencer.submit(statement.bytes()));
    }

    private static Submission get(CompletionStage<Submission> answer) throws Exception {
        return answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Submission.Accepted accept(Sequencer sequencer, Statement statement) throws Exception {
        Submission answer = submit(sequencer, statement);
        assertThat(answer).isInstanceOf(Submission.Accepted.class);
        return (Submission.Accepted) answer;
    }

    private static void refused(Submission answer, String code) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 6000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private static long publishedSize(Sequencer sequencer) {
        return sequencer.health().publishedSize();
    }

    @Nested
    class FoundingALog {

        @Test
        void writesTheCharterAndAStateLeaf() throws Exception {
            assertThat(found(files))
                    .isEqualTo(new Submission.Accepted(0, registry.charter().id(), 2, new Judgement.Effective()));

            LedgerView view = open(files).accepted();
            assertThat(view.size()).isEqualTo(2);
            assertThat(view.state().size()).isEqualTo(1);
            assertThat(view.charterId()).isEqualTo(registry.charter().id());
            assertThat(view.state().time()).isEqualTo(now);
        }

        @Test
        void isTheSameTheSecondTime() throws Exception {
            assertThat(found(files)).isEqualTo(found(files));
        }

        @Test
        void refusesAnotherCharterAndWhatIsNone() throws Exception {
            refused(Founding.found(home(files), registry.appointment(1), () -> now), "no_charter");
            found(files);
            refused(Founding.found(home(files), new TestRegistry().appointment(1), () -> now), "charter_misplaced");
        }

        @Test
        void comesBeforeEverythingElse() {
            assertThatThrownBy(() -> open(files))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("not_founded"));
        }
    }

    @Nested
    class Answers {

        @Test
        void acceptsLegalStatementsEachWithItsIndex() throws Exception {
            Sequencer sequencer = founded();
            Statement half = registry.appointment(1);

            Submission.Accepted first = accept(sequencer, half);
            Submission.Accepted second = accept(sequencer, registry.countersigned(half));

            assertThat(first.index()).isEqualTo(2);
            assertThat(first.size()).isEqualTo(4);
            assertThat(first.judgement()).isInstanceOf(Judgement.Pending.class);
            assertThat(second.index()).isEqualTo(4);
            assertThat(second.judgement()).isEqualTo(new Judgement.Effective());
            assertThat(sequencer.accepted().people())
                    .containsKey(TestRegistry.person(1).keyId());
        }

        @Test
        void refusesWhatTheRulesDoNotAllowAndGivesItNoPlace() throws Exception {
            Sequencer sequencer = founded();

            refused(submit(sequencer, registry.byAStranger()), "unknown_signer");
            refused(submit(sequencer, registry.dismissal(1)), "unknown_person");
            refused(submit(sequencer, registry.appointment(1, now.minusSeconds(100_000))), "too_old");
            refused(get(sequencer.submit("no statement".getBytes(UTF_8))), "malformed");
            refused(get(sequencer.submit(sequencer.accepted().state().bytes())), "state_misplaced");
            assertThat(sequencer.accepted().size()).isEqualTo(2);
        }

        @Test
        void theSameStatementAgainHasTheSameIndexAlsoAfterARestart() throws Exception {
            Sequencer sequencer = founded();
            Statement statement = registry.appointment(1);
            Submission.Accepted first = accept(sequencer, statement);
            accept(sequencer, registry.appointment(2));

            Submission.Accepted again = accept(sequencer, statement);
            sequencer.close();
            Submission.Accepted restarted = accept(open(files), statement);

            assertThat(again.index()).isEqualTo(first.index());
            assertThat(again.judgement()).isEqualTo(first.judgement());
            assertThat(restarted).isEqualTo(again);
            assertThat(open(files).accepted().size()).isEqualTo(6);
        }

        @Test
        void theSameStatementTwiceInABatchIsOneLeaf() throws Exception {
            found(files);
            Sequencer sequencer = open(files, slowGathering());
            Statement statement = registry.appointment(1);
            CompletionStage<Submission> first = sequencer.submit(statement.bytes());
            CompletionStage<Submission> second = sequencer.submit(statement.bytes());
            sequencer.close();

            assertThat(get(first)).isEqualTo(get(second));
            assertThat(sequencer.accepted().size()).isEqualTo(4);
        }

        @Test
        void statementsThatWaitTogetherShareABatch() throws Exception {
            found(files);
            Sequencer sequencer = open(files, slowGathering());
            List<CompletionStage<Submission>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(sequencer.submit(registry.appointment(i).bytes()));
            }
            sequencer.close();
            for (int i = 0; i < 20; i++) {
                assertThat(((Submission.Accepted) get(answers.get(i))).index()).isEqualTo(2 + i);
            }
            assertThat(sequencer.accepted().size()).isEqualTo(2 + 20 + 1);
        }

        @Test
        void isBusyWhenTooManyWaitButKeepsRoomForRemovingActs() throws Exception {
            found(files);
            Sequencer sequencer = open(files, slowGathering());
            List<CompletionStage<Submission>> granting = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                granting.add(sequencer.submit(registry.appointment(i).bytes()));
            }

            CompletionStage<Submission> removing =
                    sequencer.submit(registry.dismissal(1).bytes());

            assertThat(get(granting.get(56))).isInstanceOf(Submission.Busy.class);
            sequencer.close();
            refused(get(removing), "unknown_person");
            assertThat(get(granting.get(55))).isInstanceOf(Submission.Accepted.class);
        }

        /** Nothing happens before the sequencer is closed. */
        private Pace slowGathering() {
            return new Pace(
                    Duration.ofMinutes(5),
                    PACE.patience(),
                    PACE.retry(),
                    PACE.refresh(),
                    PACE.places(),
                    8,
                    PACE.bytes());
        }

        @Test
        void timeNeverGoesBackInTheLog() throws Exception {
            Sequencer sequencer = founded();
            accept(sequencer, registry.appointment(1));
            now = now.minusSeconds(30);
            accept(sequencer, registry.appointment(2));

            assertThat(sequencer.accepted().state().time()).isEqualTo(TestRegistry.NOW);
        }

        @Test
        void aClockFarAheadDoesNotGetIntoTheLog() throws Exception {
            Sequencer sequencer = founded();
            eventually(() -> publishedSize(sequencer) == 2);
            Instant right = now;
            now = right.plus(Duration.ofDays(3650));
            refused(submit(sequencer, registry.appointment(1)), "clock_ahead");
            now = right.plusSeconds(1);

            accept(sequencer, registry.appointment(1));
            assertThat(sequencer.accepted().state().time()).isEqualTo(now);
        }

        @Test
        void finishesWhatWaitsWhenItIsClosedAndTakesNoMore() throws Exception {
            found(files);
            Sequencer sequencer = open(files, slowGathering());
            CompletionStage<Submission> answer =
                    sequencer.submit(registry.appointment(1).bytes());
            sequencer.close();

            assertThat(get(answer)).isInstanceOf(Submission.Accepted.class);
            assertThatThrownBy(() -> submit(sequencer, registry.appointment(2)))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LedgerStoppedException.class);
        }
    }

    @Nested
    class WhenAWriteFails {
        @Test
        void answersThoseWhoWaitWhenItsHeapIsFull() throws Exception {
            found(files);
            FailingFiles failing = new FailingFiles(files);
            try (Sequencer sequencer = open(failing)) {
                failing.fillHeap();
                assertThatThrownBy(() -> submit(sequencer, registry.appointment(1)))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(LedgerStoppedException.class)
                        .hasMessageContaining("no room");
                assertThat(sequencer.stopped().toCompletableFuture()).isDone();
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void itStopsAndTheNextProcessHasEverythingAcknowledged(boolean afterwards) throws Exception {
            found(files);
            int stops = 0;
            for (int write = 0; write < 10; write++) {
                // Opening forces the names of guard, checkpoint and what is settled once more. The founding left a
                // journal and neither of the latter; later ones were closed, which settles the journal.
                int opening = write == 0 ? 4 : 3;
                FailingFiles failing = new FailingFiles(files);
                failing.failAfter(write, afterwards);
                List<Statement> acknowledged = new ArrayList<>();
                Statement doubtful = null;
                boolean openFailed = false;
                try {
                    Sequencer sequencer = open(failing);
                    for (int i = 0; i < 3 && doubtful == null; i++) {
                        Statement next = registry.appointment(write * 10 + i);
                        try {
                            accept(sequencer, next);
                            acknowledged.add(next);
                        } catch (ExecutionException e) {
                            assertThat(e).hasCauseInstanceOf(LedgerStoppedException.class);
                            assertThat(sequencer.health().stopped()).isPresent();
                            assertThat(sequencer.stopped().toCompletableFuture())
                                    .isDone();
                            doubtful = next;
                            stops++;
                        }
                    }
                } catch (IOException e) {
                    openFailed = true;
                }
                // Opening puts what the last process left in its journal in place again, forces it and says so.
                assertThat(openFailed).isEqualTo(write < opening);

                Sequencer next = open(files);
                for (Statement statement : acknowledged) {
                    assertThat(next.find(statement.id())).isPresent();
                }
                if (doubtful != null) {
                    accept(next, doubtful);
                }
                eventually(() -> publishedSize(next) == next.accepted().size());
                next.close();
            }
            assertThat(stops).isPositive();
        }
    }

    @Nested
    class Publishing {

        @Test
        void bringsEveryAcceptedTreeBeforeTheWitnesses() throws Exception {
            Sequencer sequencer = founded();
            for (int i = 0; i < 10; i++) {
                accept(sequencer, registry.appointment(i));
            }
            eventually(() -> publishedSize(sequencer) == 22);

            Published published = sequencer.published().orElseThrow();
            assertThat(published.view().size()).isEqualTo(22);
            assertThat(published.checkpoint().cosignatures()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(sequencer.checkpoint().orElseThrow())
                    .isEqualTo(published.checkpoint().signed().note().toBytes());
            assertThat(sequencer.health().provenAsOf()).contains(now);
            assertThat(sequencer.health().missing()).isEmpty();
        }

        @Test
        void givesAReceiptOnceWitnessesVouchForATreeThatHoldsTheLeaf() throws Exception {
            Sequencer sequencer = founded();
            eventually(() -> publishedSize(sequencer) == 2);
            bench.down(List.of("w1", "w2"));
            Statement statement = registry.appointment(1);
            long index = accept(sequencer, statement).index();

            assertThat(sequencer.receipt(index)).isEmpty();
            bench.down(List.of());
            eventually(() -> publishedSize(sequencer) == 4);

            TlogProof receipt =
                    TlogProof.parse(sequencer.receipt(index).orElseThrow().toBytes());
            assertThat(receipt.verify(Merkle.leafHash(statement.bytes()), bench.policy()))
                    .isInstanceOf(ReceiptResult.Logged.class);
            assertThat(sequencer.receipt(-1)).isEmpty();
            assertThat(sequencer.receipt(4)).isEmpty();
        }

        @Test
        void withOneWitnessDownAllGoesOn() throws Exception {
            bench.down(List.of("w2"));
            Sequencer sequencer = founded();
            accept(sequencer, registry.appointment(1));

            eventually(() -> publishedSize(sequencer) == 4);
            assertThat(sequencer.health().missing()).containsOnlyKeys("witness.example/w2");
        }

        @Test
        void withTwoWitnessesDownThePublishedCheckpointStaysAndAcceptingGoesOn() throws Exception {
            Sequencer sequencer = founded();
            eventually(() -> publishedSize(sequencer) == 2);
            byte[] before = sequencer.checkpoint().orElseThrow();
            bench.down(List.of("w2"));
            bench.silent(List.of("w3"));
            for (int i = 0; i < 5; i++) {
                accept(sequencer, registry.appointment(i));
            }
            eventually(() -> sequencer
                    .health()
                    .missing()
                    .keySet()
                    .containsAll(List.of("witness.example/w2", "witness.example/w3")));

            assertThat(sequencer.health().publishedSize()).isEqualTo(2);
            assertThat(sequencer.checkpoint().orElseThrow()).isEqualTo(before);
            assertThat(sequencer.accepted().size()).isEqualTo(12);

            bench.silent(List.of());
            eventually(() -> publishedSize(sequencer) == 12);
        }

        @Test
        void asksForFreshCosignaturesWhenNothingIsAppended() throws Exception {
            found(files);
            Sequencer sequencer = open(
                    files, new Pace(A_MOMENT, PACE.patience(), PACE.retry(), Duration.ofMillis(50), 64, 8, 1 << 20));
            eventually(() -> sequencer.health().provenAsOf().equals(Optional.of(now)));
            now = now.plusSeconds(300);

            eventually(() -> sequencer.health().provenAsOf().equals(Optional.of(now)));
            assertThat(sequencer.accepted().size()).isEqualTo(2);
        }

        @Test
        void takesUpWhatWasPublicAfterARestartWithoutWitnesses() throws Exception {
            Sequencer sequencer = founded();
            eventually(() -> publishedSize(sequencer) == 2);
            bench.down(List.of("w1", "w2", "w3"));
            accept(sequencer, registry.appointment(1));
            sequencer.close();

            Sequencer next = open(files);
            assertThat(next.accepted().size()).isEqualTo(4);
            assertThat(next.published().orElseThrow().view().size()).isEqualTo(2);
            assertThat(next.receipt(0)).isPresent();
            assertThat(next.receipt(2)).isEmpty();
        }

        @Test
        void refusesAPolicyOfAnotherLog() throws Exception {
            found(files);
            WitnessBench other =
                    new WitnessBench(TestKeys.log("other.example/log").verifierKeys(), TestRegistry.NOW);

            assertThatThrownBy(() -> Sequencer.open(
                            home(files), new Sequencer.Witnesses(other.policy(), other), () -> now, PACE))
                    .isInstanceOf(SigningRefusedException.class);
        }
    }

    @Test
    void whatItPublishesIsReadByTilesAndByTheFold() throws Exception {
        Sequencer sequencer = founded();
        List<CompletableFuture<Submission>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Statement half = registry.appointment(i);
            answers.add(sequencer.submit(half.bytes()).toCompletableFuture());
            answers.add(sequencer.submit(registry.countersigned(half).bytes()).toCompletableFuture());
            answers.get(answers.size() - 1).get(30, TimeUnit.SECONDS);
        }
        eventually(() -> publishedSize(sequencer) == sequencer.accepted().size());

        Checkpoint tree = sequencer.published().orElseThrow().checkpoint().checkpoint();
        assertThat(new TileHashes(tree.size(), sequencer.tiles()).root()).isEqualTo(tree.root());
        Fold fold = Fold.start(TestKeys.ORIGIN);
        for (long i = 0; i < tree.size(); i += TilePath.FULL_WIDTH) {
            TilePath path =
                    TilePath.entries(i / TilePath.FULL_WIDTH, (int) Math.min(TilePath.FULL_WIDTH, tree.size() - i));
            byte[] bytes = sequencer.tile(path).orElseThrow();
            for (byte[] leaf : EntryBundle.parse(path, bytes).entries()) {
                fold.append(leaf).ifPresent(batch -> assertThat(batch.check()).isEqualTo(new ClosedBatch.Right()));
            }
        }
        LedgerView view = sequencer.published().orElseThrow().view();
        assertThat(fold.size()).isEqualTo(tree.size());
        assertThat(fold.people().count()).isEqualTo(40);
        assertThat(view.people()).hasSize(40);
        assertThat(fold.map().root()).isEqualTo(view.map().root());
    }

    @Test
    void refusesASecondSequencerOnTheFolder(@TempDir Path folder) throws Exception {
        LogHome home = new LogHome(LogFiles.in(folder), ForkGuard.in(folder, TestKeys.ORIGIN), TestRegistry.LOG);
        Founding.found(home, registry.charter(), () -> now);
        Sequencer first = Sequencer.open(home, new Sequencer.Witnesses(bench.policy(), bench), () -> now, PACE);

        assertThatThrownBy(() -> ForkGuard.in(folder, TestKeys.ORIGIN)).isInstanceOf(SigningRefusedException.class);
        accept(first, registry.appointment(1));
        first.close();

        ForkGuard.in(folder, TestKeys.ORIGIN).close();
    }
}
