package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Remembers the newest tree that this log has decided to sign, apart from the tree itself, so that two writers, or a restored
 * copy of the files, cannot sign two histories. On one machine a forced file; the same three calls are a compare-and-swap in
 * a database. Trusted: what it says stands against what the log's files say.
 */
public interface ForkGuard extends AutoCloseable {

    /** The tree last decided on; {@link TreeHead#EMPTY} if none ever was. */
    TreeHead held() throws IOException;

    /**
     * Decides on {@code next} if {@code held} is still what is held, in one step. Durable when this returns. When it throws
     * {@link IOException} either may be held.
     *
     * @throws SigningRefusedException {@code fork_guard_differs}: somebody else moved it; nothing was changed
     */
    void advance(TreeHead held, TreeHead next) throws IOException, SigningRefusedException;

    /** Lets another writer take it. */
    @Override
    void close() throws IOException;

    /**
     * The guard kept as the file {@code fork-guard} in {@code folder}, taken for this process until it is closed or dies.
     *
     * @throws SigningRefusedException {@code second_writer}: another process has it
     */
    static ForkGuard in(Path folder, String origin) throws IOException, SigningRefusedException {
        return FileForkGuard.open(folder, origin);
    }
}
