package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * What witnesses remember of a log that the log may have forgotten: a copy of yesterday, put back with yesterday's fork guard, looks
 * right in itself, and the next signature under it would be a fork. They are asked before anything is signed.
 *
 * <p>A tree under the log's own signature is proof, whoever shows it. The mere size in a witness's answer is a claim: at the start it
 * is reason enough not to sign, for somebody is there to look into it; while the ledger runs it is not, or one witness could stop it
 * at will (docs/decisions).
 */
public final class SeenByWitnesses {
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final String origin;
    private final List<VerifierKey> logKeys;
    private final WitnessCall call;

    /** A witness's word: a size, and the tree if the log's own signature was under it. */
    private record Sighting(String witness, long size, Optional<Checkpoint> proven) {}

    /** Looks for trees of the log with these keys. */
    SeenByWitnesses(String origin, List<VerifierKey> logKeys, WitnessCall call) {
        this.origin = origin;
        this.logKeys = List.copyOf(logKeys);
        this.call = call;
    }

    /**
     * Asks all witnesses what they have seen of the log, and comes back when each has answered or time is up. Who cannot be reached
     * is not waited for: reached later, it stops the ledger then if it shows a larger tree.
     *
     * @throws SigningRefusedException {@code witness_knows_more}: one has seen a larger tree than the fork guard holds, or another
     *     one of the same size
     */
    public static void requireNothingLarger(LogHome home, Sequencer.Witnesses witnesses, Duration patience)
            throws IOException, SigningRefusedException {
        Checkpoint ours = home.guard().held();
        Optional<byte[]> published = home.files().read(LogWriter.PUBLISHED);
        SeenByWitnesses seen = new SeenByWitnesses(home.origin(), home.key().verifierKeys(), witnesses.call());
        List<CompletableFuture<Optional<Sighting>>> asked = new ArrayList<>();
        for (Seat seat : Seat.of(witnesses.policy())) {
            asked.add(seen.shown(seat.line())
                    .thenApply(tree -> tree.map(
                            checkpoint -> new Sighting(seat.name(), checkpoint.size(), Optional.of(checkpoint)))));
            // What it serves for reading may be an hour old (tlog-witness); what it answers a log that begins at 0 is
            // not. Nothing is signed for that: it is the checkpoint everybody has.
            published.ifPresent(note -> asked.add(seen.claimed(seat.line(), note)
                    .thenApply(size -> size.map(known -> new Sighting(seat.name(), known, Optional.empty())))));
        }
        for (CompletableFuture<Optional<Sighting>> answer : asked) {
            Optional<Sighting> sighting = answer.completeOnTimeout(
                            Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            if (sighting.isPresent()) {
                requireNotLarger(ours, sighting.get());
            }
        }
    }

    private static void requireNotLarger(Checkpoint ours, Sighting sighting) throws SigningRefusedException {
        boolean differs = sighting.proven()
                .filter(tree -> tree.size() == ours.size() && !tree.equals(ours))
                .isPresent();
        if (sighting.size() > ours.size() || differs) {
            throw refusal(
                    sighting.witness(),
                    sighting.size(),
                    ours.size(),
                    sighting.proven().isPresent());
        }
    }

    private static SigningRefusedException refusal(String witness, long theirs, long ours, boolean proven) {
        String what = theirs == ours
                ? "the witness " + witness + " has another tree of " + theirs + " leaves, signed by this log"
                : "the witness " + witness + " knows " + theirs + " leaves of this log"
                        + (proven ? ", signed by its own key" : "") + "; the files here end at " + ours;
        String doThis = proven
                ? "They are an old copy, or another one writes. Restore the rest from a mirror: registry restore --config"
                        + " <registry.json> --mirror <URL of a mirror>"
                : "Restore the rest from a mirror: registry restore --config <registry.json> --mirror <URL of a mirror>."
                        + " If you know that the witness is wrong, take its lines out of policy.txt";
        return new SigningRefusedException(
                "witness_knows_more", what + ". " + doThis + ". Nothing will be signed until then.");
    }

    /** The refusal that a tree larger than {@code ours} under the log's own signature gives; nothing if the witness shows none. */
    CompletableFuture<Optional<SigningRefusedException>> larger(LogPolicy.Witness witness, long ours) {
        return shown(witness)
                .thenApply(tree -> tree.filter(checkpoint -> checkpoint.size() > ours)
                        .map(checkpoint -> refusal(witness.key().name(), checkpoint.size(), ours, true)));
    }

    /** The tree a witness shows under the log's own signature, by its read interface. */
    private CompletableFuture<Optional<Checkpoint>> shown(LogPolicy.Witness witness) {
        String hash = Digest.sha256(origin.getBytes(UTF_8)).hex();
        return attempt(() -> call.checkpoint(witness, hash))
                .thenApply(reply -> reply.filter(found -> found.status() == 200).flatMap(this::signedByTheLog));
    }

    private Optional<Checkpoint> signedByTheLog(WitnessCall.Reply reply) {
        try {
            SignedNote note = SignedNote.parse(reply.body().getBytes(UTF_8));
            return Optional.of(SignedCheckpoint.verify(note, logKeys).checkpoint());
        } catch (MalformedException nothingOfOurs) {
            return Optional.empty();
        }
    }

    /** The size a witness says it stands at. */
    private CompletableFuture<Optional<Long>> claimed(LogPolicy.Witness witness, byte[] published) {
        return attempt(() -> call.addCheckpoint(witness, fromNothing(published)))
                .thenApply(reply -> reply.filter(found -> found.status() == 409
                                && SIZE.matcher(found.body()).matches())
                        .map(found -> Long.parseLong(found.body().strip())));
    }

    private static byte[] fromNothing(byte[] published) {
        try {
            return new AddCheckpoint(0, List.of(), SignedNote.parse(published)).toBytes();
        } catch (MalformedException damaged) {
            throw new IllegalStateException("the published checkpoint is damaged", damaged);
        }
    }

    /** Nothing when there is no answer. */
    private static CompletableFuture<Optional<WitnessCall.Reply>> attempt(
            Supplier<CompletionStage<WitnessCall.Reply>> asking) {
        try {
            return asking.get().toCompletableFuture().handle((reply, failure) -> Optional.ofNullable(reply));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
