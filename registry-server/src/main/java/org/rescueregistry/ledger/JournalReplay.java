package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        onlyTheLastWithoutGaps();
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

    /** Segments go oldest first, once they are settled; so what lies before a missing number was, and came back with the power. */
    private void onlyTheLastWithoutGaps() {
        if (segments.isEmpty()) {
            return;
        }
        int first = segments.lastKey();
        while (segments.containsKey(first - 1)) {
            first--;
        }
        segments.headMap(first).clear();
    }

    /** The batches that lead, without a gap, from where the journal begins to what was decided. */
    private Set<Link> chain() throws IOException, SigningRefusedException {
        List<Link> links = new ArrayList<>();
        for (Segment segment : segments.values()) {
            byte[] bytes = read(segment);
            for (Optional<StagedBatch.Found> found = StagedBatch.find(bytes, 0);
                    found.isPresent();
                    found = StagedBatch.find(bytes, found.get().next())) {
                StagedBatch batch = found.get().batch();
                links.add(new Link(batch.from(), batch.to()));
            }
        }
        Set<Link> chain = new HashSet<>();
        Checkpoint wanted = decided;
        for (int i = links.size() - 1; i >= 0; i--) {
            if (links.get(i).to().equals(wanted)) {
                chain.add(links.get(i));
                wanted = links.get(i).from();
            }
        }
        if (!segments.isEmpty()
                && wanted.size() != segments.firstEntry().getValue().start()) {
            throw new SigningRefusedException(
                    "files_differ",
                    "the journal begins at " + segments.firstEntry().getValue().start()
                            + " leaves and does not lead to the " + decided.size()
                            + " that the fork guard holds: it is damaged, or older than the guard. Restore the files.");
        }
        return chain;
    }

    private void expose(Segment segment, Set<Link> chain, long publishedSize) throws IOException {
        byte[] bytes = read(segment);
        Set<String> exposed = new HashSet<>();
        for (Optional<StagedBatch.Found> found = StagedBatch.find(bytes, 0);
                found.isPresent();
                found = StagedBatch.find(bytes, found.get().next())) {
            StagedBatch batch = found.get().batch();
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

    private byte[] read(Segment segment) throws IOException {
        return files.read(segment.name())
                .orElseThrow(() -> new IOException("the file " + segment.name() + " went away while it was read"));
    }
}
