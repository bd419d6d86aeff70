package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ConsistencyProof;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.PrefixProof;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * A witness (C2SP tlog-witness): it cosigns a log's checkpoint when that continues the one it cosigned before, and remembers it
 * first. So no log it watches can show two histories under its name.
 *
 * <p>Safe for any number of threads. Of two requests from the same old size at most one is signed.
 */
public final class Witness {
    /** Longest request body that is read, in bytes; a longer one is malformed. */
    public static final int MAX_BODY_BYTES = AddCheckpoint.MAX_BYTES;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    private final List<CosignatureSigner> keys;
    private final List<VerifierKey> logKeys;
    private final WitnessState state;
    private final InstantSource clock;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** What to answer over HTTP. */
    public record Answer(int status, String contentType, String body) {
        static Answer text(int status, String body) {
            return new Answer(status, TEXT, body);
        }
    }

    /**
     * A witness with these keys, each of which signs every checkpoint, for the logs the other keys belong to: a log is known by its
     * origin, the name of its keys.
     */
    public Witness(
            List<CosignatureSigner> keys, Collection<VerifierKey> logKeys, WitnessState state, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.logKeys = List.copyOf(logKeys);
        this.state = state;
        this.clock = clock;
    }

    /** The keys that cosign. */
    public List<VerifierKey> verifierKeys() {
        return keys.stream().map(CosignatureSigner::verifierKey).toList();
    }

    /**
     * Answers {@code POST <submission prefix>/add-checkpoint}: 200 with a cosignature line for each key, 409 with the size it stands at, or
     * 400, 403, 404, 422 with the reason in a line of text.
     *
     * @throws IOException the new state could not be kept: nothing was signed. Answer 500.
     */
    public Answer addCheckpoint(byte[] body) throws IOException {
        AddCheckpoint request;
        SignedCheckpoint submitted;
        try {
            request = AddCheckpoint.parse(body);
            submitted = SignedCheckpoint.verify(request.note(), logKeys);
        } catch (MalformedException e) {
            return Answer.text(statusOf(e), e.getMessage() + "\n");
        }
        if (request.oldSize() > submitted.checkpoint().size()) {
            return Answer.text(400, "the old size is larger than the checkpoint's\n");
        }
        Object lock = locks.computeIfAbsent(submitted.checkpoint().origin(), origin -> new Object());
        synchronized (lock) {
            return checkAndCosign(request, submitted);
        }
    }

    private static int statusOf(MalformedException e) {
        return switch (e.code()) {
            case "checkpoint_unknown_log" -> 404;
            case "checkpoint_not_signed", "note_bad_signature" -> 403;
            default -> 400;
        };
    }

    private Answer checkAndCosign(AddCheckpoint request, SignedCheckpoint submitted) throws IOException {
        Checkpoint next = submitted.checkpoint();
        Optional<byte[]> seen = state.latest(next.origin());
        Checkpoint last =
                seen.isPresent() ? checkpointOf(seen.get()) : new Checkpoint(next.origin(), 0, Merkle.EMPTY_ROOT);
        if (request.oldSize() != last.size()) {
            return conflict(last);
        }
        Optional<String> fault = inconsistency(last, next, request.proof());
        if (fault.isPresent()) {
            accuse(seen, submitted, request.proof());
            return Answer.text(422, fault.get() + "\n");
        }
        Instant now = clock.instant();
        List<NoteSignature> cosignatures =
                keys.stream().map(key -> key.sign(submitted, now)).toList();
        // Kept before it leaves: whoever holds the line must find the witness standing there, also after a power cut.
        if (!state.replace(next.origin(), seen.orElse(null), kept(submitted, cosignatures))) {
            return conflict(checkpointOf(state.latest(next.origin()).orElseThrow()));
        }
        return Answer.text(200, lines(cosignatures));
    }

    /**
     * Keeps the proof, if there is one, that the log signed what contradicts the tree cosigned last: another root for the same size,
     * or a larger tree whose beginning, by the client's own hashes, is another.
     */
    private void accuse(Optional<byte[]> seen, SignedCheckpoint submitted, List<Digest> hashes) throws IOException {
        if (seen.isEmpty()) {
            return;
        }
        SignedCheckpoint last;
        try {
            last = SignedCheckpoint.verify(SignedNote.parse(seen.get()), logKeys);
        } catch (MalformedException e) {
            // Cosigned under a key of the log that this witness does not know any more.
            return;
        }
        PrefixProof proof =
                new PrefixProof(last.checkpoint().size(), submitted.checkpoint().size(), hashes);
        Optional<ForkEvidence> fork = ForkEvidence.of(logKeys, last, submitted, proof);
        if (fork.isPresent()) {
            state.keep(fork.get());
        }
    }

    /** Why {@code next} does not continue {@code last}, if it does not. */
    private static Optional<String> inconsistency(Checkpoint last, Checkpoint next, List<Digest> proof) {
        if (next.size() == 0 && !next.root().equals(Merkle.EMPTY_ROOT)) {
            return Optional.of("the root of the empty tree is not that of the empty tree");
        }
        if (last.size() == 0) {
            return proof.isEmpty()
                    ? Optional.empty()
                    : Optional.of("from old size 0 the consistency proof has to be empty");
        }
        return new ConsistencyProof(last.size(), next.size(), proof)
                        .verify(last.root(), next.root())
                        .isProven()
                ? Optional.empty()
                : Optional.of(
                        "the consistency proof does not lead from the tree of " + last.size() + " leaves to this one");
    }

    private static Answer conflict(Checkpoint last) {
        return new Answer(409, SIZE, last.size() + "\n");
    }

    private static String lines(List<NoteSignature> signatures) {
        return signatures.stream().map(NoteSignature::line).collect(Collectors.joining());
    }

    /** The note with the log's signatures and the new cosignatures: what else a client put under it, nobody has verified. */
    private byte[] kept(SignedCheckpoint submitted, List<NoteSignature> cosignatures) {
        StringBuilder note = new StringBuilder(submitted.note().text()).append('\n');
        for (NoteSignature line : submitted.note().signatures()) {
            if (logKeys.stream().anyMatch(key -> key.claims(line))) {
                note.append(line.line());
            }
        }
        return note.append(lines(cosignatures)).toString().getBytes(UTF_8);
    }

    private static Checkpoint checkpointOf(byte[] kept) throws IOException {
        try {
            return Checkpoint.parse(SignedNote.parse(kept).text());
        } catch (MalformedException e) {
            throw new IOException("the witness's state is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Answers {@code GET <monitoring prefix>/<origin hash>/checkpoint}, the hash being SHA-256 of the origin in lower-case hex:
     * the checkpoint cosigned last, or 404.
     */
    public Answer checkpoint(String originHash) throws IOException {
        for (VerifierKey log : logKeys) {
            if (Digest.sha256(log.name().getBytes(UTF_8)).hex().equals(originHash)) {
                Optional<byte[]> latest = state.latest(log.name());
                if (latest.isPresent()) {
                    return Answer.text(200, new String(latest.get(), UTF_8));
                }
            }
        }
        return Answer.text(404, "no checkpoint of such a log was cosigned here\n");
    }
}
