package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
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
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads one log from its first leaf and goes on from where it stopped: a cosigned checkpoint first, then that its tree
 * continues what was read, then bundle after bundle, each of which is hashed up to the root that was signed before it is
 * folded. Memory does not depend on the length of the log, but for what the fold itself must remember. Not for several
 * threads.
 */
final class LogReader {
    /** Bundles that are kept at a time. */
    static final int CHUNK = 8;

    private final Fold fold;
    private final BatchListener listener;
    private LogSource source;
    private LogPolicy policy;
    private final Frontier frontier = new Frontier();
    private @Nullable CosignedCheckpoint checkpoint;
    private @Nullable StateLeaf state;
    private List<Trouble> evidence = new ArrayList<>();

    /** What reading up to a checkpoint found. */
    record Progress(CosignedCheckpoint checkpoint, List<Trouble> evidence) {}

    /** Is told of every chunk of leaves that was verified and folded. */
    interface Kept {
        /**
         * Takes a chunk.
         *
         * @param bundles at most {@value #CHUNK}, of which the first may have been read in part before
         * @param reached the tree over all that was read so far
         */
        void chunk(List<BundlesAhead.Read> bundles, Frontier reached) throws IOException;
    }

    LogReader(String origin, LogSource source, LogPolicy policy) {
        this(origin, source, policy, BatchListener.NONE);
    }

    /** Tells {@code listener} of every batch. */
    LogReader(String origin, LogSource source, LogPolicy policy, BatchListener listener) {
        this.source = source;
        this.policy = policy;
        this.fold = Fold.start(origin);
        this.listener = listener;
    }

    Fold fold() {
        return fold;
    }

    /** How many leaves were read. */
    long size() {
        return frontier.size();
    }

    /** Goes on with another source or policy, which the registry has named since. */
    void readFrom(LogSource newSource, LogPolicy newPolicy) {
        source = newSource;
        policy = newPolicy;
    }

    /**
     * Reads up to the latest checkpoint. When it fails, all bundles before the trouble are folded, and the next call goes
     * on behind them; what they were evidence of, {@link #takeEvidence} tells.
     */
    Progress advance() throws TroubleException {
        try {
            return advance(latest(), (bundles, reached) -> {});
        } catch (IOException e) {
            throw new IllegalStateException("nothing is kept here", e);
        }
    }

    /**
     * As {@link #advance()}, up to a checkpoint that was checked.
     *
     * @throws IOException if {@code kept} failed
     */
    Progress advance(CosignedCheckpoint latest, Kept kept) throws TroubleException, IOException {
        read(latest, latest.checkpoint().size(), kept);
        checkpoint = latest;
        evidence.addAll(ofTheEnd());
        return new Progress(latest, takeEvidence());
    }

    /** Reads the first {@code end} leaves under a checkpoint that was checked, and no more: the log as it was then. */
    void readTo(long end, CosignedCheckpoint latest) throws TroubleException {
        try {
            read(latest, end, (bundles, reached) -> {});
        } catch (IOException e) {
            throw new IllegalStateException("nothing is kept here", e);
        }
    }

    private void read(CosignedCheckpoint latest, long end, Kept kept) throws TroubleException, IOException {
        VerifiedTiles tree = new VerifiedTiles(latest.checkpoint(), source);
        long size = latest.checkpoint().size();
        requireContinued(tree, latest);
        List<BundlesAhead.Read> chunk = new ArrayList<>();
        long from = frontier.size();
        try (TreeFold leaves = new TreeFold(fold, BundlesAhead.of(tree, size, from, end), from, end)) {
            while (leaves.hasNext()) {
                try {
                    chunk.add(took(leaves.next(this::closed), end));
                } catch (IOException | MalformedException e) {
                    keep(chunk, kept);
                    throw trouble(TilePath.entriesIn(size, leaves.failed()).toString(), e);
                }
                if (chunk.size() == CHUNK || !leaves.hasNext()) {
                    keep(chunk, kept);
                }
            }
        }
    }

    private void keep(List<BundlesAhead.Read> chunk, Kept kept) throws IOException {
        if (!chunk.isEmpty()) {
            kept.chunk(List.copyOf(chunk), frontier);
            chunk.clear();
        }
    }

    private BundlesAhead.Read took(BundlesAhead.Read read, long end) {
        while (frontier.size() < Math.min(read.end(), end)) {
            frontier.append(read.leafHash(frontier.size()));
        }
        return read;
    }

    private void closed(ClosedBatch batch) {
        state = batch.state();
        evidence.addAll(evidence(batch));
        listener.closed(batch, fold);
    }

    private static TroubleException trouble(String place, Exception e) {
        Trouble.Kind kind = Trouble.Kind.UNREACHABLE;
        if (e instanceof UntrueTileException) {
            kind = Trouble.Kind.INCONSISTENT;
        } else if (e instanceof MalformedException) {
            kind = Trouble.Kind.MALFORMED;
        }
        return new TroubleException(kind, place, message(e));
    }

    /**
     * Folds again what was verified before and kept: the first {@code size} leaves.
     *
     * @param folded told of each bundle
     * @return the root over them; nothing may be believed of the fold unless it is the one that was kept
     */
    Digest again(BundleSource kept, long size, Consumer<EntryBundle> folded) throws IOException, MalformedException {
        BundlesAhead bundles =
                new BundlesAhead(index -> hashed(index, kept.bundle(TilePath.entriesIn(size, index))), 0, size);
        try (TreeFold leaves = new TreeFold(fold, bundles, 0, size)) {
            while (leaves.hasNext()) {
                folded.accept(took(leaves.next(this::closed), size).bundle());
            }
        }
        return frontier.root();
    }

    private static BundlesAhead.Read hashed(long index, EntryBundle bundle) {
        byte[] hashes = new byte[bundle.width() * Digest.SIZE];
        for (int i = 0; i < bundle.width(); i++) {
            bundle.leafHash(i).writeTo(hashes, i * Digest.SIZE);
        }
        return new BundlesAhead.Read(index, bundle, hashes);
    }

    /** Bundles that were verified once. */
    interface BundleSource {
        EntryBundle bundle(TilePath path) throws IOException, MalformedException;
    }

    /** What the leaves that were read are evidence of; told once. */
    List<Trouble> takeEvidence() {
        List<Trouble> told = List.copyOf(evidence);
        evidence = new ArrayList<>();
        return told;
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

    private void requireContinued(VerifiedTiles tree, CosignedCheckpoint latest) throws TroubleException {
        long have = frontier.size();
        long size = latest.checkpoint().size();
        if (size < have) {
            throw new TroubleException(
                    Trouble.Kind.INCONSISTENT, "checkpoint", "the log has gone back from size " + have + " to " + size);
        }
        if (have > 0 && !before(have, tree).equals(frontier.root())) {
            throw new TroubleException(
                    Trouble.Kind.INCONSISTENT,
                    "checkpoint",
                    "the first " + have + " leaves of the tree of " + size
                            + " that was signed are not those that were read; the log was forked");
        }
    }

    /** The root over the first leaves of a tree. */
    private static Digest before(long prefix, VerifiedTiles tree) throws TroubleException {
        try {
            return tree.root(prefix);
        } catch (IOException | MalformedException e) {
            throw trouble("checkpoint", e);
        }
    }

    private List<Trouble> ofTheEnd() {
        if (fold.stop().isPresent()) {
            return fold.stop().stream()
                    .map(stop -> new Trouble(
                            Trouble.Kind.TOO_NEW,
                            "leaf " + stop.index(),
                            stop.cause().text() + ": this program is too old for what follows"))
                    .toList();
        }
        return fold.size() == frontier.size()
                ? List.of()
                : List.of(new Trouble(
                        Trouble.Kind.WRONG_STATE,
                        "leaf " + (frontier.size() - 1),
                        "the last leaf under the checkpoint is no state leaf"));
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

    /** The checkpoint that was read last. */
    Optional<CosignedCheckpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** The state leaf that was read last. */
    Optional<StateLeaf> state() {
        return Optional.ofNullable(state);
    }

    /** The checkpoint that was read last, seen with the clock {@code now}. */
    Optional<Instant> provenAsOf(Instant now) {
        return checkpoint().flatMap(read -> read.provenAsOf(now));
    }

    static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
