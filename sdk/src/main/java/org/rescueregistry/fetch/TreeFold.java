package org.rescueregistry.fetch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.FoldAhead;
import org.rescueregistry.wire.MalformedException;

/**
 * Folds leaves of a tree, bundle by bundle: while one is folded, the next are fetched and hashed, and those after it read and
 * their signatures verified, on all processors. For one thread; whoever made it closes it.
 *
 * <pre>{@code
 * try (TreeFold leaves = new TreeFold(fold, BundlesAhead.of(tree, size, from, size), from, size)) {
 *     while (leaves.hasNext()) {
 *         taken = leaves.next(batch -> report(batch)).end();
 *     }
 * }
 * }</pre>
 */
public final class TreeFold implements AutoCloseable {
    /**
     * Bundles whose signatures are being verified, at most: enough that no processor waits while another is folded, and no more, for a
     * statement takes ten times its leaf.
     */
    private static final int AHEAD = 4;

    private final FoldAhead ahead;
    private final BundlesAhead bundles;
    private final long to;
    private final Deque<BundlesAhead.Read> offered = new ArrayDeque<>();
    private final ExecutorService workers;
    private long at;
    private boolean broken;

    /**
     * Leaves {@code from} up to and without {@code to}, the first of which comes next in {@code fold}.
     *
     * @param bundles those that hold these leaves; closed with this
     */
    public TreeFold(Fold fold, BundlesAhead bundles, long from, long to) {
        this.bundles = bundles;
        this.at = from;
        this.to = to;
        this.workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "log-fold");
            thread.setDaemon(true);
            return thread;
        });
        this.ahead = new FoldAhead(fold, workers);
    }

    /** Whether there are more leaves. */
    public boolean hasNext() {
        return at < to || !offered.isEmpty();
    }

    /**
     * Folds the next bundle.
     *
     * @param closed told of each batch while the fold stands right behind it
     * @return what was folded, of which leaves before {@code from} and from {@code to} on were left out
     * @throws IOException if it cannot be had; then all before it are folded
     */
    public BundlesAhead.Read next(Consumer<ClosedBatch> closed) throws IOException, MalformedException {
        fill();
        if (offered.isEmpty()) {
            offer();
        }
        ahead.fold(closed);
        return offered.remove();
    }

    private void fill() throws IOException, MalformedException {
        while (!broken && at < to && offered.size() < AHEAD && (offered.isEmpty() || bundles.isReady())) {
            try {
                offer();
            } catch (IOException | MalformedException e) {
                if (offered.isEmpty()) {
                    throw e;
                }
                // What was read before it is folded first; then it is asked for once more, and is the same.
                broken = true;
            }
        }
    }

    private void offer() throws IOException, MalformedException {
        BundlesAhead.Read read = bundles.next();
        ahead.offer(read.entries(at, to));
        offered.add(read);
        at = Math.min(read.end(), to);
    }

    /** The number of the bundle that cannot be had, after {@link #next} has failed. */
    long failed() {
        return bundles.nextIndex();
    }

    @Override
    public void close() {
        workers.shutdownNow();
        bundles.close();
    }
}
