package org.rescueregistry.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** {@link LogFiles} that last as long as the test. */
final class MemoryFiles implements LogFiles {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        copy.files.putAll(files);
        return copy;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    @Override
    public void write(SortedMap<String, byte[]> written) {
        written.forEach((name, bytes) -> files.put(name, bytes.clone()));
    }
}
