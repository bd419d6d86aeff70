package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.CosignatureCount;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * Asks witnesses to cosign (C2SP tlog-witness, the client's side): all at once, each with a proof from the size it stands at, until
 * the policy is met. A slow or dead witness delays nobody as long as the others suffice, and has at most one request open.
 *
 * <p>Everything but the calls themselves happens on the serial executor given.
 */
final class Witnessing {
    /** A witness that answers with its size is asked again from there; one whose size keeps changing is given up. */
    private static final int MOST_TRIES = 3;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
    private static final int MOST_WORDS = 200;

    private final LogPolicy policy;
    private final TileReader tiles;
    private final WitnessCall call;
    private final Duration patience;
    private final Executor serial;
    private final Consumer<SigningRefusedException> alarm;
    private final List<Line> lines = new ArrayList<>();

    /** Leaves of the largest tree that was brought before any witness. */
    private long largest;

    /** Who did not cosign when asked last, and why. Replaced, never changed: read by other threads. */
    private volatile Map<String, String> missing = Map.of();

    /**
     * Prepares to ask.
     *
     * @param cosignedSize of the checkpoint that the policy's witnesses cosigned last, as far as known; 0 otherwise
     */
    Witnessing(LogPolicy policy, TileReader tiles, long cosignedSize, Network network) {
        this.policy = policy;
        this.tiles = tiles;
        this.call = network.call();
        this.patience = network.patience();
        this.serial = network.serial();
        this.alarm = network.alarm();
        Seat.of(policy).forEach(seat -> lines.add(new Line(seat, cosignedSize)));
    }

    /**
     * The way to the witnesses.
     *
     * @param patience how long one request may take
     * @param serial runs one thing at a time
     * @param alarm told when a witness shows a larger tree than was ever signed here, under the log's own signature
     */
    record Network(WitnessCall call, Duration patience, Executor serial, Consumer<SigningRefusedException> alarm) {}

    /** Who did not cosign when asked last, and why, by the names of their keys. */
    Map<String, String> missing() {
        return missing;
    }

    /**
     * Asks for cosignatures of {@code head}, also again for fresh ones; gives nothing when they were too few. To be called on the
     * serial executor.
     */
    CompletableFuture<Optional<CosignedCheckpoint>> ask(SignedCheckpoint head) {
        largest = Math.max(largest, head.checkpoint().size());
        CosignatureCount count;
        try {
            count = policy.count(head.note());
        } catch (MalformedException e) {
            // The head is our own: then it is the policy that is of another log.
            return CompletableFuture.failedFuture(e);
        }
        Round round = new Round(head, count);
        lines.forEach(line -> line.ask(round));
        round.completeIfDecided();
        return round.result;
    }

    /** One checkpoint, and who has cosigned it. */
    private final class Round {
        private final SignedCheckpoint head;
        private final CompletableFuture<Optional<CosignedCheckpoint>> result = new CompletableFuture<>();
        private final CosignatureCount count;
        private int open = lines.size();

        Round(SignedCheckpoint head, CosignatureCount count) {
            this.head = head;
            this.count = count;
        }

        /** A witness has done what it will; {@code problem} is empty if nothing is missing. */
        void answered(String witness, String problem) {
            Map<String, String> now = new TreeMap<>(missing);
            if (problem.isEmpty()) {
                now.remove(witness);
            } else {
                now.put(witness, problem);
            }
            missing = Map.copyOf(now);
            open--;
            completeIfDecided();
        }

        void completeIfDecided() {
            if (result.isDone()) {
                return;
            }
            if (count.result() instanceof PolicyResult.Met met) {
                result.complete(Optional.of(met.checkpoint()));
            } else if (open == 0) {
                result.complete(Optional.empty());
            }
        }
    }

    /** The line to one witness, which has one or more keys. */
    private final class Line {
        private final LogPolicy.Witness witness;
        private final String name;
        private final List<VerifierKey> keys;
        private long size;
        private boolean looking;
        private CompletableFuture<Void> busy = DONE;

        Line(Seat seat, long size) {
            this.witness = seat.line();
            this.name = seat.name();
            this.keys = seat.keys();
            this.size = size;
        }

        void ask(Round round) {
            if (busy.isDone()) {
                busy = attempt(round, MOST_TRIES);
            } else {
                busy = busy.thenComposeAsync(done -> round.result.isDone() ? DONE : attempt(round, MOST_TRIES), serial);
            }
        }

        private CompletableFuture<Void> attempt(Round round, int tries) {
            byte[] body;
            try {
                body = new AddCheckpoint(size, proof(round.head), round.head.note()).toBytes();
            } catch (IOException | MalformedException e) {
                round.answered(name, "our own tiles could not be read: " + e.getMessage());
                return DONE;
            }
            return send(body)
                    .handleAsync(
                            (reply, failure) ->
                                    reply == null ? gaveNoAnswer(round, failure) : gaveAnswer(round, reply, tries > 1),
                            serial)
                    .thenComposeAsync(again -> again ? attempt(round, tries - 1) : DONE, serial);
        }

        private CompletableFuture<WitnessCall.Reply> send(byte[] body) {
            try {
                // A copy: the time limit is ours, and completing the caller's own future would hide its end from it.
                return call.addCheckpoint(witness, body)
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private List<Digest> proof(SignedCheckpoint head) throws IOException, MalformedException {
            long newSize = head.checkpoint().size();
            return size == 0 || size == newSize
                    ? List.of()
                    : new TileHashes(newSize, tiles).consistencyProof(size).hashes();
        }

        /** Whether to ask again: no. */
        private boolean gaveNoAnswer(Round round, Throwable failure) {
            round.answered(name, reason(failure, patience));
            return false;
        }

        /** Whether to ask again, from the size it said it stands at. */
        private boolean gaveAnswer(Round round, WitnessCall.Reply reply, boolean mayAskAgain) {
            long wanted = round.head.checkpoint().size();
            if (reply.status() == 409 && SIZE.matcher(reply.body()).matches()) {
                long at = Long.parseLong(reply.body().strip());
                if (at > wanted) {
                    round.answered(name, "it has cosigned " + at + " leaves, more than this log's " + wanted);
                    look(round.head.checkpoint().origin());
                    return false;
                }
                size = at;
                if (mayAskAgain) {
                    return true;
                }
            }
            int cosigned = reply.status() == 200 ? count(round, reply.body()) : 0;
            if (cosigned == 0) {
                round.answered(name, "it answered " + reply.status() + ": " + words(reply.body()));
                return false;
            }
            size = wanted;
            round.answered(name, cosigned == keys.size() ? "" : "it did not sign with each of its keys");
            return false;
        }

        /** It may lie; a larger tree that it can show signed by the log itself does not. */
        private void look(String origin) {
            if (looking) {
                return;
            }
            looking = true;
            List<VerifierKey> logKeys = policy.logs().stream()
                    .map(LogPolicy.Log::key)
                    .filter(key -> key.name().equals(origin))
                    .toList();
            CompletableFuture<Void> unused = new SeenByWitnesses(origin, logKeys, call)
                    .larger(witness, largest)
                    .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAcceptAsync(
                            refusal -> {
                                looking = false;
                                refusal.ifPresent(alarm);
                            },
                            serial);
        }

        /**
         * Counts the lines of its keys among those it sent, and says how many; others are ignored (tlog-witness: "unknown keys"). A
         * line that only claims to be of one of its keys spoils the answer.
         */
        private int count(Round round, String body) {
            Map<VerifierKey, NoteSignature> own = new LinkedHashMap<>();
            try {
                for (NoteSignature line : NoteSignature.parseLines(body.getBytes(UTF_8))) {
                    keys.stream().filter(key -> key.claims(line)).forEach(key -> own.put(key, line));
                }
                round.count.add(own.values());
                return own.size();
            } catch (MalformedException notACosignature) {
                return 0;
            }
        }
    }

    /** Why there was no answer within {@code patience}, in words. */
    static String reason(Throwable failure, Duration patience) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "no answer within " + patience.toMillis() + " ms"
                : "not reached: " + words(String.valueOf(cause.getMessage()));
    }

    /** The first line of what another server said, fit for a log of ours. */
    static String words(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("\\p{C}", " ");
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS);
    }
}
