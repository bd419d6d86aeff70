package org.rescueregistry.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.rescueregistry.log.TilePath;

/**
 * Removes partial tiles whose full one readers have had for a while (C2SP tlog-tiles, "Partial Tiles": a client that does not find a
 * partial tile takes the full one). What the published checkpoint needs, and so what any later one needs, stays: there the tile
 * is not full.
 *
 * <p>It may die anywhere: what is left is removed in a round after the next start. A round that fails is made up for by the next.
 */
final class Sweeper {
    /** How long a full tile has been public, at least, before its partial ones go; and how often this is looked at. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final int ENTRIES = -1;

    private final LogFiles files;

    /** Of the tree of this size nothing is left to remove. */
    private long swept;

    /** The size that was public a round ago. */
    private long ripe;

    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sweep");
        thread.setDaemon(true);
        return thread;
    });

    Sweeper(LogFiles files) {
        this.files = files;
    }

    /** Goes round from now on. */
    void start(LongSupplier publishedSize) {
        Future<?> unused = rounds.scheduleWithFixedDelay(
                () -> round(publishedSize.getAsLong()), 0, GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Removes what was superseded a round ago. */
    void round(long publishedSize) {
        try {
            sweep(ripe);
        } catch (IOException again) {
            // A file too many does no harm; a disk that fails is noticed where it matters.
        }
        ripe = publishedSize;
    }

    /** Removes all partial tiles whose full one is in the tree of {@code size}. */
    void sweep(long size) throws IOException {
        for (int level = ENTRIES; level <= TilePath.MAX_LEVEL; level++) {
            int height = TilePath.HEIGHT * (Math.max(level, 0) + 1);
            String parent = "";
            Set<String> names = Set.of();
            for (long index = height < Long.SIZE ? (swept >>> height) : 0;
                    height < Long.SIZE && index < (size >>> height);
                    index++) {
                String folder = folder(level, index);
                int slash = folder.lastIndexOf('/');
                if (!folder.substring(0, slash).equals(parent)) {
                    parent = folder.substring(0, slash);
                    names = Set.copyOf(files.list(parent));
                }
                if (names.contains(folder.substring(slash + 1))) {
                    remove(folder);
                }
            }
        }
        swept = Math.max(swept, size);
    }

    /** {@code tile/0/x001/234.p}. */
    private static String folder(int level, long index) {
        TilePath path = level == ENTRIES ? TilePath.entries(index, 1) : TilePath.hashes(level, index, 1);
        String text = path.toString();
        return text.substring(0, text.lastIndexOf('/'));
    }

    private void remove(String folder) throws IOException {
        List<String> all = new ArrayList<>();
        Stream.concat(files.list(folder).stream().map(width -> folder + "/" + width), Stream.of(folder))
                .forEach(all::add);
        files.remove(all);
    }

    void close() {
        rounds.shutdownNow();
    }
}
