package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;

/** A forced file for each log, named by the hash of its origin. */
final class FileWitnessState implements WitnessState {
    private final LogFiles files;
    private final Closeable lock;

    FileWitnessState(LogFiles files, Closeable lock) {
        this.files = files;
        this.lock = lock;
    }

    @Override
    public Optional<byte[]> latest(String origin) throws IOException {
        return files.read(name(origin));
    }

    @Override
    public synchronized boolean replace(String origin, byte @Nullable [] seen, byte[] next) throws IOException {
        if (!Arrays.equals(latest(origin).orElse(null), seen)) {
            return false;
        }
        files.write(name(origin), next);
        return true;
    }

    /** The hash under which tlog-witness, "Monitor Retrieval Mechanism", serves it too. */
    private static String name(String origin) {
        return Digest.sha256(origin.getBytes(UTF_8)).hex();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
