package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.HashedEntry;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** Reads a whole log from its entry bundles and holds everything else in the folder against them. */
final class Rehash {
    private static final String DAMAGED = "checkpoint_damaged";

    private final LogFiles files;
    private final Checkpoint decided;

    /** Sizes at which somebody relies on a root: there the partial tiles must be right too. */
    private final NavigableMap<Long, Checkpoint> reliedOn = new TreeMap<>();

    /** Sizes at which somebody wants to know the state; readers need no tiles of these trees alone. */
    private final NavigableMap<Long, Checkpoint> passed = new TreeMap<>();

    /** Prepares to read the log up to the tree its fork guard holds. */
    Rehash(LogFiles files, Checkpoint decided) {
        this.files = files;
        this.decided = decided;
        reliedOn.put(decided.size(), decided);
    }

    /** As {@link #mustAgree}, of a file that is not forced: after a power cut it may be no checkpoint at all, and counts as none. */
    Optional<SignedCheckpoint> mustAgreeIfWhole(String name, List<VerifierKey> logKeys)
            throws IOException, SigningRefusedException {
        try {
            return mustAgree(name, logKeys);
        } catch (SigningRefusedException e) {
            if (e.code().equals(DAMAGED)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Demands that a checkpoint in this file, if there is one, was signed by the log and is of this tree. It is durable then: what
     * readers need follows from it from now on.
     */
    Optional<SignedCheckpoint> mustAgree(String name, List<VerifierKey> logKeys)
            throws IOException, SigningRefusedException {
        Optional<SignedCheckpoint> signed = signed(name, logKeys);
        if (signed.isPresent()) {
            Checkpoint checkpoint = signed.get().checkpoint();
            Checkpoint same = reliedOn.put(checkpoint.size(), checkpoint);
            if (same != null && !same.equals(checkpoint)) {
                throw differs(name, checkpoint.size());
            }
        }
        return signed;
    }

    private Optional<SignedCheckpoint> signed(String name, List<VerifierKey> logKeys)
            throws IOException, SigningRefusedException {
        Optional<byte[]> bytes = files.readDurable(name);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        SignedCheckpoint signed;
        try {
            signed = SignedCheckpoint.verify(SignedNote.parse(bytes.get()), logKeys);
        } catch (MalformedException e) {
            throw new SigningRefusedException(
                    DAMAGED, "the file " + name + " is not a checkpoint of this log: " + e.getMessage());
        }
        if (signed.checkpoint().size() > decided.size()) {
            throw new SigningRefusedException(
                    "fork_guard_behind",
                    "the file " + name + " is of " + signed.checkpoint().size() + " leaves, the fork guard of "
                            + decided.size()
                            + ": an older fork guard was put back. Restore the guard that belongs to these files.");
        }
        return Optional.of(signed);
    }

    /**
     * As {@link #mustAgree}, of a tree whose own partial tiles may be gone by now: only its root must be right.
     */
    Optional<SignedCheckpoint> mustPass(String name, List<VerifierKey> logKeys)
            throws IOException, SigningRefusedException {
        Optional<SignedCheckpoint> signed = signed(name, logKeys);
        signed.map(SignedCheckpoint::checkpoint).ifPresent(checkpoint -> passed.put(checkpoint.size(), checkpoint));
        return signed;
    }

    /** What the fork guard holds. */
    Checkpoint decided() {
        return decided;
    }

    /**
     * Demands that no batch was exposed that the guard did not decide on: it is passed first, so there can be none. The next batch
     * begins in the bundle after the last leaf, which would be wider then, or full.
     */
    void nothingBeyond() throws IOException, SigningRefusedException {
        long bundle = decided.size() / TilePath.FULL_WIDTH;
        int width = (int) (decided.size() % TilePath.FULL_WIDTH);
        String partial = TilePath.entries(bundle, 1).toString();
        String folder = partial.substring(0, partial.lastIndexOf('/'));
        boolean beyond = files.read(
                        TilePath.entries(bundle, TilePath.FULL_WIDTH).toString())
                .isPresent();
        for (String name : files.list(folder)) {
            beyond |= width(folder + "/" + name) > width;
        }
        if (beyond) {
            throw new SigningRefusedException(
                    "fork_guard_behind",
                    "the files have entries beyond the " + decided.size()
                            + " leaves that the fork guard holds: an older fork"
                            + " guard was put back. Restore the guard that belongs to these files.");
        }
    }

    /** How many entries the bundle of this name has; none if it is no name of a bundle, and so not a file that anybody reads. */
    private static int width(String name) {
        try {
            return TilePath.parse(name).width();
        } catch (MalformedException e) {
            return 0;
        }
    }

    /** Hashes only what the next root is made of, and the last of what is complete, and returns the edge to append to. */
    RightEdge edge() throws IOException, SigningRefusedException {
        return new EdgeReader(files, decided).read();
    }

    /** Reads everything, gives the leaves to {@code replay}, and returns the edge to append to. */
    RightEdge run(LogWriter.Replay replay) throws IOException, SigningRefusedException {
        RightEdge edge = RightEdge.EMPTY;
        while (edge.size() < decided.size()) {
            long bundle = edge.size() / TilePath.FULL_WIDTH;
            Checkpoint relied =
                    reliedOn.tailMap(edge.size(), false).firstEntry().getValue();
            Map.Entry<Long, Checkpoint> passing = passed.higherEntry(edge.size());
            long stop = passing == null ? relied.size() : Math.min(relied.size(), passing.getKey());
            long end = Math.min(stop, (bundle + 1) * TilePath.FULL_WIDTH);
            List<byte[]> leaves = read(bundle)
                    .subList((int) (edge.size() % TilePath.FULL_WIDTH), (int) (end - bundle * TilePath.FULL_WIDTH));
            Growth growth = edge.grow(leaves.stream().map(HashedEntry::of).toList());
            edge = edge.plus(growth);
            for (Map.Entry<TilePath, byte[]> file : growth.files().entrySet()) {
                if (file.getKey().isFull()) {
                    compare(file, end);
                }
            }
            if (end == relied.size()) {
                compareAll(edge, relied);
            }
            for (byte[] leaf : leaves) {
                replay.leaf(leaf);
            }
            if (end == relied.size()) {
                replay.reached(relied);
            }
            Checkpoint passes = passed.get(end);
            if (passes != null) {
                pass(passes, edge, replay);
            }
        }
        return edge;
    }

    private static void pass(Checkpoint wanted, RightEdge edge, LogWriter.Replay replay)
            throws SigningRefusedException {
        if (!wanted.root().equals(edge.root())) {
            throw differs("an entry bundle or " + Replayers.FILE, edge.size());
        }
        replay.reached(wanted);
    }

    /** The entries of a bundle, as wide as the log is now. */
    private List<byte[]> read(long bundle) throws IOException, SigningRefusedException {
        TilePath path = TilePath.entriesIn(decided.size(), bundle);
        Optional<byte[]> bytes = files.read(path.toString());
        if (bytes.isEmpty()) {
            throw missing(path);
        }
        try {
            return EntryBundle.parse(path, bytes.get()).entries();
        } catch (MalformedException e) {
            throw new SigningRefusedException("files_differ", "the file " + path + " is damaged: " + e.getMessage());
        }
    }

    private void compareAll(RightEdge edge, Checkpoint wanted) throws IOException, SigningRefusedException {
        for (Map.Entry<TilePath, byte[]> file : edge.files().entrySet()) {
            compare(file, edge.size());
        }
        if (!wanted.root().equals(edge.root())) {
            throw differs("an entry bundle or a checkpoint", edge.size());
        }
    }

    private void compare(Map.Entry<TilePath, byte[]> file, long size) throws IOException, SigningRefusedException {
        Optional<byte[]> bytes = files.read(file.getKey().toString());
        if (bytes.isEmpty()) {
            throw missing(file.getKey());
        }
        if (!Arrays.equals(bytes.get(), file.getValue())) {
            throw differs(file.getKey().toString(), size);
        }
    }

    static SigningRefusedException missing(TilePath path) {
        return new SigningRefusedException(
                "files_differ", "the file " + path + " is missing; restore it from a mirror or a newer copy");
    }

    private static SigningRefusedException differs(String what, long size) {
        return new SigningRefusedException(
                "files_differ",
                "what the entry bundles give at " + size + " leaves is not what was signed: " + what
                        + " was changed on the disk. Restore it from a mirror or a copy; nothing will be signed until then.");
    }
}
