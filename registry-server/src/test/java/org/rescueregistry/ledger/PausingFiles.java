package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/** {@link LogFiles} that take their time, now and then, before and after what they do. */
final class PausingFiles implements LogFiles {
    private static final int MOST_MICROS = 1500;

    private final LogFiles files;
    private final RandomGenerator chance;

    PausingFiles(LogFiles files, RandomGenerator chance) {
        this.files = files;
        this.chance = chance;
    }

    /** A moment of nothing, most often none. */
    static void pause(RandomGenerator chance) {
        int micros = chance.nextInt(3) == 0 ? chance.nextInt(MOST_MICROS) : 0;
        try {
            Thread.sleep(micros / 1000, micros % 1000 * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        pause(chance);
        return files.read(name);
    }

    @Override
    public void write(SortedMap<String, byte[]> written) throws IOException {
        pause(chance);
        files.write(written);
        pause(chance);
    }

    @Override
    public void expose(Map<String, byte[]> exposed) throws IOException {
        pause(chance);
        files.expose(exposed);
        pause(chance);
    }

    @Override
    public void settle(Collection<String> names) throws IOException {
        pause(chance);
        files.settle(names);
    }

    @Override
    public boolean claim(String name) throws IOException {
        pause(chance);
        return files.claim(name);
    }

    @Override
    public void append(String name, List<byte[]> parts) throws IOException {
        pause(chance);
        files.append(name, parts);
        pause(chance);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return files.list(folder);
    }

    @Override
    public void remove(Collection<String> names) throws IOException {
        pause(chance);
        files.remove(names);
    }
}
