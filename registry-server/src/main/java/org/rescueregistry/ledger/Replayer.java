package org.rescueregistry.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Cosignature;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.InclusionProof;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/**
 * Follows one log of another registry, runs every leaf through the reducer, and cosigns a checkpoint only once the state leaf it
 * ends with is what came out. Its cosignature says what any cosignature does (C2SP tlog-cosignature: the largest tree it has seen at
 * that time), and, as that page's "Additional statements" allows: <em>I recomputed this state</em>.
 *
 * <p>A state that is wrong is written down as {@link StateEvidence}, two histories as {@link ForkEvidence}; either stops the cosigning
 * of this log until its operator has acknowledged the file. A void leaf is counted and stops nothing. {@link #poll} is for one thread,
 * all else for any number.
 */
public final class Replayer implements AutoCloseable {
    /** How far a state leaf's time may be from what is known of the time, either way. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** A tree that does not grow is cosigned again this often. */
    static final Duration REFRESH = Duration.ofMinutes(1);

    /** How much further it has to come than was kept before that is kept anew: at least this many leaves, and an eighth of all. */
    static final long KEPT_EVERY = 1 << 12;

    private static final int KEPT_SHARE = 8;

    /** How many void leaves are named in the status; all of them are counted. */
    private static final int MOST_NAMED = 16;

    private final Mirror.Followed log;
    private final LogPolicy policy;
    private final List<CosignatureSigner> keys;
    private final ReplayerFiles files;
    private final InstantSource clock;
    private final Closeable lock;
    private final Replay replay;

    /** What it has cosigned last, and when; the former null before the first time. */
    private @Nullable SignedCheckpoint kept;

    private Instant keptAt = Instant.EPOCH;

    /** The newest tree it was shown, as it was shown, and the newest that it has read to its end. */
    private byte[] shown = {};

    private @Nullable CosignedCheckpoint following;

    /** The tiles of {@link #following}. */
    private @Nullable VerifiedTiles tiles;

    /** How far a process before this one had come; null once that was looked at. */
    private @Nullable Replayed earlier;

    /** How far is kept. */
    private long keptFar;

    private @Nullable CosignedCheckpoint read;
    private @Nullable ClosedBatch last;

    /** What is wrong and not yet written down. */
    private @Nullable StateFinding pending;

    private List<String> open;
    private long settled;
    private long voidLeaves;
    private long wrongStates;
    private final Deque<String> newestVoid = new ArrayDeque<>();
    private volatile Status status;

    /**
     * How it stands with one log.
     *
     * @param cosigned what it serves; null before the first time
     * @param cosignedAt when that was signed
     * @param seenSize leaves of the newest checkpoint it was shown
     * @param replayed leaves that were run through the reducer
     * @param voidLeaves how many of them the rules do not allow
     * @param newestVoid the last of these, each with its refusal code
     * @param wrongStates how many state leaves were not what came out
     * @param evidence files that wait to be acknowledged; while there is one nothing is cosigned
     * @param problem why it cannot get on; empty if it can
     */
    public record Status(
            @Nullable SignedCheckpoint cosigned,
            Instant cosignedAt,
            long seenSize,
            long replayed,
            long voidLeaves,
            List<String> newestVoid,
            long wrongStates,
            List<String> evidence,
            String problem) {
        public Status {
            newestVoid = List.copyOf(newestVoid);
            evidence = List.copyOf(evidence);
        }

        /** Leaves of the tree it cosigned last. */
        public long cosignedSize() {
            return cosigned == null ? 0 : cosigned.checkpoint().size();
        }

        /** Whether an operator has to look at evidence before anything is cosigned. */
        public boolean stopped() {
            return !evidence.isEmpty();
        }
    }

    /**
     * What it is told.
     *
     * @param log whose checkpoints it follows, under the policy of that log's witnesses
     * @param keys that cosign, each of them
     */
    public record Settings(Mirror.Followed log, List<CosignatureSigner> keys, InstantSource clock) {
        public Settings {
            keys = List.copyOf(keys);
        }
    }

    private Replayer(Settings settings, LogPolicy policy, ReplayerFiles files, Closeable lock)
            throws IOException, MalformedException {
        this.log = settings.log();
        this.policy = policy;
        this.keys = settings.keys();
        this.clock = settings.clock();
        this.files = files;
        this.lock = lock;
        this.replay = new Replay(log.origin());
        this.settled = files.settled();
        this.open = files.open();
        this.earlier = files.replayed(log.origin()).orElse(null);
        Optional<byte[]> note = files.cosigned();
        if (note.isPresent()) {
            kept = SignedCheckpoint.verify(SignedNote.parse(note.get()), log.keys());
            keptAt = cosignedAt(kept);
        }
        this.status = statusNow("");
    }

    /**
     * Takes up what was cosigned before, from a folder of its own under {@code home}, or begins.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     * @throws MalformedException {@code replayer_is_witness}: its key is one of the policy's; {@code no_policy}: the log has none;
     *     or what is kept there is not of this log
     */
    public static Replayer open(Path home, Settings settings)
            throws IOException, SigningRefusedException, MalformedException {
        Path folder = home.resolve(settings.log().hash());
        Closeable lock = FolderLock.take(folder);
        try {
            return open(LogFiles.in(folder), settings, lock);
        } catch (IOException | MalformedException e) {
            lock.close();
            throw e;
        }
    }

    static Replayer open(LogFiles folder, Settings settings, Closeable lock) throws IOException, MalformedException {
        LogPolicy policy = settings.log().policy();
        if (policy == null) {
            throw new MalformedException(
                    "no_policy",
                    "a replayer follows a log under the policy of its witnesses, not by its signature alone");
        }
        for (CosignatureSigner key : settings.keys()) {
            policy.requireStranger(key.verifierKey());
        }
        return new Replayer(settings, policy, new ReplayerFiles(folder), lock);
    }

    /** The time under its own cosignature; long ago if its keys were changed since. */
    private Instant cosignedAt(SignedCheckpoint signed) throws MalformedException {
        for (NoteSignature line : signed.note().signatures()) {
            for (CosignatureSigner key : keys) {
                if (key.verifierKey().claims(line)) {
                    return Cosignature.verify(signed.checkpoint(), line, key.verifierKey())
                            .time();
                }
            }
        }
        return Instant.EPOCH;
    }

    public Mirror.Followed log() {
        return log;
    }

    /** How it stands; any thread. */
    public Status status() {
        return status;
    }

    /** The keys that cosign. */
    public List<VerifierKey> verifierKeys() {
        return keys.stream().map(CosignatureSigner::verifierKey).toList();
    }

    /** What to serve as {@code <prefix>/<origin hash>/checkpoint}: what it cosigned last. It is on the disk. */
    public Optional<byte[]> checkpoint() {
        SignedCheckpoint cosigned = status.cosigned();
        return cosigned == null ? Optional.empty() : Optional.of(cosigned.note().toBytes());
    }

    /** Asks the log once, replays what is new, and cosigns what is right; whether nothing is in the way. */
    public boolean poll() {
        String problem = "";
        try {
            if (!open.isEmpty()) {
                // Somebody may have looked into it since.
                open = files.open();
            }
            follow(latest());
            if (!open.isEmpty()) {
                problem = "nothing is cosigned until this is acknowledged: " + String.join(", ", open);
            }
        } catch (IOException e) {
            problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } catch (MalformedException e) {
            problem = e.code() + ": " + e.getMessage();
        }
        status = statusNow(problem);
        return problem.isEmpty();
    }

    private Status statusNow(String problem) {
        SignedCheckpoint newest = newestKnown();
        return new Status(
                kept,
                keptAt,
                newest == null ? 0 : newest.checkpoint().size(),
                replay.taken(),
                voidLeaves,
                List.copyOf(newestVoid),
                wrongStates,
                open,
                problem);
    }

    /** The log's checkpoint, under the policy of its witnesses. */
    private CosignedCheckpoint latest() throws IOException, MalformedException {
        byte[] note = log.source().checkpoint();
        if (following != null && Arrays.equals(note, shown)) {
            return following;
        }
        PolicyResult result = policy.check(SignedNote.parse(note));
        if (result instanceof PolicyResult.TooFew few) {
            throw new MalformedException(
                    "policy_not_met", "too few witnesses have cosigned; missing: " + String.join(", ", few.missing()));
        }
        CosignedCheckpoint met = ((PolicyResult.Met) result).checkpoint();
        if (!met.checkpoint().origin().equals(log.origin())) {
            throw new MalformedException("checkpoint_unknown_log", "it is a checkpoint of another log");
        }
        VerifiedTiles tilesOfLatest = new VerifiedTiles(met.checkpoint(), log.source());
        requireContinued(met.signed(), tilesOfLatest);
        shown = note;
        following = met;
        tiles = tilesOfLatest;
        return met;
    }

    /** The largest tree that it knows the log has signed: what it cosigned, or has begun to read since. */
    private @Nullable SignedCheckpoint newestKnown() {
        return following == null ? kept : following.signed();
    }

    private void requireContinued(SignedCheckpoint latest, VerifiedTiles ofLatest)
            throws IOException, MalformedException {
        SignedCheckpoint before = newestKnown();
        if (before == null || before.checkpoint().equals(latest.checkpoint())) {
            return;
        }
        boolean grown = latest.checkpoint().size() > before.checkpoint().size();
        // The source may have other tiles than before by now. Then it cannot be told, and nothing is cosigned either.
        VerifiedTiles ofLarger = grown ? ofLatest : new VerifiedTiles(before.checkpoint(), log.source());
        Optional<ForkEvidence> fork = ForkEvidence.between(log.keys(), before, latest, ofLarger);
        if (fork.isPresent()) {
            accuse(fork.get().fileName(), fork.get().toBytes());
            throw new MalformedException("fork", "the log has signed another history than the one replayed here");
        }
        if (latest.checkpoint().size() < before.checkpoint().size()) {
            throw new MalformedException(
                    "log_went_back",
                    "the log shows " + latest.checkpoint().size() + " leaves; "
                            + before.checkpoint().size() + " were seen before");
        }
    }

    private void follow(CosignedCheckpoint latest) throws IOException, MalformedException {
        long size = latest.checkpoint().size();
        VerifiedTiles leaves = Objects.requireNonNull(tiles);
        resume(size, leaves);
        boolean news = replay.taken() < size;
        if (news) {
            TimeRule times = new TimeRule(readBefore(), latest, clock.instant());
            replay.advance(leaves, size, batch -> judged(batch, times));
        }
        if (!replay.tooOld().isEmpty()) {
            throw new MalformedException("too_old", replay.tooOld());
        }
        if (news && size >= 2 && replay.fold().size() != size) {
            // Every signed tree of two leaves or more ends in a state leaf that closes a batch.
            wrong(StateFinding.missing(size - 1, Replay.leaf(leaves, size, size - 1)));
        }
        read = latest;
        writeDown(latest, leaves);
        cosign(latest);
        keepHowFar(latest.checkpoint());
    }

    /** Goes on where a process before this one was, if its log goes on there; otherwise all is replayed. */
    private void resume(long size, VerifiedTiles leaves) throws IOException {
        Replayed before = earlier;
        if (before == null) {
            return;
        }
        Optional<StateLeaf> end = replay.resume(before, leaves, size);
        earlier = null;
        end.ifPresent(leaf -> {
            last = new ClosedBatch(List.of(), leaf, new ClosedBatch.Right());
            keptFar = before.tree().size();
            voidLeaves = before.found().voidLeaves();
            newestVoid.addAll(before.found().newestVoid());
            wrongStates = before.found().wrongStates();
        });
    }

    /** After all else: whoever dies before has to read a little more again, and nothing is shown that rests on it. */
    private void keepHowFar(Checkpoint tree) throws IOException {
        long more = tree.size() - keptFar;
        if (isRight(tree) && open.isEmpty() && more >= Math.max(KEPT_EVERY, keptFar / KEPT_SHARE)) {
            Replayed.Found found = new Replayed.Found(voidLeaves, List.copyOf(newestVoid), wrongStates);
            files.replayed(
                    new Replayed(tree, found, ByteBuffer.wrap(replay.fold().image())));
            keptFar = tree.size();
        }
    }

    /** Whether the tree ends in a state leaf that is what came out of all leaves before it. */
    private boolean isRight(Checkpoint tree) {
        ClosedBatch end = last;
        return end != null
                && end.check() instanceof ClosedBatch.Right
                && end.state().size() + 1 == tree.size();
    }

    /** What witnesses vouched for when it last read to the end; null if it never did. */
    private @Nullable CosignedCheckpoint readBefore() throws MalformedException {
        if (read != null || kept == null) {
            return read;
        }
        return policy.check(kept.note()) instanceof PolicyResult.Met met ? met.checkpoint() : null;
    }

    /** What a batch came to. It is told of each one only once, so nothing in here may fail. */
    private void judged(ClosedBatch batch, TimeRule times) {
        last = batch;
        for (Judged judged : batch.judged()) {
            if (judged.judgement() instanceof Judgement.Refused refused) {
                voidLeaves++;
                newestVoid.add("leaf " + judged.index() + ": " + refused.code().text());
                if (newestVoid.size() > MOST_NAMED) {
                    newestVoid.remove();
                }
            }
        }
        StateFinding.in(batch, times).ifPresent(this::wrong);
        status = statusNow(status.problem());
    }

    /** One finding is enough to stop for: of what comes while it waits to be acknowledged only the number is kept. */
    private void wrong(StateFinding finding) {
        wrongStates++;
        if (finding.index() >= settled && pending == null && open.isEmpty()) {
            pending = finding;
        }
    }

    private void writeDown(CosignedCheckpoint latest, VerifiedTiles leaves) throws IOException, MalformedException {
        StateFinding found = pending;
        if (found != null) {
            InclusionProof proof = new TileHashes(latest.checkpoint().size(), leaves).inclusionProof(found.index());
            StateEvidence evidence = StateEvidence.of(log.keys(), latest.signed(), proof, found.finding());
            accuse(evidence.fileName(), evidence.toBytes());
            pending = null;
        }
        if (!open.isEmpty() && replay.taken() > settled) {
            // Whoever acknowledges it, now or while this process is down, has
            // seen the count of all there was until here.
            files.settled(replay.taken());
            settled = replay.taken();
        }
    }

    private void accuse(String name, byte[] evidence) throws IOException {
        // Forced before anything else is cosigned: whatever happens now, the next start finds it and stands still.
        if (open.isEmpty()) {
            files.keep(name, evidence);
            open = files.open();
        }
    }

    /** Cosigns what was replayed, if it is right and is news. */
    private void cosign(CosignedCheckpoint latest) throws IOException {
        if (!isRight(latest.checkpoint()) || !open.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        boolean grown =
                kept == null || kept.checkpoint().size() < latest.checkpoint().size();
        if (!grown && now.isBefore(keptAt.plus(REFRESH))) {
            return;
        }
        // 1. Everything up to here was recomputed and found right, and the tree continues the one cosigned last.
        List<NoteSignature> lines =
                keys.stream().map(key -> key.sign(latest.signed(), now)).toList();
        SignedCheckpoint cosigned = latest.signed().plus(lines);

        // 2. Keep it, forced. If the process dies before, nothing was shown and the next start signs anew; if it dies
        // after, the next start shows this one.
        files.cosigned(cosigned.note().toBytes());

        // 3. Show it, with the next status: from then on others may rely on it.
        kept = cosigned;
        keptAt = now;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return "replayer of " + log.origin();
    }
}
