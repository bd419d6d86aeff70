package org.rescueregistry.fetch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Frontier;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Where an audit keeps what it has checked, to go on from there: the entry bundles as C2SP tlog-tiles lays them out, the
 * checkpoint under which they were checked, and {@code audit.json}, which alone says how far that is:
 *
 * <pre>{"log":"registry.example/log","root":"…","size":2048}</pre>
 *
 * <p>One folder for one log and one audit at a time. A folder that was changed is not believed: the leaves must hash to
 * the root. Whoever may write here can make an audit believe anything; it is no proof for others.
 */
public final class AuditFolder {
    private static final String STATE = "audit.json";
    private static final String CHECKPOINT = "checkpoint";

    private final Path folder;
    private @Nullable State state;

    /** How far the audit is. */
    private record State(String log, long size, Digest root) {
        byte[] bytes() {
            return Json.object()
                    .put("log", log)
                    .put("root", root.base64Url())
                    .put("size", size)
                    .build()
                    .canonical();
        }

        static State parse(byte[] bytes) throws MalformedException {
            Members members = Members.of(Json.parseCanonical(bytes), STATE);
            State state =
                    new State(members.string("log"), members.integer("size"), Digest.parse(members.string("root")));
            members.done();
            if (state.size < 1) {
                throw damaged("says that nothing was checked");
            }
            return state;
        }
    }

    private AuditFolder(Path folder, @Nullable State state) {
        this.folder = folder;
        this.state = state;
    }

    /**
     * Opens what an earlier audit left, or begins with nothing in a new folder.
     *
     * @throws MalformedException {@code audit_folder_damaged}, or as the parser of JSON
     */
    public static AuditFolder open(Path folder) throws IOException, MalformedException {
        Files.createDirectories(folder);
        try {
            return new AuditFolder(folder, State.parse(Files.readAllBytes(folder.resolve(STATE))));
        } catch (NoSuchFileException nothingYet) {
            return new AuditFolder(folder, null);
        }
    }

    /** How many leaves were checked. */
    public long size() {
        return state == null ? 0 : state.size();
    }

    /**
     * Folds again what was kept.
     *
     * @throws MalformedException {@code audit_folder_damaged} if it is not what was kept; {@code audit_folder_of_another} if it
     *     is of another log
     */
    void readInto(LogReader reader, LogCheck.Progress progress) throws IOException, MalformedException {
        State kept = state;
        if (kept == null) {
            return;
        }
        if (!kept.log().equals(reader.fold().log())) {
            throw new MalformedException(
                    "audit_folder_of_another", folder + " holds an audit of the log " + kept.log());
        }
        long[] read = new long[2];
        Digest root = reader.again(path -> EntryBundle.parse(path, bundle(path)), kept.size(), bundle -> {
            read[0] += bundle.width();
            read[1] += bundle.length();
            progress.at(read[0], kept.size(), read[1]);
        });
        if (!root.equals(kept.root())) {
            throw damaged("holds leaves that were not checked");
        }
    }

    private byte[] bundle(TilePath path) throws IOException, MalformedException {
        try {
            return Files.readAllBytes(folder.resolve(path.toString()));
        } catch (NoSuchFileException e) {
            throw damaged("has lost " + path);
        }
    }

    private static MalformedException damaged(String how) {
        return new MalformedException(
                "audit_folder_damaged", "what an earlier audit left " + how + "; delete the folder to begin again");
    }

    /** The checkpoint under which the last leaves were checked, as the log signed it. */
    Optional<SignedNote> seenBefore() throws IOException, MalformedException {
        return state == null
                ? Optional.empty()
                : Optional.of(SignedNote.parse(Files.readAllBytes(folder.resolve(CHECKPOINT))));
    }

    /** Before the first leaf under this checkpoint is kept. */
    void begin(CosignedCheckpoint checkpoint) throws IOException {
        ForcedFile.replace(
                folder.resolve(CHECKPOINT), checkpoint.signed().note().toBytes());
    }

    /** Keeps a chunk of leaves that was checked: neighbouring bundles, up to {@code reached}. */
    void keep(String log, List<BundlesAhead.Read> bundles, Frontier reached) throws IOException {
        // 1. The bundles, forced. If the process dies here, audit.json names fewer leaves, and these are read again.
        for (BundlesAhead.Read read : bundles) {
            ForcedFile.replace(
                    folder.resolve(read.path().toString()), read.bundle().toBytes());
        }
        // 2. How far it is, in place of what it was, forced. From here on these leaves are not asked for again.
        State next = new State(log, reached.size(), reached.root());
        ForcedFile.replace(folder.resolve(STATE), next.bytes());
        state = next;
        // 3. Partial bundles that a wider one has replaced. If the process dies here, they only take room.
        sweep(bundles.get(0).path());
    }

    private void sweep(TilePath kept) throws IOException {
        Path parts = folder.resolve(kept.full() + ".p");
        if (!Files.isDirectory(parts)) {
            return;
        }
        try (DirectoryStream<Path> partial = Files.newDirectoryStream(parts)) {
            for (Path file : partial) {
                if (!file.endsWith(Integer.toString(kept.width()))) {
                    Files.delete(file);
                }
            }
        }
    }
}
