package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * Follows one log and keeps a copy of it that can be served in its place (C2SP tlog-mirror, "Introduction", without its
 * write side: this mirror pulls, and cosigns nothing).
 *
 * <p>It keeps nothing that it has not hashed up to a signed root, and moves only to a tree that continues the one it has. A
 * log that signs another is caught: the two checkpoints and the proof go into {@code evidence/}. Reading is safe for any
 * number of threads; {@link #poll} is for one.
 */
public final class Mirror implements AutoCloseable {
    private static final String CHECKPOINT = "checkpoint";
    private static final String EVIDENCE = "evidence";

    private final Followed log;
    private final LogFiles files;
    private final InstantSource clock;
    private final Closeable lock;
    private final Sweeper sweeper;
    private Instant sweptAt = Instant.EPOCH;
    private volatile Status status;

    /**
     * The log to follow.
     *
     * @param keys its verifier keys, all of the name {@code origin}
     * @param policy what its checkpoints have to meet; null if the log's own signature is enough
     */
    public record Followed(
            String origin, List<VerifierKey> keys, @Nullable LogPolicy policy, LogSource source) {
        public Followed {
            keys = List.copyOf(keys);
        }

        /** SHA-256 of the origin in lower-case hex: its folder, and its name in URLs (tlog-mirror, "Introduction"). */
        public String hash() {
            return Digest.sha256(origin.getBytes(UTF_8)).hex();
        }
    }

    /**
     * How a mirror is.
     *
     * @param kept what it has whole, and serves; null before the first time
     * @param seenSize of the newest checkpoint it was shown
     * @param upToDate when it last had all there was
     * @param problem why it cannot get on; empty if it can
     * @param forked whether the log has signed another history than the one kept here
     */
    public record Status(
            @Nullable SignedCheckpoint kept, long seenSize, Instant upToDate, String problem, boolean forked) {
        public long keptSize() {
            return kept == null ? 0 : kept.checkpoint().size();
        }
    }

    private Mirror(Followed log, LogFiles files, InstantSource clock, Closeable lock) {
        this.log = log;
        this.files = files;
        this.clock = clock;
        this.lock = lock;
        this.sweeper = new Sweeper(files);
        this.status = new Status(null, 0, Instant.EPOCH, "", false);
    }

    /**
     * Takes up the copy in a folder of its own under {@code home}, or begins one.
     *
     * @throws SigningRefusedException {@code second_writer}: another process keeps it
     * @throws MalformedException the checkpoint kept there is not one of this log
     */
    public static Mirror open(Path home, Followed log, InstantSource clock)
            throws IOException, SigningRefusedException, MalformedException {
        Path folder = home.resolve(log.hash());
        Closeable lock = FolderLock.take(folder);
        try {
            return open(LogFiles.in(folder), log, clock, lock);
        } catch (IOException | MalformedException e) {
            lock.close();
            throw e;
        }
    }

    static Mirror open(LogFiles files, Followed log, InstantSource clock, Closeable lock)
            throws IOException, MalformedException {
        Mirror mirror = new Mirror(log, files, clock, lock);
        Optional<byte[]> kept = files.readDurable(CHECKPOINT);
        if (kept.isPresent()) {
            SignedCheckpoint signed = SignedCheckpoint.verify(SignedNote.parse(kept.get()), log.keys());
            mirror.status = new Status(signed, signed.checkpoint().size(), Instant.EPOCH, "", false);
        }
        return mirror;
    }

    public Followed log() {
        return log;
    }

    public Status status() {
        return status;
    }

    /**
     * Asks the log once and copies what is new; whether there is now nothing that it lacks. From time to time it also removes the
     * partial tiles of trees that it kept before, once the full ones have been there for a while.
     */
    public boolean poll() {
        Status before = status;
        try {
            SignedCheckpoint latest = latest();
            status = new Status(
                    before.kept(), latest.checkpoint().size(), before.upToDate(), before.problem(), before.forked());
            Optional<ForkEvidence> fork = fork(before.kept(), latest);
            if (fork.isPresent()) {
                accuse(before, fork.get());
            } else {
                follow(before.kept(), latest);
            }
        } catch (IOException | MalformedException e) {
            String code = e instanceof MalformedException malformed ? malformed.code() + ": " : "";
            status = new Status(
                    before.kept(), status.seenSize(), before.upToDate(), code + e.getMessage(), before.forked());
        }
        sweep(clock.instant());
        return status.problem().isEmpty();
    }

    private void sweep(Instant now) {
        if (!now.isBefore(sweptAt.plus(Sweeper.GRACE))) {
            sweeper.round(status.keptSize());
            sweptAt = now;
        }
    }

    private SignedCheckpoint latest() throws IOException, MalformedException {
        SignedNote note = SignedNote.parse(log.source().checkpoint());
        SignedCheckpoint signed = SignedCheckpoint.verify(note, log.keys());
        LogPolicy policy = log.policy();
        if (policy != null && policy.check(note) instanceof PolicyResult.TooFew few) {
            throw new MalformedException(
                    "policy_not_met", "too few witnesses have cosigned; missing: " + String.join(", ", few.missing()));
        }
        return signed;
    }

    /** What proves that the log has signed two histories: the one kept, and one that the latest checkpoint is of. */
    private Optional<ForkEvidence> fork(@Nullable SignedCheckpoint kept, SignedCheckpoint latest)
            throws IOException, MalformedException {
        if (kept == null || kept.checkpoint().equals(latest.checkpoint())) {
            return Optional.empty();
        }
        boolean grown = latest.checkpoint().size() > kept.checkpoint().size();
        VerifiedTiles tiles = grown
                ? new VerifiedTiles(latest.checkpoint(), log.source())
                : new VerifiedTiles(kept.checkpoint(), this::own);
        return ForkEvidence.between(log.keys(), kept, latest, tiles);
    }

    private void accuse(Status before, ForkEvidence evidence) throws IOException {
        String name = EVIDENCE + "/" + evidence.fileName();
        if (!before.forked()) {
            // Forced before anybody is told. One fork is enough: a log that has
            // signed two histories can sign a thousand.
            files.write(name, evidence.toBytes());
        }
        status = new Status(
                before.kept(),
                status.seenSize(),
                before.upToDate(),
                "the log has signed another history than the one kept here" + (before.forked() ? "" : ": see " + name),
                true);
    }

    /** Moves to {@code latest}, which does not contradict what is kept. */
    private void follow(@Nullable SignedCheckpoint kept, SignedCheckpoint latest) throws IOException {
        long from = kept == null ? 0 : kept.checkpoint().size();
        long to = latest.checkpoint().size();
        if (to < from) {
            // A copy that is behind ours, or an old answer: the same history, nothing to do.
            status = new Status(kept, from, clock.instant(), "", status.forked());
            return;
        }
        if (to > from) {
            // 1. Tiles and bundles, each verified, then forced. If the process dies here, the old checkpoint stands and
            // all that it needs is still there; the next poll finds what was copied already.
            new LogCopy(files, (leaves, total) -> {}).run(from, latest.checkpoint(), List.of(log.source()));
        }

        // 2. The checkpoint, forced. From here on the new tree is what this mirror keeps and serves; for a tree of the
        // same size it has newer cosignatures.
        files.write(CHECKPOINT, latest.note().toBytes());
        status = new Status(latest, to, clock.instant(), "", status.forked());
    }

    /** What to serve as {@code <prefix>/checkpoint}. */
    public Optional<byte[]> checkpoint() {
        SignedCheckpoint kept = status.kept();
        return kept == null ? Optional.empty() : Optional.of(kept.note().toBytes());
    }

    /**
     * What to serve as {@code <prefix>/<path>}; nothing that lies beyond the checkpoint. A partial tile of a tree that this
     * mirror never saw is cut from the wider one it has.
     */
    public Optional<byte[]> tile(TilePath path) throws IOException {
        SignedCheckpoint kept = status.kept();
        long size = kept == null ? 0 : kept.checkpoint().size();
        if (!path.isWithin(size)) {
            return Optional.empty();
        }
        Optional<byte[]> exact = files.read(path.toString());
        if (exact.isPresent() || path.isFull()) {
            return exact;
        }
        int width = TilePath.widthIn(size, path.level(), path.index());
        Optional<byte[]> wider = files.read(path.ofWidth(width).toString());
        return wider.isPresent() ? Optional.of(LogSource.cut(path, wider.get())) : Optional.empty();
    }

    /** Where the bytes of {@link #tile} are a file of their own, if it is there. */
    public Optional<Path> file(TilePath path) {
        return files.file(path.toString());
    }

    private byte[] own(TilePath path) throws IOException {
        return tile(path).orElseThrow(() -> new IOException("the mirror has no " + path));
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        lock.close();
    }
}
