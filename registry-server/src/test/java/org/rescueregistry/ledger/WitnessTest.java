package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Cosignature;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

class WitnessTest {
    private static final LogSigner LOG = TestKeys.log(TestKeys.ORIGIN);
    private static final List<CosignatureSigner> KEYS = TestKeys.witness("witness.example/w1");
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    private final MemoryFiles tiles = new MemoryFiles();
    private final MemoryFiles kept = new MemoryFiles();
    private final List<SignedCheckpoint> heads = new ArrayList<>();
    private Witness witness;

    @BeforeEach
    void aLogOfThirtyLeaves() throws Exception {
        LogWriter writer = LogWriter.open(
                        tiles,
                        new FileForkGuard(new MemoryFiles(), TestKeys.ORIGIN, () -> {}),
                        LOG,
                        LeafList.to(new ArrayList<>()))
                .writer();
        for (int i = 1; i <= 30; i++) {
            heads.add(writer.append(List.of(new byte[] {(byte) i})));
        }
        witness = witness(new FileWitnessState(kept, () -> {}));
    }

    private static Witness witness(WitnessState state) {
        return new Witness(KEYS, LOG.verifierKeys(), state, InstantSource.fixed(NOW));
    }

    private SignedCheckpoint head(int size) {
        return heads.get(size - 1);
    }

    private List<Digest> proof(int from, int to) throws IOException, MalformedException {
        return from == 0
                ? List.of()
                : new TileHashes(to, path -> tiles.read(path.toString()).orElseThrow())
                        .consistencyProof(from)
                        .hashes();
    }

    private Witness.Answer submit(int from, int to) throws Exception {
        return submit(new AddCheckpoint(from, proof(from, to), head(to).note()));
    }

    private Witness.Answer submit(AddCheckpoint request) throws Exception {
        return witness.addCheckpoint(request.toBytes());
    }

    private static SignedCheckpoint signed(long size, Digest root) {
        return LOG.sign(new Checkpoint(TestKeys.ORIGIN, size, root));
    }

    private void answeredConflict(Witness.Answer answer, long size) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo(size + "\n");
    }

    @Test
    void cosignsWhatContinuesTheLastCheckpoint() throws Exception {
        int last = 0;
        for (int size : new int[] {1, 2, 7, 8, 30}) {
            Witness.Answer answer = submit(last, size);
            assertThat(answer.status()).isEqualTo(200);
            List<NoteSignature> lines = NoteSignature.parseLines(answer.body().getBytes(UTF_8));
            assertThat(lines).hasSize(2);
            for (int i = 0; i < 2; i++) {
                VerifierKey key = witness.verifierKeys().get(i);
                assertThat(Cosignature.verify(head(size).checkpoint(), lines.get(i), key)
                                .time())
                        .isEqualTo(NOW);
            }
            last = size;
        }
    }

    @Test
    void cosignsTheSameCheckpointAgainForFreshness() throws Exception {
        submit(0, 7);

        assertThat(submit(7, 7).status()).isEqualTo(200);
    }

    @Test
    void answersTheSizeItStandsAtWhenTheOldSizeIsAnother() throws Exception {
        answeredConflict(submit(3, 7), 0);
        submit(0, 7);
        answeredConflict(submit(0, 8), 7);
        answeredConflict(submit(3, 8), 7);
        answeredConflict(submit(8, 9), 7);
        answeredConflict(submit(0, 7), 7);
    }

    @Test
    void answers422WhenTheProofDoesNotLeadThere() throws Exception {
        submit(0, 7);

        assertThat(submit(new AddCheckpoint(7, proof(6, 9), head(9).note())).status())
                .isEqualTo(422);
        assertThat(submit(new AddCheckpoint(7, List.of(), head(9).note())).status())
                .isEqualTo(422);
        assertThat(submit(new AddCheckpoint(7, proof(7, 10), head(9).note())).status())
                .isEqualTo(422);
        assertThat(submit(new AddCheckpoint(
                                7, proof(7, 9), signed(9, Digest.sha256()).note()))
                        .status())
                .isEqualTo(422);
        assertThat(submit(7, 9).status()).isEqualTo(200);
    }

    @Test
    void answers422ForAnotherRootOfTheSameSize() throws Exception {
        submit(0, 7);

        assertThat(submit(new AddCheckpoint(
                                7, List.of(), signed(7, Digest.sha256()).note()))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void answers422ForAProofFromNothing() throws Exception {
        assertThat(submit(new AddCheckpoint(0, proof(6, 9), head(9).note())).status())
                .isEqualTo(422);
    }

    @Test
    void knowsTheRootOfTheEmptyTree() throws Exception {
        Digest wrong = Digest.sha256(new byte[1]);

        assertThat(submit(new AddCheckpoint(0, List.of(), signed(0, wrong).note()))
                        .status())
                .isEqualTo(422);
        assertThat(submit(new AddCheckpoint(
                                0, List.of(), signed(0, Merkle.EMPTY_ROOT).note()))
                        .status())
                .isEqualTo(200);
        assertThat(submit(0, 7).status()).isEqualTo(200);
    }

    @Test
    void answers400ForAnOldSizeBeyondTheCheckpoint() throws Exception {
        assertThat(submit(new AddCheckpoint(9, List.of(), head(7).note())).status())
                .isEqualTo(400);
    }

    @Test
    void answers400ForWhatIsNoRequest() throws Exception {
        assertThat(witness.addCheckpoint("old x\n\n".getBytes(UTF_8)).status()).isEqualTo(400);
        assertThat(witness.addCheckpoint(new byte[AddCheckpoint.MAX_BYTES + 1]).status())
                .isEqualTo(400);
    }

    @Test
    void answers404ForAnUnknownLog() throws Exception {
        SignedCheckpoint other =
                TestKeys.log("other.example/log").sign(new Checkpoint("other.example/log", 1, Digest.sha256()));

        assertThat(submit(new AddCheckpoint(0, List.of(), other.note())).status())
                .isEqualTo(404);
    }

    @Test
    void answers403WithoutAGoodSignatureOfTheLog() throws Exception {
        String good = head(7).note().toString();
        SignedNote unsigned = SignedNote.parse(
                (head(7).note().text() + "\n" + KEYS.get(0).sign(head(7), NOW).line()).getBytes(UTF_8));
        SignedNote tampered = SignedNote.parse(good.replace("\n7\n", "\n8\n").getBytes(UTF_8));

        assertThat(submit(new AddCheckpoint(0, List.of(), unsigned)).status()).isEqualTo(403);
        assertThat(submit(new AddCheckpoint(0, List.of(), tampered)).status()).isEqualTo(403);
    }

    @Test
    void remembersAcrossRestarts() throws Exception {
        submit(0, 7);
        witness = witness(new FileWitnessState(kept, () -> {}));

        answeredConflict(submit(0, 8), 7);
        assertThat(submit(7, 8).status()).isEqualTo(200);
    }

    @Test
    void servesTheCheckpointItCosignedWithBothSignaturesAndNoOthers() throws Exception {
        String hash = Digest.sha256(TestKeys.ORIGIN.getBytes(UTF_8)).hex();
        assertThat(witness.checkpoint(hash).status()).isEqualTo(404);

        SignedCheckpoint padded = head(7).plus(TestKeys.witness("stranger.example").stream()
                .map(key -> key.sign(head(7), NOW))
                .toList());
        String line = submit(new AddCheckpoint(0, List.of(), padded.note())).body();

        Witness.Answer answer = witness.checkpoint(hash);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(head(7).note() + line);
        assertThat(witness.checkpoint(hash.toUpperCase(Locale.ROOT)).status()).isEqualTo(404);
    }

    @Test
    void answersNothingWhenItCannotRemember() {
        FailingFiles failing = new FailingFiles(kept);
        for (boolean afterwards : new boolean[] {false, true}) {
            failing.failAfter(0, afterwards);
            witness = witness(new FileWitnessState(failing, () -> {}));
            assertThatThrownBy(() -> submit(0, 7)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void ofConcurrentRequestsFromOneSizeSignsOne() throws Exception {
        submit(0, 7);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Witness.Answer>> requests = new ArrayList<>();
            for (int size = 8; size <= 30; size++) {
                int to = size;
                requests.add(() -> submit(7, to));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Witness.Answer> answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsOnlyOnce(200).contains(409).hasSize(23);
        } finally {
            threads.shutdown();
        }
    }

    /** Many clients at once, each from the size it believes in: what was signed is one chain, each link from where the last ended. */
    @Test
    void whateverComesAtOnceWhatItSignsIsOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Queue<long[]> signed = new ConcurrentLinkedQueue<>();
        try {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int client = 0; client < 16; client++) {
                Random random = new Random(client);
                clients.add(() -> {
                    int believed = 0;
                    while (believed < 30) {
                        int to = Math.min(30, believed + 1 + random.nextInt(2));
                        Witness.Answer answer = submit(believed, to);
                        if (answer.status() == 200) {
                            signed.add(new long[] {believed, to});
                            believed = to;
                        } else {
                            assertThat(answer.status()).isEqualTo(409);
                            believed = Integer.parseInt(answer.body().strip());
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } finally {
            threads.shutdown();
        }
        long at = 0;
        for (long[] link : signed.stream()
                .sorted(Comparator.comparingLong(link -> link[0]))
                .toList()) {
            assertThat(link[0]).isEqualTo(at);
            at = link[1];
        }
        assertThat(at).isEqualTo(30);
    }

    @Test
    void keepsTheProofWhenALogSignsTwoHistories() throws Exception {
        submit(0, 7);
        SignedCheckpoint sameSize = LOG.sign(new Checkpoint(TestKeys.ORIGIN, 7, Digest.sha256(new byte[] {7})));
        assertThat(submit(new AddCheckpoint(7, List.of(), sameSize.note())).status())
                .isEqualTo(422);
        String name = kept.list("evidence").get(0);
        ForkEvidence evidence = ForkEvidence.parse(kept.read("evidence/" + name).orElseThrow());
        assertThat(evidence.verify(LOG.verifierKeys())).isPresent();

        // A larger tree that begins otherwise, with the hashes that show it.
        List<Digest> other = IntStream.range(0, 9)
                .mapToObj(i -> Merkle.leafHash(new byte[] {(byte) (i == 2 ? 99 : i)}))
                .toList();
        SignedCheckpoint larger = LOG.sign(new Checkpoint(TestKeys.ORIGIN, 9, Merkle.root(other)));
        // RFC 6962 section 2.1.2 for 7 of 9: leaf 6, leaf 7, nodes 4–5 and 0–3, leaf 8.
        List<Digest> hashes = List.of(
                other.get(6),
                other.get(7),
                Merkle.root(other.subList(4, 6)),
                Merkle.root(other.subList(0, 4)),
                other.get(8));
        assertThat(submit(new AddCheckpoint(7, hashes, larger.note())).status()).isEqualTo(422);
        assertThat(kept.list("evidence")).hasSize(2);

        // Hashes that lead nowhere prove nothing: anybody can send those.
        assertThat(submit(new AddCheckpoint(7, List.of(other.get(0)), head(8).note()))
                        .status())
                .isEqualTo(422);
        assertThat(kept.list("evidence")).hasSize(2);
        answeredConflict(submit(0, 8), 7);
    }

    @Test
    void twoWitnessesOnOneStateSignOneOfTwo() throws Exception {
        // Another process would hold the same state as a database: the swap, not the lock in memory, has to decide.
        FileWitnessState shared = new FileWitnessState(kept, () -> {});
        Witness slow = witness(new WitnessState() {
            @Override
            public Optional<byte[]> latest(String origin) throws IOException {
                return shared.latest(origin);
            }

            @Override
            public boolean replace(String origin, byte[] seen, byte[] next) throws IOException {
                if (shared.latest(origin).isEmpty()) {
                    witness.addCheckpoint(new AddCheckpoint(0, List.of(), head(9).note()).toBytes());
                }
                return shared.replace(origin, seen, next);
            }

            @Override
            public void keep(ForkEvidence evidence) {
                throw new AssertionError("nobody forked");
            }

            @Override
            public void close() {}
        });

        answeredConflict(slow.addCheckpoint(new AddCheckpoint(0, List.of(), head(7).note()).toBytes()), 9);
    }

    @Test
    void refusesASecondProcessOnItsFolder(@TempDir Path folder) throws Exception {
        try (WitnessState first = WitnessState.in(folder)) {
            assertThatThrownBy(() -> WitnessState.in(folder)).isInstanceOf(SigningRefusedException.class);
            assertThat(first.latest(TestKeys.ORIGIN)).isEmpty();
        }
    }
}
