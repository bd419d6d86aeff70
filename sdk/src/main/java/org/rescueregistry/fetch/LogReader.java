package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Frontier;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads one log from its first leaf and goes on from where it stopped: every entry is hashed into the tree that a
 * cosigned checkpoint commits to, and only then folded. Not for several threads.
 */
final class LogReader {
    private final Fold fold;
    private LogSource source;
    private LogPolicy policy;
    private Frontier frontier = new Frontier();
    private @Nullable CosignedCheckpoint checkpoint;

    /** What reading up to a checkpoint found. */
    record Progress(CosignedCheckpoint checkpoint, List<Trouble> evidence) {}

    LogReader(String origin, LogSource source, LogPolicy policy) {
        this.source = source;
        this.policy = policy;
        this.fold = Fold.start(origin);
    }

    Fold fold() {
        return fold;
    }

    /** Goes on with another source or policy, which the registry has named since. */
    void readFrom(LogSource newSource, LogPolicy newPolicy) {
        source = newSource;
        policy = newPolicy;
    }

    /**
     * Reads up to the latest checkpoint. When it fails nothing is folded, and the next call begins again from the last
     * checkpoint that was read whole.
     */
    Progress advance() throws TroubleException {
        CosignedCheckpoint latest = latest();
        long have = frontier.size();
        if (latest.checkpoint().size() < have) {
            throw new TroubleException(
                    Trouble.Kind.INCONSISTENT,
                    "checkpoint",
                    "the log has gone back from size " + have + " to "
                            + latest.checkpoint().size());
        }
        Frontier grown = frontier.copy();
        List<byte[]> leaves = leaves(grown, latest.checkpoint().size());
        if (!grown.root().equals(latest.checkpoint().root())) {
            throw new TroubleException(
                    Trouble.Kind.INCONSISTENT,
                    "checkpoint",
                    "the leaves of size " + grown.size() + " do not give the root that was signed"
                            + (have > 0 ? "; the log was forked after size " + have + ", or an entry changed" : ""));
        }
        frontier = grown;
        checkpoint = latest;
        return new Progress(latest, fold(leaves));
    }

    /** The latest checkpoint, checked against the policy. */
    CosignedCheckpoint latest() throws TroubleException {
        SignedNote note;
        PolicyResult result;
        try {
            note = SignedNote.parse(source.checkpoint());
            result = policy.check(note);
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, "checkpoint", message(e));
        } catch (MalformedException e) {
            throw new TroubleException(Trouble.Kind.POLICY_NOT_MET, "checkpoint", e.code() + ": " + e.getMessage());
        }
        if (result instanceof PolicyResult.Met met) {
            if (!met.checkpoint().checkpoint().origin().equals(fold.log())) {
                throw new TroubleException(Trouble.Kind.INCONSISTENT, "checkpoint", "it is of another log");
            }
            return met.checkpoint();
        }
        throw new TroubleException(
                Trouble.Kind.POLICY_NOT_MET,
                "checkpoint",
                "too few witnesses have cosigned; missing: "
                        + String.join(", ", ((PolicyResult.TooFew) result).missing()));
    }

    private List<byte[]> leaves(Frontier grown, long size) throws TroubleException {
        List<byte[]> leaves = new ArrayList<>();
        while (grown.size() < size) {
            long index = grown.size() / TilePath.FULL_WIDTH;
            int width = (int) Math.min(TilePath.FULL_WIDTH, size - index * TilePath.FULL_WIDTH);
            EntryBundle bundle = bundle(TilePath.entries(index, width));
            for (int i = (int) (grown.size() % TilePath.FULL_WIDTH); i < width; i++) {
                grown.append(bundle.leafHash(i));
                leaves.add(bundle.entry(i));
            }
        }
        return leaves;
    }

    private EntryBundle bundle(TilePath path) throws TroubleException {
        try {
            return EntryBundle.parse(path, source.read(path));
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, path.toString(), message(e));
        } catch (MalformedException e) {
            throw new TroubleException(Trouble.Kind.MALFORMED, path.toString(), message(e));
        }
    }

    private List<Trouble> fold(List<byte[]> leaves) {
        List<Trouble> evidence = new ArrayList<>();
        fold.appendAll(leaves).forEach(batch -> evidence.addAll(evidence(batch)));
        fold.stop()
                .ifPresentOrElse(
                        stop -> evidence.add(new Trouble(
                                Trouble.Kind.TOO_NEW,
                                "leaf " + stop.index(),
                                stop.cause().text() + ": this program is too old for what follows")),
                        () -> {
                            if (fold.size() != frontier.size()) {
                                evidence.add(new Trouble(
                                        Trouble.Kind.WRONG_STATE,
                                        "leaf " + (frontier.size() - 1),
                                        "the last leaf under the checkpoint is no state leaf"));
                            }
                        });
        return evidence;
    }

    private static List<Trouble> evidence(ClosedBatch batch) {
        List<Trouble> evidence = new ArrayList<>();
        for (Judged judged : batch.judged()) {
            if (judged.judgement() instanceof Judgement.Refused refused) {
                evidence.add(new Trouble(
                        Trouble.Kind.VOID_LEAF,
                        "leaf " + judged.index(),
                        refused.code().text() + ": " + refused.message()));
            }
        }
        batch.wrong()
                .ifPresent(wrong -> evidence.add(new Trouble(
                        Trouble.Kind.WRONG_STATE,
                        "leaf " + batch.state().size(),
                        "the state leaf is wrong about " + String.join(", ", wrong.differs()))));
        return evidence;
    }

    /** The checkpoint that was read last, seen with the clock {@code now}. */
    Optional<Instant> provenAsOf(Instant now) {
        return checkpoint == null ? Optional.empty() : checkpoint.provenAsOf(now);
    }

    static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
