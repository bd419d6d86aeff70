package org.rescueregistry.ledger;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
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
        expose(written);
    }

    @Override
    public void expose(Map<String, byte[]> written) {
        written.forEach((name, bytes) -> files.put(name, bytes.clone()));
    }

    @Override
    public void settle(Collection<String> names) {
        // What is there stays there.
    }

    @Override
    public boolean claim(String name) {
        return files.putIfAbsent(name, new byte[0]) == null;
    }

    @Override
    public void append(String name, List<byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(files.getOrDefault(name, new byte[0]));
        parts.forEach(whole::writeBytes);
        files.put(name, whole.toByteArray());
    }

    @Override
    public List<String> list(String folder) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .map(name -> name.substring(folder.length() + 1).split("/", 2)[0])
                .distinct()
                .toList();
    }

    @Override
    public void remove(Collection<String> names) {
        names.forEach(files::remove);
    }
}
