package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named files of one log: those of {@code tlog-tiles}, under the paths that page gives them, and the writer's own.
 *
 * <p>Names are relative, with {@code /} between parts of {@code [a-z0-9.-]}, for example
 * {@code tile/entries/x001/067.p/12}. Trusted to keep what it says it kept; what it kept is hashed again at every start.
 * Several threads may read while one writes.
 */
public interface LogFiles {

    /** The bytes under {@code name} as last written, or nothing if it was never written. */
    Optional<byte[]> read(String name) throws IOException;

    /**
     * Writes whole files. When this returns all of them are durable: they survive a power cut. When it does not return, or
     * throws, each of them is by itself either as before or as asked, never in between.
     */
    void write(SortedMap<String, byte[]> files) throws IOException;

    /** {@link #write} of one file. */
    default void write(String name, byte[] bytes) throws IOException {
        write(new TreeMap<>(Map.of(name, bytes)));
    }

    /** The files under {@code folder}, which is made if it is missing; the folder above must be there. */
    static LogFiles in(Path folder) {
        return new ForcedFiles(folder, Disk.REAL);
    }
}
