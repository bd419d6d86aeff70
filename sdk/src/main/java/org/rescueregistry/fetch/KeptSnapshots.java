package org.rescueregistry.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.name.EntityId;

/** What a replica has in its folder: read again where a file has changed, written again where the replica knows more. Not for several threads. */
final class KeptSnapshots {
    /** A registry's file is written again at most so often: it is written whole, and news may come every second. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final SnapshotFolder folder;
    private final TrustChainResolver resolver;
    private final Map<Path, Read> read = new LinkedHashMap<>();
    private final Map<EntityId, Written> written = new HashMap<>();

    /** A file that was read. */
    private record Read(Object state, SnapshotFolder.Kept kept) {}

    /** What was written last. */
    private record Written(SnapshotFolder.Kept kept, Instant at) {}

    KeptSnapshots(SnapshotFolder folder, TrustChainResolver resolver) {
        this.folder = folder;
        this.resolver = resolver;
    }

    /** Reads what others have written since; a file that does not hold, or goes back, leaves what was read before. */
    void refresh(Instant now, Consumer<Trouble> troubles) {
        List<SnapshotFolder.Found> files;
        try {
            files = folder.files();
        } catch (IOException e) {
            troubles.accept(new Trouble(Trouble.Kind.UNREACHABLE, folder.toString(), LogReader.message(e)));
            return;
        }
        for (SnapshotFolder.Found found : files) {
            Read before = read.get(found.file());
            if (before == null || !before.state().equals(found.state())) {
                try {
                    SnapshotFolder.Kept kept = SnapshotFolder.open(found, resolver, now);
                    requireNotBack(found.file(), before, kept);
                    read.put(found.file(), new Read(found.state(), kept));
                } catch (TroubleException e) {
                    troubles.accept(e.trouble());
                }
            }
        }
    }

    private static void requireNotBack(Path file, @Nullable Read before, SnapshotFolder.Kept kept)
            throws TroubleException {
        if (before != null
                && kept.snapshot().proven().size()
                        < before.kept().snapshot().proven().size()) {
            throw new TroubleException(
                    Trouble.Kind.BAD_SNAPSHOT, file.toString(), "size_went_back: a larger tree was here before");
        }
    }

    /** What is known from the folder. */
    Collection<SnapshotFolder.Kept> all() {
        return read.values().stream().map(Read::kept).toList();
    }

    /** Writes a registry, if it says something new and the last time is not just past. */
    Optional<Trouble> keep(SnapshotFolder.Kept kept, Instant now) {
        EntityId registry = kept.snapshot().registry();
        Written before = written.get(registry);
        if (before != null
                && (before.kept().equals(kept) || now.isBefore(before.at().plus(PAUSE)))) {
            return Optional.empty();
        }
        try {
            folder.keep(kept);
            written.put(registry, new Written(kept, now));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Trouble(Trouble.Kind.NOT_KEPT, folder.toString(), LogReader.message(e)));
        }
    }
}
