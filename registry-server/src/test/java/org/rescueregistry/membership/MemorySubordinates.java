package org.rescueregistry.membership;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A council's file in memory. */
final class MemorySubordinates implements SubordinateFile {
    private byte @Nullable [] bytes;

    @Override
    public Optional<byte[]> read() {
        return Optional.ofNullable(bytes).map(byte[]::clone);
    }

    @Override
    public void write(byte[] written) {
        bytes = written.clone();
    }
}
