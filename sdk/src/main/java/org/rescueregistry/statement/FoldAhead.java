package org.rescueregistry.statement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Folds the leaves of a long log: while one thread folds some, others read the next ones and verify their signatures, which
 * is nearly all of the work. What comes out is what {@link Fold#append(byte[])} gives, leaf by leaf. For one thread.
 *
 * <pre>{@code
 * FoldAhead ahead = new FoldAhead(fold, workers);
 * ahead.offer(leaves);
 * ahead.offer(more);
 * ahead.fold(batch -> batch.wrong().ifPresent(this::report));
 * }</pre>
 */
public final class FoldAhead {
    /** Leaves that one worker takes at a time. */
    private static final int PART = 64;

    private final Fold fold;
    private final Executor workers;
    private final ReadAhead reading;
    private final Deque<List<CompletableFuture<List<Leaf>>>> offered = new ArrayDeque<>();
    private CompletableFuture<Void> allRead = CompletableFuture.completedFuture(null);

    /** @param workers a thread for each processor; whoever made them ends them */
    public FoldAhead(Fold fold, Executor workers) {
        this.fold = fold;
        this.workers = workers;
        this.reading = fold.reading();
    }

    /** Begins to read these leaves, which follow all that were offered before. They are not copied. */
    public void offer(List<byte[]> leaves) {
        List<CompletableFuture<List<Leaf>>> parts = new ArrayList<>();
        for (int from = 0; from < leaves.size(); from += PART) {
            List<byte[]> part = leaves.subList(from, Math.min(leaves.size(), from + PART));
            parts.add(CompletableFuture.supplyAsync(() -> reading.read(part), workers));
        }
        // Whose key it is that has signed a leaf may stand in any leaf before it.
        List<CompletableFuture<?>> before = new ArrayList<>(parts);
        before.add(allRead);
        allRead = CompletableFuture.allOf(before.toArray(CompletableFuture<?>[]::new));
        offered.add(parts.stream().map(this::verified).toList());
    }

    private CompletableFuture<List<Leaf>> verified(CompletableFuture<List<Leaf>> part) {
        return allRead.thenCombineAsync(
                part,
                (all, leaves) -> {
                    reading.verify(leaves);
                    return leaves;
                },
                workers);
    }

    /**
     * Folds what was offered first and is not folded yet, waiting for it if need be.
     *
     * @param closed told of each batch while the fold stands right behind it
     */
    public void fold(Consumer<ClosedBatch> closed) {
        for (CompletableFuture<List<Leaf>> part : offered.remove()) {
            List<Leaf> leaves = part.join();
            for (Leaf leaf : leaves) {
                fold.append(leaf).ifPresent(closed);
            }
            reading.forget(leaves);
        }
    }
}
