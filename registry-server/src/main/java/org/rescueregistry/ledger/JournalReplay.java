package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;

/**
 * Finishes what stands in the journal of a process that ended: the batches that the fork guard decided on are exposed again, and
 * forced; the rest, at most one batch and a torn record, is dropped. Then the journal is empty. It may die and begin again anywhere.
 */
final class JournalReplay {
    private static final Pattern NAME = Pattern.compile("([0-9]{8})-([0-9]{1,18})");

    private final LogFiles files;
    private final Checkpoint decided;
    private final TreeMap<Integer, Segment> segments = new TreeMap<>();

    /** Where a segment begins, and what leads on from there, as far as it is whole. */
    private record Segment(String name, long start) {}

    private record Link(Checkpoint from, Checkpoint to) {}

    JournalReplay(LogFiles files, Checkpoint decided) {
        this.files = files;
        this.decided = decided;
    }

    /**
     * Does it, and gives the highest number that a segment had: one that is removed may come back with the power, so no number is
     * used twice.
     *
     * @param publishedSize of the tree whose readers must find everything
     * @throws SigningRefusedException {@code files_differ}: what the fork guard decided on is not in the journal
     */
    int run(long publishedSize) throws IOException, SigningRefusedException {
        List<String> names = new ArrayList<>();
        for (String name : files.list(Journal.FOLDER)) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
                Segment segment = new Segment(Journal.FOLDER + "/" + name, Long.parseLong(parts.group(2)));
                segments.put(Integer.parseInt(parts.group(1)), segment);
            }
        }
        segments.values().forEach(segment -> names.add(segment.name()));
        Set<Link> chain = chain();
        for (Segment segment : segments.values()) {
            expose(segment, chain, publishedSize);
        }
        // All of it is durable now. Oldest first: what is left when this dies in between still ends at what was
        // decided.
        for (String name : names) {
            files.remove(List.of(name));
        }
        return segments.isEmpty() ? 0 : segments.lastKey();
    }

    /**
     * The batches that lead, without a gap, to what was decided, from where the journal began. Segments are removed oldest first,
     * once they are settled: so it begins with the first segment before which a number is missing.
     */
    private Set<Link> chain() throws IOException, SigningRefusedException {
        Map<Checkpoint, Link> leadingTo = new HashMap<>();
        Map<Link, Integer> numbers = new HashMap<>();
        for (Map.Entry<Integer, Segment> segment : segments.entrySet()) {
            for (StagedBatch batch : batches(segment.getValue())) {
                Link link = new Link(batch.from(), batch.to());
                leadingTo.put(batch.to(), link);
                numbers.put(link, segment.getKey());
            }
        }
        Set<Link> chain = new HashSet<>();
        Checkpoint reached = decided;
        Integer first = null;
        for (Link link = leadingTo.get(reached); link != null && chain.add(link); link = leadingTo.get(reached)) {
            reached = link.from();
            first = numbers.get(link);
        }
        while (first != null && segments.containsKey(first - 1)) {
            first--;
        }
        long size = reached.size();
        boolean whole = first != null
                ? segments.tailMap(first, true).firstEntry().getValue().start() == size
                // Nothing in it was decided on: then it begins where the log ends.
                : segments.isEmpty() || segments.values().stream().anyMatch(segment -> segment.start() == size);
        if (!whole) {
            throw new SigningRefusedException(
                    "files_differ",
                    "the journal does not lead to the " + decided.size()
                            + " leaves that the fork guard holds, only back to " + size
                            + ": it is damaged, or older than the guard. Restore the files.");
        }
        return chain;
    }

    private void expose(Segment segment, Set<Link> chain, long publishedSize) throws IOException {
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
        files.settle(exposed);
    }

    /** The records of a segment, up to one that is not whole. */
    private List<StagedBatch> batches(Segment segment) throws IOException {
        byte[] bytes = files.read(segment.name())
                .orElseThrow(() -> new IOException("the file " + segment.name() + " went away while it was read"));
        List<StagedBatch> batches = new ArrayList<>();
        for (Optional<StagedBatch.Found> found = StagedBatch.find(bytes, 0);
                found.isPresent();
                found = StagedBatch.find(bytes, found.get().next())) {
            batches.add(found.get().batch());
        }
        return batches;
    }
}
