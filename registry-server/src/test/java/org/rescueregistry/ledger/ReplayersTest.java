package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.ReceiptResult;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TlogProof;

/** A registry whose status two of three replayers have to vouch for, beside three of four witnesses. */
class ReplayersTest {
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final Pace PACE =
            new Pace(A_MOMENT, Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMinutes(5), 64, 8, 1 << 20);

    private final TestRegistry registry = new TestRegistry();
    private final MemoryFiles files = new MemoryFiles();
    private final List<Sequencer> opened = new ArrayList<>();
    private volatile Instant now = TestRegistry.NOW;
    private final WitnessBench bench = new WitnessBench(TestRegistry.LOG.verifierKeys(), () -> now);
    private final List<Replayer> replayers = new ArrayList<>();
    private final LogPolicy asked = policy();

    private static LogPolicy policy() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            List<CosignatureSigner> keys = TestKeys.witness("replayer.example/r" + i);
            for (int kind = 0; kind < keys.size(); kind++) {
                text.append(
                        "witness r" + i + "-" + kind + " " + keys.get(kind).verifierKey() + " https://r" + i + "\n");
            }
            text.append("group r" + i + " any r" + i + "-0 r" + i + "-1\n");
        }
        try {
            return LogPolicy.parse((text + "group replayers 2 r1 r2 r3\nquorum replayers\n").getBytes(UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Witnesses as ever; replayers by their read interface. */
    private final class Calls implements WitnessCall {
        @Override
        public CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body) {
            return bench.addCheckpoint(witness, body);
        }

        @Override
        public CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
            if (!witness.name().startsWith("r")) {
                return bench.checkpoint(witness, originHash);
            }
            int number = witness.name().charAt(1) - '1';
            if (number >= replayers.size()) {
                return CompletableFuture.failedFuture(new IOException("connection refused"));
            }
            return CompletableFuture.completedFuture(replayers
                    .get(number)
                    .checkpoint()
                    .map(note -> new Reply(200, new String(note, UTF_8)))
                    .orElse(new Reply(404, "nothing")));
        }
    }

    private LogHome home() {
        return new LogHome(files, new FileForkGuard(files, TestKeys.ORIGIN, () -> {}), TestRegistry.LOG);
    }

    private Sequencer open() throws Exception {
        Sequencer sequencer =
                Sequencer.open(home(), new Sequencer.Witnesses(bench.policy(), asked, new Calls()), () -> now, PACE);
        opened.add(sequencer);
        return sequencer;
    }

    private Sequencer founded() throws Exception {
        Founding.found(home(), registry.charter(), () -> now);
        Sequencer ledger = open();
        for (int i = 1; i <= 3; i++) {
            LogSource source = served(ledger);
            Mirror.Followed log =
                    new Mirror.Followed(TestKeys.ORIGIN, TestRegistry.LOG.verifierKeys(), bench.policy(), source);
            replayers.add(Replayer.open(
                    new MemoryFiles(),
                    new Replayer.Settings(log, TestKeys.witness("replayer.example/r" + i), () -> now),
                    () -> {}));
        }
        return ledger;
    }

    private static LogSource served(Sequencer ledger) {
        return new LogSource() {
            @Override
            public byte[] checkpoint() throws IOException {
                return ledger.checkpoint().orElseThrow(() -> new FileNotFoundException("checkpoint"));
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return ledger.tiles().read(path);
            }
        };
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Sequencer sequencer : opened) {
            sequencer.close();
        }
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 6000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private static long proven(Sequencer ledger) {
        return ledger.health().provenSize();
    }

    private void accept(Sequencer ledger, int person) throws Exception {
        assertThat(ledger.submit(registry.appointment(person).bytes())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void statusWaitsForReplayersWhileTheLogGoesOn() throws Exception {
        Sequencer ledger = founded();
        eventually(() -> ledger.health().publishedSize() == 2);
        assertThat(ledger.proven()).isEmpty();
        replayers.get(0).poll();
        accept(ledger, 1);
        eventually(() -> ledger.health().publishedSize() == 4);
        eventually(() -> ledger.health().missingReplayers().size() == 3);
        assertThat(ledger.proven()).as("one of three is not enough").isEmpty();

        replayers.get(1).poll();
        replayers.get(2).poll();

        eventually(() -> proven(ledger) == 4);
        eventually(() -> ledger.health().missingReplayers().keySet().equals(Set.of("replayer.example/r1")));
        Published proven = ledger.proven().orElseThrow();
        assertThat(new Sequencer.Witnesses(bench.policy(), asked, bench)
                        .whole()
                        .check(proven.checkpoint().signed().note()))
                .isInstanceOf(PolicyResult.Met.class);
        TlogProof receipt = ledger.receipt(proven, 3).orElseThrow();
        assertThat(receipt.verify(Merkle.leafHash(proven.view().state().bytes()), bench.policy()))
                .isInstanceOf(ReceiptResult.Logged.class);
    }

    @Test
    void statusIsTheNewestTreeThatEnoughHaveInCommon() throws Exception {
        Sequencer ledger = founded();
        eventually(() -> ledger.health().publishedSize() == 2);
        replayers.get(0).poll();
        replayers.get(1).poll();
        eventually(() -> proven(ledger) == 2);
        accept(ledger, 1);
        eventually(() -> ledger.health().publishedSize() == 4);
        replayers.get(0).poll();
        accept(ledger, 2);
        eventually(() -> ledger.health().publishedSize() == 6);
        assertThat(proven(ledger)).isEqualTo(2);
        replayers.get(2).poll();
        replayers.get(1).poll();
        eventually(() -> proven(ledger) == 6);
    }

    @Test
    void aRestartGoesOnWithTheStatusItHad() throws Exception {
        Sequencer ledger = founded();
        eventually(() -> ledger.health().publishedSize() == 2);
        replayers.get(0).poll();
        replayers.get(1).poll();
        eventually(() -> proven(ledger) == 2);
        accept(ledger, 1);
        eventually(() -> ledger.health().publishedSize() == 4);
        ledger.close();
        replayers.clear();

        Sequencer again = open();
        assertThat(again.published().orElseThrow().view().size()).isEqualTo(4);
        assertThat(again.proven().orElseThrow().view().size()).isEqualTo(2);
    }

    @Test
    void refusesReplayersWithTheKeysOfWitnesses() {
        String text = bench.policy().witnesses().stream()
                .limit(1)
                .map(line -> "witness other " + line.key() + "\nquorum other\n")
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> bench.policy().and(LogPolicy.parse(text.getBytes(UTF_8))))
                .hasMessageContaining("a replayer has keys of its own");
    }
}
