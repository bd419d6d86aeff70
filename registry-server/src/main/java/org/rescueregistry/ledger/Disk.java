package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The few calls on a file system that durability is made of, each as weak as the operating system really is: bytes are durable
 * only once their file was forced, a name only once its folder was. Tests replace it by one that forgets what was not forced.
 */
interface Disk {
    Disk REAL = new RealDisk();

    /** The bytes of a file, or nothing if there is none. */
    Optional<byte[]> read(Path file) throws IOException;

    /** Makes one folder in an existing one; nothing happens when it is there. */
    void makeFolder(Path folder) throws IOException;

    /** Makes an empty file, unless there is one; whether it did. */
    boolean create(Path file) throws IOException;

    /** Creates or overwrites a file. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Appends to a file, made if it is missing, and forces its bytes. */
    void appendForced(Path file, List<byte[]> parts) throws IOException;

    /** Forces the bytes of a file. */
    void force(Path file) throws IOException;

    /** Renames a file within its folder, replacing the one of that name at once; durable only after {@link #forceFolder}. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file, or a folder if it is empty, if it is there; durable only after {@link #forceFolder} of the one it was in. */
    void remove(Path fileOrFolder) throws IOException;

    /** What is in a folder; nothing if there is none. */
    List<Path> list(Path folder) throws IOException;

    /** Makes the names in a folder durable. */
    void forceFolder(Path folder) throws IOException;
}
