package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** {@link LogFiles} whose n-th change throws, before or after it was made: the process lives and must not go on. */
final class FailingFiles implements LogFiles {
    private final LogFiles real;
    private long writesLeft = Long.MAX_VALUE;
    private boolean afterwards;
    private boolean heapIsFull;

    private interface Change {
        void run() throws IOException;
    }

    FailingFiles(LogFiles real) {
        this.real = real;
    }

    /** {@code writes} more will succeed; then one fails, after doing its work if {@code afterwards}. */
    synchronized void failAfter(long writes, boolean afterwards) {
        this.writesLeft = writes;
        this.afterwards = afterwards;
    }

    /** From now on there is no room in the heap for any change. */
    synchronized void fillHeap() {
        heapIsFull = true;
    }

    private synchronized void change(Change change) throws IOException {
        if (heapIsFull) {
            throw new OutOfMemoryError("no room");
        }
        if (writesLeft-- == 0) {
            if (afterwards) {
                change.run();
            }
            throw new IOException("no space left on device");
        }
        change.run();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return real.read(name);
    }

    @Override
    public void write(SortedMap<String, byte[]> files) throws IOException {
        change(() -> real.write(files));
    }

    @Override
    public void expose(Map<String, byte[]> files) throws IOException {
        change(() -> real.expose(files));
    }

    @Override
    public void settle(Collection<String> names) throws IOException {
        change(() -> real.settle(names));
    }

    @Override
    public boolean claim(String name) throws IOException {
        boolean[] claimed = {false};
        change(() -> claimed[0] = real.claim(name));
        return claimed[0];
    }

    @Override
    public void append(String name, List<byte[]> parts) throws IOException {
        change(() -> real.append(name, parts));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return real.list(folder);
    }

    @Override
    public void remove(Collection<String> names) throws IOException {
        change(() -> real.remove(names));
    }
}
