package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;

/**
 * Finishes what stands in the journal of a process that ended: the batches that the fork guard decided on are exposed again, and
 * forced; then that is said ({@link Settled}). The rest is passed over: a torn record, and batches that were not decided on, of one writer
 * or of several. It may die and begin again anywhere.
 */
final class JournalReplay {
    private final LogFiles files;
    private final Checkpoint decided;
    private final Settled settled;

    private record Link(Checkpoint from, Checkpoint to) {}

    JournalReplay(LogFiles files, Checkpoint decided) {
        this.files = files;
        this.decided = decided;
        this.settled = new Settled(files);
    }

    /**
     * Does it, and gives the segments that are left, in the order of their numbers. They are not needed for what was decided until now;
     * but as long as nobody else has passed the guard, whoever wrote them may live and go on.
     *
     * @param publishedSize of the tree whose readers must find everything
     * @throws SigningRefusedException {@code files_differ}: what the fork guard decided on is not in the journal; {@code
     *     fork_guard_behind}: more than it was settled
     */
    List<String> run(long publishedSize) throws IOException, SigningRefusedException {
        List<String> segments = Journal.segments(files);
        Checkpoint durable = settled.tree(decided.origin());
        if (durable.equals(decided)) {
            return segments;
        }
        if (durable.size() > decided.size()) {
            throw new SigningRefusedException(
                    "fork_guard_behind",
                    "the files are settled up to " + durable.size() + " leaves, the fork guard holds " + decided.size()
                            + ": an older fork guard was put back. Restore the guard that belongs to these files.");
        }
        // Files without any journal are a copy: whether they are whole is found out when they are read.
        if (durable.size() > 0 || !segments.isEmpty()) {
            Set<Link> chain = chain(segments, durable);
            for (String segment : segments) {
                expose(segment, chain, publishedSize);
            }
        }
        settled.advance(decided);
        return segments;
    }

    /** The batches that lead, without a gap, from what is durable by itself to what was decided. */
    private Set<Link> chain(List<String> segments, Checkpoint durable) throws IOException, SigningRefusedException {
        Map<Checkpoint, Set<Link>> leadingTo = new HashMap<>();
        for (String segment : segments) {
            for (StagedBatch batch : batches(segment)) {
                leadingTo.computeIfAbsent(batch.to(), to -> new HashSet<>()).add(new Link(batch.from(), batch.to()));
            }
        }
        // Several ways lead to a tree if two writers were about to write the same leaves: each of them is right.
        Set<Link> chain = new HashSet<>();
        Deque<Checkpoint> ends = new ArrayDeque<>(List.of(decided));
        Checkpoint reached = decided;
        boolean whole = false;
        while (!ends.isEmpty()) {
            Checkpoint end = ends.remove();
            reached = end.size() < reached.size() ? end : reached;
            whole |= end.equals(durable);
            for (Link link : end.size() > durable.size() ? leadingTo.getOrDefault(end, Set.of()) : Set.<Link>of()) {
                if (chain.add(link)) {
                    ends.add(link.from());
                }
            }
        }
        if (!whole) {
            throw new SigningRefusedException(
                    "files_differ",
                    "the journal does not lead to the " + decided.size()
                            + " leaves that the fork guard holds, only back to "
                            + reached.size() + "; up to " + durable.size()
                            + " they are settled: it is damaged, or older than the guard. Restore the files.");
        }
        return chain;
    }

    private void expose(String segment, Set<Link> chain, long publishedSize) throws IOException {
        Set<String> exposed = new HashSet<>();
        for (StagedBatch batch : batches(segment)) {
            if (chain.contains(new Link(batch.from(), batch.to()))) {
                StagedBatch wanted = new StagedBatch(batch.from(), batch.to(), batch.filesFor(publishedSize));
                LogWriter.expose(files, wanted);
                for (TilePath path : wanted.files().keySet()) {
                    exposed.add(path.toString());
                }
            }
        }
        if (!exposed.isEmpty()) {
            files.settle(exposed);
        }
    }

    /** The records of a segment, up to one that is not whole. */
    private List<StagedBatch> batches(String segment) throws IOException {
        byte[] bytes = files.read(segment)
                .orElseThrow(() -> new IOException("the file " + segment + " went away while it was read"));
        List<StagedBatch> batches = new ArrayList<>();
        for (Optional<StagedBatch.Found> found = StagedBatch.find(bytes, 0);
                found.isPresent();
                found = StagedBatch.find(bytes, found.get().next())) {
            batches.add(found.get().batch());
        }
        return batches;
    }
}
