package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;

/** A witness that cosigns the growth of a log, and a fresh one of the same size. */
final class WitnessFaults implements FaultScenario {
    private static final int[] SIZES = {2, 5, 5, 9};
    private static final int LARGEST = 11;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_000_000));

    /** One log, and one that agrees with it on no tree but the empty one. */
    private final GrownLog log = new GrownLog("leaf ");

    private final GrownLog fork = new GrownLog("other leaf ");

    WitnessFaults() throws Exception {}

    private static final class GrownLog {
        final MemoryFiles files = new MemoryFiles();
        final List<SignedCheckpoint> heads = new ArrayList<>();

        GrownLog(String leaf) throws Exception {
            LogWriter writer = LogWriter.open(
                            files,
                            new FileForkGuard(new MemoryFiles(), TestKeys.ORIGIN, () -> {}),
                            TestKeys.log(TestKeys.ORIGIN),
                            LeafList.to(new ArrayList<>()))
                    .writer();
            for (int i = 0; i < LARGEST; i++) {
                heads.add(writer.append(List.of((leaf + i).getBytes(UTF_8))));
            }
        }

        byte[] request(int from, int to) throws Exception {
            List<Digest> proof = from == 0 || from == to
                    ? List.of()
                    : new TileHashes(to, path -> files.read(path.toString()).orElseThrow())
                            .consistencyProof(from)
                            .hashes();
            return new AddCheckpoint(from, proof, heads.get(to - 1).note()).toBytes();
        }
    }

    private static Witness witness(WitnessState state) {
        return new Witness(
                TestKeys.witness("witness.example/w1"),
                TestKeys.log(TestKeys.ORIGIN).verifierKeys(),
                state,
                CLOCK);
    }

    @Override
    public void prepare(Path folder) throws Exception {
        try (WitnessState state = WitnessState.in(folder)) {
            assertThat(witness(state).addCheckpoint(log.request(0, 1)).status()).isEqualTo(200);
        }
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        WitnessState state = WitnessState.in(folder);
        return () -> {
            cosign(state, 1, size -> say.accept("cosigned " + size));
            state.close();
        };
    }

    /** Cosigns one size after the other, and tells each. */
    void cosign(WitnessState state, int from, IntConsumer cosigned) throws Exception {
        Witness witness = witness(state);
        int at = from;
        for (int size : SIZES) {
            Witness.Answer answer = witness.addCheckpoint(log.request(at, size));
            if (answer.status() != 200) {
                throw new IllegalStateException("answered " + answer);
            }
            cosigned.accept(size);
            at = size;
        }
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        int promised = said.stream()
                .filter(line -> line.startsWith("cosigned "))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                .max()
                .orElse(1);
        try (WitnessState state = WitnessState.in(folder)) {
            assertThat(standsAt(state)).as("where it stands").isGreaterThanOrEqualTo(promised);
        }
    }

    /** Where a witness stands: it says so, refuses a fork there, and goes on from there. */
    int standsAt(WitnessState state) throws Exception {
        Witness witness = witness(state);
        // Nobody was ever asked from here, so it is answered with a size.
        Witness.Answer conflict = witness.addCheckpoint(log.request(SIZES[SIZES.length - 1] + 1, LARGEST));
        assertThat(conflict.status()).isEqualTo(409);
        int at = Integer.parseInt(conflict.body().strip());
        if (at > 0) {
            assertThat(witness.addCheckpoint(fork.request(at, at)).status()).isEqualTo(422);
            assertThat(witness.addCheckpoint(fork.request(at, LARGEST)).status())
                    .isEqualTo(422);
        }
        assertThat(witness.addCheckpoint(log.request(at, LARGEST)).status()).isEqualTo(200);
        return at;
    }
}
