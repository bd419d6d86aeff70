package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;

class WitnessingTest {
    private static final LogSigner LOG = TestKeys.log(TestKeys.ORIGIN);
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    private final MemoryFiles tiles = new MemoryFiles();
    private final List<SignedCheckpoint> heads = new ArrayList<>();
    private final WitnessBench bench = new WitnessBench(LOG.verifierKeys(), NOW);
    private final List<SigningRefusedException> alarms = new ArrayList<>();
    private final Witnessing witnessing = witnessing(bench);

    private Witnessing witnessing(WitnessCall call) {
        return witnessing(call, Duration.ofMillis(200));
    }

    private Witnessing witnessing(WitnessCall call, Duration patience) {
        return new Witnessing(
                bench.policy(),
                path -> tiles.read(path.toString()).orElseThrow(),
                0,
                new Witnessing.Network(call, patience, Runnable::run, alarms::add));
    }

    @BeforeEach
    void aLogOfTwelveLeaves() throws Exception {
        LogWriter writer = LogWriter.open(
                        tiles,
                        new FileForkGuard(new MemoryFiles(), TestKeys.ORIGIN, () -> {}),
                        LOG,
                        LeafList.to(new ArrayList<>()))
                .writer();
        for (int i = 1; i <= 12; i++) {
            heads.add(writer.append(List.of(new byte[] {(byte) i})));
        }
    }

    private SignedCheckpoint head(int size) {
        return heads.get(size - 1);
    }

    private CosignedCheckpoint met(int size) throws Exception {
        return witnessing.ask(head(size)).get(30, TimeUnit.SECONDS).orElseThrow();
    }

    @Test
    void collectsUntilThePolicyIsMet() throws Exception {
        CosignedCheckpoint cosigned = met(5);

        assertThat(cosigned.checkpoint()).isEqualTo(head(5).checkpoint());
        assertThat(cosigned.cosignatures()).hasSize(6);
        assertThat(witnessing.missing()).isEmpty();
    }

    @Test
    void provesGrowthFromWhereEachWitnessStands() throws Exception {
        met(5);
        met(12);

        assertThat(bench.asked()).hasSize(8);
    }

    @Test
    void asksAgainFromTheSizeAWitnessAnswers() throws Exception {
        AddCheckpoint ahead = new AddCheckpoint(0, List.of(), head(4).note());
        bench.witness("w2").addCheckpoint(ahead.toBytes());

        assertThat(met(7).cosignatures()).hasSize(6);
        assertThat(bench.asked()).containsExactly("w1", "w2", "w2", "w3", "w4");
    }

    @Test
    void oneWitnessMayBeDown() throws Exception {
        bench.down(List.of("w1"));

        assertThat(met(5).cosignatures()).hasSize(6);
        assertThat(witnessing.missing()).isEqualTo(Map.of("witness.example/w1", "not reached: connection refused"));

        bench.down(List.of());
        met(6);
        assertThat(witnessing.missing()).isEmpty();
    }

    @Test
    void namesTheMissingWhenTooFewAnswer() throws Exception {
        bench.down(List.of("w1"));
        bench.silent(List.of("w4"));

        assertThat(witnessing.ask(head(5)).get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(witnessing.missing())
                .isEqualTo(Map.of(
                        "witness.example/w1",
                        "not reached: connection refused",
                        "witness.example/w4",
                        "no answer within 200 ms"));
    }

    @Test
    void aSilentWitnessHasOneRequestOpenAndDelaysNobody() throws Exception {
        bench.silent(List.of("w4"));
        Witnessing patient = witnessing(bench, Duration.ofMinutes(1));
        for (int size = 1; size <= 12; size++) {
            assertThat(patient.ask(head(size))).isCompletedWithValueMatching(Optional::isPresent);
        }

        assertThat(bench.asked()).filteredOn("w4"::equals).hasSize(1);
    }

    @Test
    void givesUpOnAWitnessThatHasSeenMore() throws Exception {
        AddCheckpoint ahead = new AddCheckpoint(0, List.of(), head(9).note());
        bench.witness("w3").addCheckpoint(ahead.toBytes());

        met(7);
        assertThat(witnessing.missing())
                .isEqualTo(Map.of("witness.example/w3", "it has cosigned 9 leaves, more than this log's 7"));
    }

    @Test
    void soundsTheAlarmWhenAWitnessShowsALargerTreeThatTheLogSigned() throws Exception {
        bench.witness("w3").addCheckpoint(new AddCheckpoint(0, List.of(), head(9).note()).toBytes());
        met(7);

        assertThat(alarms)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm)
                        .hasMessageContaining("witness.example/w3 knows 9 leaves of this log, signed by its own key")
                        .hasMessageContaining("end at 7"));
    }

    @Test
    void isNotStoppedByAWitnessThatOnlyClaimsToKnowMore() throws Exception {
        WitnessCall liar = new WitnessCall() {
            @Override
            public CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body) {
                return witness.name().startsWith("w2-")
                        ? CompletableFuture.completedFuture(new Reply(409, "1000\n"))
                        : bench.addCheckpoint(witness, body);
            }

            @Override
            public CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
                SignedCheckpoint forged = TestKeys.log("other.example/log")
                        .sign(new Checkpoint(
                                "other.example/log", 1000, head(7).checkpoint().root()));
                String note = forged.note().toString().replace("other.example/log\n", TestKeys.ORIGIN + "\n");
                return CompletableFuture.completedFuture(new Reply(200, note));
            }
        };
        Witnessing lied = witnessing(liar);

        assertThat(lied.ask(head(7)).get(30, TimeUnit.SECONDS)).isPresent();
        assertThat(lied.missing())
                .isEqualTo(Map.of("witness.example/w2", "it has cosigned 1000 leaves, more than this log's 7"));
        assertThat(alarms).isEmpty();
    }

    @Test
    void ignoresWhatIsNoCosignatureOfThisWitnessOnThisCheckpoint() throws Exception {
        String stranger = lines("stranger.example", head(5));
        String other = lines("witness.example/w1", head(6));
        for (String body : List.of(
                "",
                "nonsense\n",
                stranger,
                other,
                // One key's line is right and the other's false: no note, as a whole.
                line("witness.example/w1", 0, head(5)) + line("witness.example/w1", 1, head(6)))) {
            Witnessing lied = witnessing((witness, request) -> witness.name().startsWith("w1-")
                    ? CompletableFuture.completedFuture(new WitnessCall.Reply(200, body))
                    : bench.addCheckpoint(witness, request));

            assertThat(lied.ask(head(5)).get(30, TimeUnit.SECONDS)).isPresent();
            assertThat(lied.missing()).containsOnlyKeys("witness.example/w1");
        }
    }

    private static String lines(String name, SignedCheckpoint head) {
        return line(name, 0, head) + line(name, 1, head);
    }

    private static String line(String name, int key, SignedCheckpoint head) {
        return TestKeys.witness(name).get(key).sign(head, NOW).line();
    }

    @Test
    void takesBothLinesOfAWitnessAndSaysWhenOneIsMissing() throws Exception {
        assertThat(met(5).cosignatures()).hasSize(6);
        Witnessing halved = witnessing((witness, request) -> witness.name().startsWith("w1-")
                ? CompletableFuture.completedFuture(new WitnessCall.Reply(200, line("witness.example/w1", 0, head(5))))
                : bench.addCheckpoint(witness, request));
        assertThat(halved.ask(head(5)).get(30, TimeUnit.SECONDS).orElseThrow().cosignatures())
                .hasSize(5);
        assertThat(halved.missing()).isEqualTo(Map.of("witness.example/w1", "it did not sign with each of its keys"));
    }

    @Test
    void takesTheGoodLineAmongStrangers() throws Exception {
        String stranger = lines("stranger.example", head(5));
        Witnessing padded = witnessing((witness, request) -> bench.addCheckpoint(witness, request)
                .thenApply(reply -> new WitnessCall.Reply(reply.status(), stranger + reply.body())));

        CosignedCheckpoint result =
                padded.ask(head(5)).get(30, TimeUnit.SECONDS).orElseThrow();
        assertThat(result.signed().note().toString()).doesNotContain("stranger");
    }

    @Test
    void doesNotAskForEverWhenTheSizeKeepsChanging() throws Exception {
        int[] size = {0};
        Witnessing moving = witnessing((witness, request) ->
                CompletableFuture.completedFuture(new WitnessCall.Reply(409, (size[0]++ % 4) + "\n")));

        assertThat(moving.ask(head(5)).get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(size[0]).isEqualTo(12);
        assertThat(moving.missing().get("witness.example/w1")).startsWith("it answered 409");
    }

    @Test
    void sendsTheBodyOfTheSpecification() throws Exception {
        met(5);
        List<String> bodies = new ArrayList<>();
        Witnessing recording = witnessing((witness, request) -> {
            bodies.add(new String(request, UTF_8));
            return bench.addCheckpoint(witness, request);
        });
        recording.ask(head(7)).get(30, TimeUnit.SECONDS);

        assertThat(bodies.get(0)).isEqualTo("old 0\n\n" + head(7).note());
        assertThat(bodies.get(1)).matches("(?s)old 5\n([A-Za-z0-9+/]{43}=\n)+\n" + TestKeys.ORIGIN + "\n7\n.*");
    }
}
