package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Cosignature;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/**
 * The body of an add-checkpoint request from anybody, before a witness that stands at {@value #STANDS_AT} leaves: it prints what it read,
 * and the witness cosigns only trees that the log has signed and that continue the one it stands at.
 */
final class AddCheckpointFuzz implements FuzzTarget {
    private static final int STANDS_AT = 3;
    private static final int LEAVES = 9;
    private static final Pattern HEAD =
            Pattern.compile("old (0|[1-9][0-9]{0,17})\n(([A-Za-z0-9+/]{43}=\n){0,63})\n(?s:.*)");
    private static final Set<Integer> STATUSES = Set.of(200, 400, 403, 404, 409, 422);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_000_000));

    private final List<SignedCheckpoint> heads = new ArrayList<>();
    private final MemoryFiles tiles = new MemoryFiles();
    private final MemoryFiles standing = new MemoryFiles();

    AddCheckpointFuzz() throws Exception {
        LogWriter writer = LogWriter.open(
                        tiles,
                        new FileForkGuard(new MemoryFiles(), TestKeys.ORIGIN, () -> {}),
                        TestKeys.log(TestKeys.ORIGIN),
                        LeafList.to(new ArrayList<>()))
                .writer();
        for (int i = 1; i <= LEAVES; i++) {
            heads.add(writer.append(List.of(new byte[] {(byte) i})));
        }
        Witness witness = witness(standing);
        must(
                witness.addCheckpoint(new AddCheckpoint(
                                                0, List.of(), head(STANDS_AT).note())
                                        .toBytes())
                                .status()
                        == 200,
                "the witness stands where it is to stand");
    }

    private static Witness witness(MemoryFiles files) {
        return new Witness(
                TestKeys.witness("witness.example/w1"),
                TestKeys.log(TestKeys.ORIGIN).verifierKeys(),
                new FileWitnessState(files, () -> {}),
                CLOCK);
    }

    SignedCheckpoint head(int size) {
        return heads.get(size - 1);
    }

    @Override
    public boolean accepts(byte[] input) throws MalformedException, IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(input);
        } catch (MalformedException refused) {
            must(witness(standing.copy()).addCheckpoint(input).status() == 400, "what is malformed is answered so");
            return false;
        }
        must(Arrays.equals(request.toBytes(), input), "it prints what it read");
        must(HEAD.matcher(new String(input, UTF_8)).matches(), "it has the shape of the specification");
        must(request.oldSize() >= 0, "an old size is not negative");
        must(request.proof().size() <= AddCheckpoint.MAX_PROOF_LINES, "a proof is short");
        return isCosigned(input, request);
    }

    private boolean isCosigned(byte[] input, AddCheckpoint request) throws IOException, MalformedException {
        MemoryFiles files = standing.copy();
        Witness witness = witness(files);
        Witness.Answer answer = witness.addCheckpoint(input);
        must(STATUSES.contains(answer.status()), "the status is one of the specification's, not " + answer.status());
        if (answer.status() == 409) {
            must(answer.body().equals(STANDS_AT + "\n"), "a conflict says where the witness stands");
        }
        if (answer.status() != 200) {
            must(Arrays.equals(kept(files), kept(standing)), "a refusal changes nothing");
            return false;
        }
        must(request.oldSize() == STANDS_AT, "it cosigns only from where it stands");
        SignedCheckpoint genuine = heads.stream()
                .filter(head -> head.note().text().equals(request.note().text()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it cosigned what the log never signed"));
        must(genuine.checkpoint().size() >= STANDS_AT, "it never goes back");
        List<NoteSignature> lines = NoteSignature.parseLines(answer.body().getBytes(UTF_8));
        must(lines.size() == witness.verifierKeys().size(), "it signs with each of its keys");
        for (int i = 0; i < lines.size(); i++) {
            must(
                    Cosignature.verify(
                                    genuine.checkpoint(),
                                    lines.get(i),
                                    witness.verifierKeys().get(i))
                            .time()
                            .equals(CLOCK.instant()),
                    "what it answers is its cosignature");
        }
        must(
                SignedNote.parse(kept(files)).text().equals(request.note().text()),
                "it remembers what it cosigned before it answers");
        return true;
    }

    private static byte[] kept(MemoryFiles files) throws IOException {
        String name = Digest.sha256(TestKeys.ORIGIN.getBytes(UTF_8)).hex();
        return files.read(name).orElseThrow();
    }
}
