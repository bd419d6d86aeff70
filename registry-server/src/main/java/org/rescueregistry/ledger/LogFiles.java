package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named files of one log: those of {@code tlog-tiles}, under the paths that page gives them, and the writer's own.
 *
 * <p>Names are relative, with {@code /} between parts of {@code [a-z0-9.-]}, for example
 * {@code tile/entries/x001/067.p/12}. Trusted to keep what it says it kept; what it kept is hashed again at every start.
 * Several threads may call it, no two of them to change the same name.
 */
public interface LogFiles {

    /** The bytes under {@code name} as last written, or nothing if it was never written. */
    Optional<byte[]> read(String name) throws IOException;

    /** The file that has the bytes under {@code name} and nothing else, for whoever only reads it; nothing if they are kept otherwise. */
    default Optional<Path> file(String name) {
        return Optional.empty();
    }

    /**
     * As {@link #read}; what it gives is durable. The process that wrote it may have died before that was so: then it was there to
     * read, and yet a power cut would have taken it back from whoever had relied on it.
     */
    default Optional<byte[]> readDurable(String name) throws IOException {
        Optional<byte[]> bytes = read(name);
        if (bytes.isPresent()) {
            settle(List.of(name));
        }
        return bytes;
    }

    /**
     * Writes whole files. When this returns all of them are durable: they survive a power cut. When it does not return, or
     * throws, each of them is by itself either as before or as asked, never in between.
     */
    void write(SortedMap<String, byte[]> files) throws IOException;

    /** {@link #write} of one file. */
    default void write(String name, byte[] bytes) throws IOException {
        write(new TreeMap<>(Map.of(name, bytes)));
    }

    /**
     * Writes whole files for others to read, each at once. They are not durable: after a power cut each may be missing, cut short
     * or as it was before, until it was settled.
     */
    void expose(Map<String, byte[]> files) throws IOException;

    /** Makes durable what was exposed under these names. */
    void settle(Collection<String> names) throws IOException;

    /** Makes an empty file, unless there is one of that name; whether it did. Of several writers one is told so. Not durable. */
    boolean claim(String name) throws IOException;

    /**
     * Appends the parts, one after the other, to a file that is made if it is missing. Durable when this returns; when it does
     * not, any beginning of them may be there.
     */
    void append(String name, List<byte[]> parts) throws IOException;

    /** The last parts of the names in a folder, of files and of folders, in no order; nothing if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Removes files, and folders if they are empty, if they are there; durable, one by one, at some later time. */
    void remove(Collection<String> names) throws IOException;

    /** The files under {@code folder}, which is made if it is missing; the folder above must be there. */
    static LogFiles in(Path folder) {
        return new ForcedFiles(folder, Disk.REAL);
    }
}
