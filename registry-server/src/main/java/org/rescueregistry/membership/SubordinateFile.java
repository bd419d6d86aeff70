package org.rescueregistry.membership;

import java.io.IOException;
import java.util.Optional;

/** Keeps the one file of a council. Trusted: whoever can write it decides who is recognised. */
public interface SubordinateFile {
    /** What was written last; empty before that. */
    Optional<byte[]> read() throws IOException;

    /** Replaces all of it at once: a reader sees the old or the new. Survives a power cut once it returns. */
    void write(byte[] bytes) throws IOException;
}
