package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** A registry's ledger with the one witness it has to have, both on the disk: it takes statements and publishes what was cosigned. */
final class RegistryFaults implements FaultScenario {
    private static final int STATEMENTS = 3;
    private static final InstantSource CLOCK = InstantSource.fixed(TestRegistry.NOW);
    private static final Pace PACE = new Pace(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofMinutes(5),
            64,
            8,
            Pace.DEFAULT.bytes());

    private final TestRegistry registry = new TestRegistry();

    /** A ledger, and its one witness in the same process. */
    static final class Open implements WitnessCall, AutoCloseable {
        private final WitnessState state;
        private final Witness witness;
        final Sequencer sequencer;

        /** @param folder of the witness */
        Open(Path folder, LogHome home, InstantSource clock) throws Exception {
            state = WitnessState.in(folder.resolve("witness"));
            witness = new Witness(
                    TestKeys.witness("witness.example/w1"), home.key().verifierKeys(), state, clock);
            sequencer = Sequencer.open(home, new Sequencer.Witnesses(policy(home, witness), this), clock, PACE);
        }

        private static LogPolicy policy(LogHome home, Witness witness) throws MalformedException {
            StringBuilder text = new StringBuilder();
            home.key().verifierKeys().forEach(key -> text.append("log " + key + "\n"));
            text.append("witness w1 " + witness.verifierKeys().get(0) + " https://witness.example/w1\nquorum w1\n");
            return LogPolicy.parse(text.toString().getBytes(UTF_8));
        }

        @Override
        public CompletionStage<Reply> addCheckpoint(LogPolicy.Witness asked, byte[] body) {
            try {
                return replied(witness.addCheckpoint(body));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public CompletionStage<Reply> checkpoint(LogPolicy.Witness asked, String originHash) {
            try {
                return replied(witness.checkpoint(originHash));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private static CompletionStage<Reply> replied(Witness.Answer answer) {
            return CompletableFuture.completedFuture(new Reply(answer.status(), answer.body()));
        }

        /** Waits until witnesses vouch for this size; not for ever, for a fault may have stopped it. */
        boolean isPublished(long size) throws InterruptedException {
            for (int i = 0; i < 1000 && sequencer.health().publishedSize() < size; i++) {
                if (sequencer.health().stopped().isPresent()) {
                    return false;
                }
                Thread.sleep(5);
            }
            return sequencer.health().publishedSize() >= size;
        }

        @Override
        public void close() throws IOException {
            sequencer.close();
            state.close();
        }
    }

    private static ForkGuard guard(Path folder) throws IOException, SigningRefusedException {
        return ForkGuard.in(folder.resolve("guard"), TestKeys.ORIGIN);
    }

    private static LogHome home(Path folder, ForkGuard guard) {
        return new LogHome(LogFiles.in(folder), guard, TestRegistry.LOG);
    }

    private static Open open(Path folder) throws Exception {
        return new Open(folder, home(folder, guard(folder)), CLOCK);
    }

    @Override
    public void prepare(Path folder) throws Exception {
        try (ForkGuard guard = guard(folder)) {
            assertThat(Founding.found(home(folder, guard), registry.charter(), CLOCK))
                    .isInstanceOf(Submission.Accepted.class);
        }
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        Open open = open(folder);
        return () -> {
            for (int i = 1; i <= STATEMENTS; i++) {
                Submission.Accepted accepted = submit(open, registry.appointment(i));
                say.accept("accepted " + accepted.index() + " " + accepted.id().hex());
                if (!open.isPublished(accepted.size())) {
                    throw new IllegalStateException("not published: " + open.sequencer.health());
                }
                say.accept("note "
                        + Base64.getEncoder()
                                .encodeToString(open.sequencer.checkpoint().orElseThrow()));
            }
            open.close();
        };
    }

    private static Submission.Accepted submit(Open open, Statement statement) throws Exception {
        return (Submission.Accepted)
                open.sequencer.submit(statement.bytes()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        SignedTrees signed = new SignedTrees();
        Path published = folder.resolve("checkpoint");
        if (Files.exists(published)) {
            signed.add(LogFaults.checkpoint(Files.readAllBytes(published)));
        }
        try (Open open = open(folder)) {
            for (String line : said) {
                String[] words = line.split(" ");
                if (words[0].equals("accepted")) {
                    assertThat(open.sequencer.find(Digest.parseHex(words[2])).map(Submission.Accepted::index))
                            .as(line)
                            .contains(Long.parseLong(words[1]));
                } else if (words[0].equals("note")) {
                    signed.add(LogFaults.checkpoint(Base64.getDecoder().decode(words[1])));
                }
            }
            Submission.Accepted another = submit(open, registry.appointment(STATEMENTS + 1));
            assertThat(open.isPublished(another.size())).isTrue();
            signed.add(LogFaults.checkpoint(open.sequencer.checkpoint().orElseThrow()));
            signed.areHeadsOf(leaves(open));
        }
    }

    private static List<byte[]> leaves(Open open) throws IOException, MalformedException {
        long size = open.sequencer.accepted().size();
        TilePath path = TilePath.entries(0, (int) size);
        return new ArrayList<>(
                EntryBundle.parse(path, open.sequencer.tiles().read(path)).entries());
    }
}
