package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.ForkEvidence;

/** A forced file for each log, named by the hash of its origin; evidence in a folder beside them. */
final class FileWitnessState implements WitnessState {
    private static final String EVIDENCE = "evidence";
    private static final int MOST_EVIDENCE = 64;

    private final LogFiles files;
    private final Closeable lock;

    FileWitnessState(LogFiles files, Closeable lock) {
        this.files = files;
        this.lock = lock;
    }

    @Override
    public synchronized Optional<byte[]> latest(String origin) throws IOException {
        return files.readDurable(name(origin));
    }

    @Override
    public synchronized boolean replace(String origin, byte @Nullable [] seen, byte[] next) throws IOException {
        if (!Arrays.equals(latest(origin).orElse(null), seen)) {
            return false;
        }
        files.write(name(origin), next);
        return true;
    }

    @Override
    public synchronized void keep(ForkEvidence evidence) throws IOException {
        List<String> kept = files.list(EVIDENCE);
        // One proof is enough to convict a log; a log that makes more of them shall not fill the disk.
        if (kept.size() < MOST_EVIDENCE) {
            files.write(EVIDENCE + "/" + evidence.fileName(), evidence.toBytes());
        }
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
