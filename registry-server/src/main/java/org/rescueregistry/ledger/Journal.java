package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;

/**
 * Where batches are durable before their files are: one forced append for a whole batch. The files themselves are forced later, many
 * at a time and off the writer's path; then the segment they stood in is removed. So a tile is written twice, and waited for once.
 *
 * <p>Segments are named {@code journal/00000012}; no two writers write to the same. {@link Settled} says up to which tree the files are
 * durable by themselves, and the records of the segments lead on from there. A segment is removed by who wrote it, once that is said; or
 * by a later writer whose first batch has passed the fork guard: nobody before it can pass the guard then. {@link JournalReplay} reads
 * what a process left.
 */
final class Journal {
    static final String FOLDER = "journal";

    /** A segment that has them is followed by the next. */
    private static final long SEGMENT_BYTES = 16 << 20;

    /**
     * What it may hold without anybody forcing files: most partial tiles are superseded meanwhile, and a burst of leaves has the disk
     * for itself. This much is written out again after a crash.
     */
    private static final long SETTLED_ABOVE = 512 << 20;

    /** A writer that would exceed them waits. */
    private static final long MOST_BYTES = 1 << 30;

    private static final long CLOSING_SECONDS = 30;

    private static final String NAME = FOLDER + "/%08d";
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{8}");

    private final LogFiles files;
    private final LongSupplier publishedSize;
    private final Settled settled;

    /** Oldest first; the last one is appended to. */
    private final Deque<Segment> segments = new ArrayDeque<>();

    /** For each batch that is appended and not yet exposed, in order, the segment it is in. */
    private final Deque<Segment> unexposed = new ArrayDeque<>();

    /** Segments of writers before this one, until a batch has passed the guard. Only for the thread that exposes. */
    private List<String> older;

    private long bytes;
    private int number;
    private boolean settling;
    private @Nullable IOException failure;

    private final ExecutorService settler = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "settle");
        thread.setDaemon(true);
        return thread;
    });

    private static final class Segment {
        final String name;
        final Set<TilePath> exposed = new LinkedHashSet<>();

        @Nullable
        Checkpoint reached;

        long bytes;
        int waiting;

        Segment(String name) {
            this.name = name;
        }
    }

    /** A journal after the segments that {@link JournalReplay} found. What the public can read is of {@code publishedSize}. */
    Journal(LogFiles files, List<String> older, LongSupplier publishedSize) {
        this.files = files;
        this.older = older;
        this.publishedSize = publishedSize;
        this.settled = new Settled(files);
        // One that was removed may come back with the power, and end in a torn record: behind it nothing is found.
        this.number = older.isEmpty() ? 0 : number(older.get(older.size() - 1));
    }

    /** The segments on the disk, in the order of their numbers. */
    static List<String> segments(LogFiles files) throws IOException {
        return files.list(FOLDER).stream()
                .filter(name -> SEGMENT.matcher(name).matches())
                .sorted()
                .map(name -> FOLDER + "/" + name)
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(FOLDER.length() + 1));
    }

    /** Appends a batch. It is durable when this returns. Waits while the journal is full. */
    void append(StagedBatch batch) throws IOException {
        List<byte[]> record = batch.record();
        long length = record.stream().mapToLong(part -> part.length).sum();
        Segment segment = enter(length);
        files.append(segment.name, record);
    }

    private synchronized Segment enter(long length) throws IOException {
        try {
            while (failure == null && bytes > 0 && bytes + length > MOST_BYTES) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the journal was full", e);
        }
        if (failure != null) {
            throw new IOException("files that were exposed cannot be forced: " + failure.getMessage(), failure);
        }
        if (segments.isEmpty() || segments.getLast().bytes >= SEGMENT_BYTES) {
            do {
                number++;
            } while (!files.claim(NAME.formatted(number)));
            segments.add(new Segment(NAME.formatted(number)));
        }
        Segment segment = segments.getLast();
        segment.bytes += length;
        segment.waiting++;
        bytes += length;
        unexposed.add(segment);
        return segment;
    }

    /** The files of the oldest batch that was not, {@code batch}, are where readers look for them, not forced. */
    void exposed(StagedBatch batch) throws IOException {
        if (!older.isEmpty()) {
            // It has passed the guard: whoever wrote these cannot pass it any more.
            files.remove(older);
            older = List.of();
        }
        note(batch);
    }

    private synchronized void note(StagedBatch batch) {
        Segment segment = unexposed.remove();
        segment.exposed.addAll(batch.files().keySet());
        segment.reached = batch.to();
        segment.waiting--;
        if (bytes > SETTLED_ABOVE && !settling) {
            settling = true;
            settler.execute(this::settleOld);
        }
    }

    private void settleOld() {
        for (Segment old = oldest(SETTLED_ABOVE); old != null; old = oldest(SETTLED_ABOVE)) {
            try {
                settle(old);
            } catch (IOException e) {
                fail(e);
                return;
            }
        }
    }

    /** The oldest segment if the journal is larger than {@code wanted}, and that one can be settled; else settling ends. */
    private synchronized @Nullable Segment oldest(long wanted) {
        Segment oldest = segments.peek();
        if (oldest == null || bytes <= wanted || oldest.waiting > 0) {
            settling = false;
            return null;
        }
        return oldest;
    }

    /** When this segment is gone its files are durable by themselves, and that is said. Dying in between, they are forced twice. */
    private void settle(Segment segment) throws IOException {
        long size = publishedSize.getAsLong();
        files.settle(segment.exposed.stream()
                .filter(path -> !StagedBatch.isSuperseded(path, size))
                .map(TilePath::toString)
                .toList());
        if (segment.reached != null) {
            settled.advance(segment.reached);
        }
        files.remove(List.of(segment.name));
        synchronized (this) {
            segments.remove(segment);
            bytes -= segment.bytes;
            notifyAll();
        }
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    /** Settles everything, so that the next start has nothing to do. What was not exposed stays, and so does what others wrote. */
    void close() throws IOException {
        settler.shutdown();
        try {
            if (!settler.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("forcing files does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (failure == null) {
            for (Segment old = oldest(0); old != null; old = oldest(0)) {
                settle(old);
            }
        }
    }
}
