package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.HashedEntry;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;

/**
 * Writes one tiled log: leaves in, a signed checkpoint out, everything durable in between. It knows nothing of what a leaf
 * means.
 *
 * <p>The steps of one batch follow each other: {@link #prepare}, {@link #decide}, {@link #expose}, {@link #publish}. Batches keep
 * their order in each of them. So one thread may do all, as {@link #append} does, or each step may have a thread of its own.
 *
 * <p>When a write fails it stops for good: what reached the disk is not known then, and only {@link #open} finds out. Opening
 * goes through the same steps as appending.
 */
final class LogWriter {
    /** What is served as {@code <prefix>/checkpoint}. */
    static final String PUBLISHED = "checkpoint";

    private final LogFiles files;
    private final ForkGuard guard;
    private final LogSigner key;
    private final Journal journal;
    private final Sweeper sweeper;
    private RightEdge edge;
    private volatile long publishedSize;
    private volatile boolean stopped;

    private LogWriter(LogHome home, RightEdge edge, List<String> olderSegments) {
        this.files = home.files();
        this.guard = home.guard();
        this.key = home.key();
        this.edge = edge;
        this.journal = new Journal(files, olderSegments, () -> publishedSize);
        this.sweeper = new Sweeper(files);
    }

    /** Receives the leaves of a log in order. */
    interface Replay {
        void leaf(byte[] leaf) throws SigningRefusedException;

        /** All leaves of a tree that the log has signed were given. */
        void reached(Checkpoint signed) throws SigningRefusedException;
    }

    /**
     * A log taken up again: its signed head, nothing while it is empty; what was public last; and what of it met the whole policy
     * last.
     */
    record Opened(
            LogWriter writer,
            Optional<SignedCheckpoint> signed,
            Optional<SignedCheckpoint> published,
            Optional<SignedCheckpoint> proven) {}

    /** Holds the files of a log against what its guard decided on, and gives the edge to append to. */
    private interface Check {
        RightEdge edge() throws IOException, SigningRefusedException;
    }

    /**
     * Takes the log up where the last process left it, and gives every leaf in order to {@code replay}. All bundles are hashed
     * again and compared with the tiles, the tree with the fork guard and with what was signed before.
     *
     * @throws SigningRefusedException they disagree; nothing was signed
     */
    static Opened open(LogFiles files, ForkGuard guard, LogSigner key, Replay replay)
            throws IOException, SigningRefusedException {
        LogHome home = new LogHome(files, guard, key);
        Rehash rehash = new Rehash(files, guard.held());
        Optional<SignedCheckpoint> published = rehash.mustAgree(PUBLISHED, key.verifierKeys());
        Optional<SignedCheckpoint> proven = rehash.mustPass(Replayers.FILE, key.verifierKeys());
        Opened opened = open(home, rehash, published, () -> rehash.run(replay));
        return new Opened(opened.writer(), opened.signed(), published, proven);
    }

    /**
     * As {@link #open}, for a log without witnesses, whose checkpoint is only {@linkplain #show shown}. Of the files only the right
     * edge is hashed again, all that goes into the next root.
     */
    static Opened openAtEdge(LogHome home) throws IOException, SigningRefusedException {
        Rehash rehash = new Rehash(home.files(), home.guard().held());
        Optional<SignedCheckpoint> shown =
                rehash.mustAgreeIfWhole(PUBLISHED, home.key().verifierKeys());
        return open(home, rehash, shown, rehash::edge);
    }

    private static Opened open(LogHome home, Rehash rehash, Optional<SignedCheckpoint> published, Check check)
            throws IOException, SigningRefusedException {
        LogFiles files = home.files();
        Checkpoint decided = rehash.decided();
        rehash.nothingBeyond();
        long publishedSize = published.map(p -> p.checkpoint().size()).orElse(0L);

        // The last process may have died anywhere. What passed the guard, step 3, is in the
        // journal or settled, and goes through step 5 again; what did not pass it was not
        // decided on, nobody was told of it, and it is dropped.
        List<String> olderSegments = new JournalReplay(files, decided).run(publishedSize);

        LogWriter writer = new LogWriter(home, check.edge(), olderSegments);
        writer.publishedSize = publishedSize;
        if (!olderSegments.isEmpty()) {
            // It did not close. If the power went, superseded partial tiles may be cut short: they were never forced.
            writer.sweeper.sweep(publishedSize);
        }
        // Step 4 again: the same tree gives the same signature.
        Optional<SignedCheckpoint> signed =
                decided.size() > 0 ? Optional.of(home.key().sign(decided)) : Optional.empty();
        return new Opened(writer, signed, published, Optional.empty());
    }

    /** How many leaves have been prepared: where the next one will stand. */
    long size() {
        return edge.size();
    }

    /**
     * Appends the leaves of one batch. When this returns they are durable, and here is the checkpoint over them, signed by the log
     * alone.
     *
     * @throws IOException something could not be written: this writer does nothing more
     */
    SignedCheckpoint append(List<byte[]> leaves) throws IOException, SigningRefusedException {
        StagedBatch batch = prepare(leaves.stream().map(HashedEntry::of).toList());
        SignedCheckpoint signed = decide(batch);
        expose(batch);
        // 6. The caller answers "accepted" and 7. asks the witnesses. If it dies, the next start asks them again.
        return signed;
    }

    /** 1. Computes tiles and bundles. Nothing is written yet; if the process dies here, nothing has happened. */
    StagedBatch prepare(List<HashedEntry> leaves) throws IOException {
        requireRunning();
        Checkpoint from = new Checkpoint(key.origin(), edge.size(), edge.root());
        Growth growth = edge.grow(leaves);
        edge = edge.plus(growth);
        return new StagedBatch(from, new Checkpoint(from.origin(), growth.newSize(), growth.root()), growth.files());
    }

    /** Makes the batch part of the log, for ever. */
    SignedCheckpoint decide(StagedBatch batch) throws IOException, SigningRefusedException {
        return orStop(() -> {
            // 2. Stage all of it as one forced record of the journal. If the process dies before 3, the next start
            // drops that record: no tile was touched, nothing was signed, nobody was answered.
            journal.append(batch);

            // 3. Pass the fork guard. From here on the batch is part of the log: if it dies, the next start finds it
            // in the journal and goes on with 5. A second writer, or an old copy of the files, is found out here,
            // before anything is signed.
            guard.advance(batch.from(), batch.to());

            // 4. Sign. Nothing is kept of it: the next start signs the same tree again, with the same bytes.
            return key.sign(batch.to());
        });
    }

    /**
     * 5. Puts tiles and bundles in their places. They are not forced: the journal has them. If the process dies in between, or
     * the power goes, the next start does it again, with the same bytes. Once they are forced, some time later, the journal forgets
     * them.
     */
    void expose(StagedBatch batch) throws IOException, SigningRefusedException {
        orStop(() -> {
            expose(files, batch);
            journal.exposed(batch);
            return batch;
        });
    }

    static void expose(LogFiles files, StagedBatch batch) throws IOException {
        Map<String, byte[]> named = new LinkedHashMap<>();
        batch.files().forEach((path, bytes) -> named.put(path.toString(), bytes));
        files.expose(named);
    }

    /**
     * 8. Makes a checkpoint public, once its cosignatures suffice. Durable when this returns; if the process dies before, the older
     * one stays public until witnesses have been asked again.
     */
    void publish(SignedCheckpoint cosigned) throws IOException, SigningRefusedException {
        orStop(() -> {
            files.write(PUBLISHED, cosigned.note().toBytes());
            publishedSize = cosigned.checkpoint().size();
            return cosigned;
        });
    }

    /**
     * 8. of a log without witnesses: nothing is in its checkpoint that the next start could not sign again, so it is not forced, as
     * the tiles are not.
     */
    void show(SignedCheckpoint signed) throws IOException, SigningRefusedException {
        orStop(() -> {
            files.expose(Map.of(PUBLISHED, signed.note().toBytes()));
            publishedSize = signed.checkpoint().size();
            return signed;
        });
    }

    /** Removes from now on, and in another thread, the partial tiles that readers no longer need. */
    void sweep() {
        sweeper.start(() -> publishedSize);
    }

    /** Settles all files, so that the next start has little to do. It may as well be left out. */
    void close() throws IOException {
        sweeper.close();
        journal.close();
    }

    private interface Write<T> {
        T run() throws IOException, SigningRefusedException;
    }

    private <T> T orStop(Write<T> write) throws IOException, SigningRefusedException {
        requireRunning();
        boolean done = false;
        try {
            T result = write.run();
            done = true;
            return result;
        } finally {
            // For whatever reason it was left, an Error too: what is on the disk is not known now.
            if (!done) {
                stopped = true;
            }
        }
    }

    private void requireRunning() throws IOException {
        if (stopped) {
            throw new IOException("the log stopped at a write that failed; restart the process");
        }
    }
}
