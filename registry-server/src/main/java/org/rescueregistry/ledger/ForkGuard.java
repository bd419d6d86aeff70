package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.wire.MalformedException;

/**
 * Remembers the newest tree that a log has decided to sign, apart from the tree itself, so that two writers, or an old copy of
 * the files put back, cannot sign two histories. On one machine a forced file; the same three calls are a compare-and-swap in
 * a database. Trusted: what it says stands against what the log's files say.
 */
public interface ForkGuard extends AutoCloseable {

    /** The tree last decided on; the empty tree if there was none. */
    Checkpoint held() throws IOException;

    /**
     * Decides on {@code next}, a larger tree, if {@code held} is still what is held, in one step. Durable when this returns. When
     * it throws {@link IOException} either may be held.
     *
     * @throws SigningRefusedException {@code fork_guard_differs}: somebody else moved it; nothing was changed
     */
    void advance(Checkpoint held, Checkpoint next) throws IOException, SigningRefusedException;

    /** Lets another writer take it. */
    @Override
    void close() throws IOException;

    /**
     * The guard kept as the file {@code fork-guard} in {@code folder}, held for this process until it is closed or dies.
     *
     * @throws SigningRefusedException {@code second_writer}: another process has it
     */
    static ForkGuard in(Path folder, String origin) throws IOException, SigningRefusedException {
        return new FileForkGuard(LogFiles.in(folder), origin, FolderLock.take(folder));
    }

    /**
     * What the guard in {@code folder} holds, read without taking it; nothing if there is none. Who writes may be further already.
     *
     * @throws MalformedException it is damaged
     */
    static Optional<Checkpoint> peek(Path folder) throws IOException, MalformedException {
        Optional<byte[]> file = LogFiles.in(folder).read(FileForkGuard.NAME);
        return file.isPresent() ? Optional.of(FileForkGuard.last(file.get())) : Optional.empty();
    }
}
