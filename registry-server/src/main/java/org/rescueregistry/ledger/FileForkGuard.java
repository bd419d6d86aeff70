package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.wire.MalformedException;

/**
 * The fork guard as one forced file, a checkpoint without signatures:
 *
 * <pre>
 * registry.example/log
 * 42
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 */
final class FileForkGuard implements ForkGuard {
    static final String NAME = "fork-guard";

    private final LogFiles files;
    private final String origin;
    private final Closeable lock;
    private boolean settled;

    FileForkGuard(LogFiles files, String origin, Closeable lock) {
        this.files = files;
        this.origin = origin;
        this.lock = lock;
    }

    @Override
    public synchronized Checkpoint held() throws IOException {
        Optional<byte[]> bytes = files.read(NAME);
        if (bytes.isEmpty()) {
            return new Checkpoint(origin, 0, Merkle.EMPTY_ROOT);
        }
        if (!settled) {
            // A process that was killed may have renamed it and not forced its name: what is read here must not be
            // forgotten by a power cut after somebody has relied on it.
            files.settle(List.of(NAME));
            settled = true;
        }
        Checkpoint held;
        try {
            held = Checkpoint.parse(new String(bytes.get(), UTF_8));
        } catch (MalformedException e) {
            throw new IOException("the fork guard is damaged: " + e.getMessage(), e);
        }
        if (!held.origin().equals(origin)) {
            throw new IOException("the fork guard is that of the log " + held.origin() + ", not of " + origin);
        }
        return held;
    }

    @Override
    public synchronized void advance(Checkpoint expected, Checkpoint next) throws IOException, SigningRefusedException {
        Checkpoint held = held();
        if (!held.equals(expected) || next.size() <= held.size()) {
            throw new SigningRefusedException(
                    "fork_guard_differs",
                    "the fork guard holds a tree of " + held.size() + " leaves, this log wanted to go from "
                            + expected.size() + " to " + next.size()
                            + "; another writer was here, or an older copy of the files was put back");
        }
        files.write(NAME, next.text().getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
