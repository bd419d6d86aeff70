package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** {@link LogFiles} whose n-th write throws, before or after it wrote: the process lives and must not go on. */
final class FailingFiles implements LogFiles {
    private final LogFiles real;
    private long writesLeft = Long.MAX_VALUE;
    private boolean afterwards;

    FailingFiles(LogFiles real) {
        this.real = real;
    }

    /** {@code writes} more will succeed; then one fails, after doing its work if {@code afterwards}. */
    void failAfter(long writes, boolean afterwards) {
        this.writesLeft = writes;
        this.afterwards = afterwards;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return real.read(name);
    }

    @Override
    public void write(SortedMap<String, byte[]> files) throws IOException {
        if (writesLeft-- == 0) {
            if (afterwards) {
                real.write(files);
            }
            throw new IOException("no space left on device");
        }
        real.write(files);
    }
}
