package org.rescueregistry.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a folder for one writer, by a lock of the operating system: gone when the process is, however it ends. */
final class FolderLock {
    private static final String NAME = "lock";

    private FolderLock() {}

    /**
     * Takes the folder, made if missing, until what is given back is closed.
     *
     * @throws SigningRefusedException {@code second_writer}: it is taken
     */
    static Closeable take(Path folder) throws IOException, SigningRefusedException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // By this very process: as much a second writer as another process would be.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new SigningRefusedException(
                    "second_writer",
                    "another process signs from " + folder + "; stop it first. Two writers would sign two histories.");
        }
        return channel;
    }
}
