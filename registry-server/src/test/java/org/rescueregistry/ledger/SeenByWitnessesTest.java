package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;

/** A log of seven leaves, of which there is a copy from when it had five. */
class SeenByWitnessesTest {
    private static final LogSigner LOG = TestKeys.log(TestKeys.ORIGIN);

    private final WitnessBench bench = new WitnessBench(LOG.verifierKeys(), Instant.ofEpochSecond(1_795_000_000));
    private final MemoryFiles files = new MemoryFiles();
    private MemoryFiles yesterday = new MemoryFiles();

    @BeforeEach
    void aLogAndItsCopy() throws Exception {
        LogWriter writer = LogWriter.open(files, guard(files), LOG, LeafList.to(new ArrayList<>()))
                .writer();
        SignedCheckpoint five = writer.append(leaves(0, 5));
        writer.publish(five);
        yesterday = files.copy();
        cosign("w1", 0, five);
        cosign("w3", 0, writer.append(leaves(5, 7)));
    }

    private static List<byte[]> leaves(int from, int to) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = from; i < to; i++) {
            leaves.add(new byte[] {(byte) i});
        }
        return leaves;
    }

    private void cosign(String witness, long old, SignedCheckpoint head) throws Exception {
        assertThat(bench.witness(witness)
                        .addCheckpoint(new AddCheckpoint(old, List.of(), head.note()).toBytes())
                        .status())
                .isEqualTo(200);
    }

    private static ForkGuard guard(LogFiles files) {
        return new FileForkGuard(files, TestKeys.ORIGIN, () -> {});
    }

    private void start(LogFiles files, WitnessCall call) throws Exception {
        SeenByWitnesses.requireNothingLarger(
                new LogHome(files, guard(files), LOG),
                new Sequencer.Witnesses(bench.policy(), call),
                Duration.ofMillis(200));
    }

    private void refuses(LogFiles files, WitnessCall call, String... words) {
        assertThatThrownBy(() -> start(files, call)).isInstanceOfSatisfying(SigningRefusedException.class, e -> {
            assertThat(e.code()).isEqualTo("witness_knows_more");
            assertThat(e).hasMessageContainingAll(words);
        });
    }

    @Test
    void startsWhereNoWitnessKnowsMore() {
        assertThatCode(() -> start(files, bench)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnOldCopyAndSaysWhoKnowsMoreAndWhatToDo() {
        refuses(
                yesterday,
                bench,
                "witness.example/w3 knows 7 leaves of this log, signed by its own key",
                "end at 5",
                "registry restore");
    }

    @Test
    void refusesToBeginAgainWhereEverythingWasLostButTheKey() {
        refuses(new MemoryFiles(), bench, "knows 5 leaves", "end at 0");
    }

    @Test
    void believesTheSizeThatAWitnessAnswersThoughItShowsNothing() {
        refuses(
                yesterday,
                bench::addCheckpoint,
                "witness.example/w3 knows 7 leaves of this log; the files here end at 5",
                "take its lines out of policy.txt");
    }

    @Test
    void refusesAnotherTreeOfTheSameSize() throws Exception {
        cosign("w2", 0, LOG.sign(new Checkpoint(TestKeys.ORIGIN, 7, Digest.sha256(new byte[] {1}))));

        refuses(files, bench, "witness.example/w2 has another tree of 7 leaves, signed by this log");
    }

    @Test
    void waitsForNobodyWhoCannotBeReached() {
        bench.down(List.of("w1", "w2"));
        bench.silent(List.of("w3", "w4"));

        assertThatCode(() -> start(yesterday, bench)).doesNotThrowAnyException();
    }

    @Test
    void ignoresWhatIsNoCheckpointOfThisLog() {
        List<String> shown = List.of(
                "",
                "nonsense",
                TestKeys.log("other.example/log")
                        .sign(new Checkpoint("other.example/log", 99, Digest.sha256()))
                        .toString());
        for (String body : shown) {
            WitnessCall call = new WitnessCall() {
                @Override
                public CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] request) {
                    return CompletableFuture.completedFuture(new Reply(409, body));
                }

                @Override
                public CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
                    return CompletableFuture.completedFuture(new Reply(200, body));
                }
            };
            assertThatCode(() -> start(yesterday, call)).doesNotThrowAnyException();
        }
    }
}
