package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.NoteSigner;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.wire.MalformedException;

/**
 * Writes one tiled log: leaves in, a signed checkpoint out, everything durable in between. It knows nothing of what a leaf
 * means. For one thread.
 *
 * <p>When a write fails it stops for good: what reached the disk is not known then, and only {@link #open} finds out. Opening
 * goes through the same steps as appending.
 */
final class LogWriter {
    /** The newest checkpoint the log itself has signed; not public until witnesses have cosigned it. */
    static final String SIGNED = "signed-checkpoint";

    /** What is served as {@code <prefix>/checkpoint}. */
    static final String PUBLISHED = "checkpoint";

    private final LogFiles files;
    private final ForkGuard guard;
    private final NoteSigner key;
    private RightEdge edge;
    private boolean stopped;

    private LogWriter(LogFiles files, ForkGuard guard, NoteSigner key, RightEdge edge) {
        this.files = files;
        this.guard = guard;
        this.key = key;
        this.edge = edge;
    }

    /** Receives the leaves of a log in order. */
    interface Replay {
        void leaf(byte[] leaf) throws SigningRefusedException;

        /** All leaves of a tree that the log has signed were given. */
        void reached(Checkpoint signed) throws SigningRefusedException;
    }

    /** A log taken up again: its signed head, nothing while it is empty; and what was public last. */
    record Opened(LogWriter writer, Optional<SignedCheckpoint> signed, Optional<SignedCheckpoint> published) {}

    /**
     * Takes the log up where the last process left it, and gives every leaf in order to {@code replay}. All bundles are hashed
     * again and compared with the tiles, the tree with the fork guard and with what was signed before.
     *
     * @throws SigningRefusedException they disagree; nothing was signed
     */
    static Opened open(LogFiles files, ForkGuard guard, NoteSigner key, Replay replay)
            throws IOException, SigningRefusedException {
        Checkpoint decided = guard.held();
        Optional<StagedBatch> staged = staged(files);
        if (staged.isPresent() && staged.get().to().equals(decided)) {
            // The last process may have died anywhere after step 3.
            expose(files, staged.get());
        }
        // A staged batch that the guard does not hold was not decided on, and nobody was told of it. The next one
        // replaces it.

        Rehash rehash = new Rehash(files, decided);
        rehash.mustAgree(SIGNED, key.verifierKey());
        Optional<SignedCheckpoint> published = rehash.mustAgree(PUBLISHED, key.verifierKey());
        LogWriter writer = new LogWriter(files, guard, key, rehash.run(replay));
        Optional<SignedCheckpoint> signed = Optional.empty();
        if (decided.size() > 0) {
            signed = Optional.of(writer.sign(decided));
        }
        return new Opened(writer, signed, published);
    }

    /** How many leaves have been appended. */
    long size() {
        return edge.size();
    }

    /**
     * Appends the leaves of one batch. When this returns they are durable, and so is the checkpoint over them that it gives back,
     * signed by the log alone.
     *
     * @throws IOException something could not be written: this writer does nothing more
     */
    SignedCheckpoint append(List<byte[]> leaves) throws IOException, SigningRefusedException {
        requireRunning();
        stopped = true;

        // 1. Compute tiles and bundles. Nothing is changed yet; if the process dies here, nothing has happened.
        Growth growth = edge.grow(leaves);
        StagedBatch batch = staged(growth);

        // 2. Stage them as one forced file. If it dies before 3, the next start ignores that file: no tile was touched,
        // nothing was
        //    signed, nobody was answered.
        files.write(StagedBatch.NAME, batch.bytes());

        // 3. Pass the fork guard. From here on the batch is part of the log: if it dies, the next start finds it staged
        // and goes on
        //    with 4. A second writer, or an old copy of the files, is found out here, before anything is signed.
        guard.advance(batch.from(), batch.to());

        // 4. Put tiles and bundles in their places, forced. If it dies in between, the next start does it again, with
        // the same bytes.
        expose(files, batch);
        edge = edge.plus(growth);

        // 5. Sign, and force the log's own checkpoint. If it dies before that is durable, the next start signs the same
        // tree again.
        SignedCheckpoint signed = sign(batch.to());

        // 6. The caller answers "accepted" and 7. asks the witnesses. If it dies, the next start asks them again.
        stopped = false;
        return signed;
    }

    /**
     * 8. Makes a checkpoint public, once its cosignatures suffice. Durable when this returns; if the process dies before, the older
     * one stays public until witnesses have been asked again.
     */
    void publish(SignedCheckpoint cosigned) throws IOException {
        requireRunning();
        stopped = true;
        files.write(PUBLISHED, cosigned.note().toBytes());
        stopped = false;
    }

    private void requireRunning() throws IOException {
        if (stopped) {
            throw new IOException("the log stopped at a write that failed; restart the process");
        }
    }

    private StagedBatch staged(Growth growth) {
        String origin = key.verifierKey().name();
        SortedMap<String, byte[]> tiles = new TreeMap<>();
        growth.files().forEach((path, bytes) -> tiles.put(path.toString(), bytes));
        return new StagedBatch(
                new Checkpoint(origin, edge.size(), edge.root()),
                new Checkpoint(origin, growth.newSize(), growth.root()),
                tiles);
    }

    private static Optional<StagedBatch> staged(LogFiles files) throws IOException {
        Optional<byte[]> bytes = files.read(StagedBatch.NAME);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StagedBatch.parse(bytes.get()));
        } catch (MalformedException damaged) {
            // If it was needed, tiles will be missing; if not, there is no harm.
            return Optional.empty();
        }
    }

    private static void expose(LogFiles files, StagedBatch batch) throws IOException {
        files.write(batch.files());
    }

    private SignedCheckpoint sign(Checkpoint tree) throws IOException {
        SignedCheckpoint signed = key.sign(tree);
        files.write(SIGNED, signed.note().toBytes());
        return signed;
    }
}
