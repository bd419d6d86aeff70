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
 * The fork guard as one forced file: checkpoints without signatures, each followed by an empty line. The last whole one is held:
 *
 * <pre>
 * registry.example/log
 * 41
 * wqrrNDWvvvLKPzQx1UEFbGOaeCjRz8CzGzSYYrVKz7c=
 *
 * registry.example/log
 * 42
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * </pre>
 *
 * <p>The next one is appended: one force, where a new file in place of the old takes two. One that was torn off while it was
 * appended was not decided on. Sometimes the file is written anew, with the newest alone.
 */
final class FileForkGuard implements ForkGuard {
    static final String NAME = "fork-guard";

    /** A file that would exceed them is written anew. */
    private static final int MOST_BYTES = 4096;

    private static final String END = "\n\n";

    private final LogFiles files;
    private final String origin;
    private final Closeable lock;
    private boolean durable;

    FileForkGuard(LogFiles files, String origin, Closeable lock) {
        this.files = files;
        this.origin = origin;
        this.lock = lock;
    }

    @Override
    public synchronized Checkpoint held() throws IOException {
        Optional<byte[]> bytes = files.read(NAME);
        Checkpoint held = held(bytes);
        if (bytes.isPresent() && !durable) {
            // A process that was killed may have written it and not forced it, or only begun to: what is read here
            // must not be forgotten by a power cut after somebody has relied on it, and the next is appended to it.
            files.write(NAME, record(held));
            durable = true;
        }
        return held;
    }

    private Checkpoint held(Optional<byte[]> bytes) throws IOException {
        if (bytes.isEmpty()) {
            return new Checkpoint(origin, 0, Merkle.EMPTY_ROOT);
        }
        Checkpoint held;
        try {
            held = last(bytes.get());
        } catch (MalformedException e) {
            throw new IOException("the fork guard is damaged: " + e.getMessage(), e);
        }
        if (!held.origin().equals(origin)) {
            throw new IOException("the fork guard is that of the log " + held.origin() + ", not of " + origin);
        }
        return held;
    }

    /**
     * The last whole checkpoint of such a file.
     *
     * @throws MalformedException there is none, or it is damaged
     */
    static Checkpoint last(byte[] file) throws MalformedException {
        String text = new String(file, UTF_8);
        int end = text.lastIndexOf(END);
        int before = text.lastIndexOf(END, end - 1);
        return Checkpoint.parse(
                text.substring(before < 0 ? 0 : before + END.length(), end < 0 ? text.length() : end + 1));
    }

    private static byte[] record(Checkpoint tree) {
        return (tree.text() + "\n").getBytes(UTF_8);
    }

    @Override
    public synchronized void advance(Checkpoint expected, Checkpoint next) throws IOException, SigningRefusedException {
        Optional<byte[]> bytes = files.read(NAME);
        Checkpoint held = held(bytes);
        if (!held.equals(expected) || next.size() <= held.size()) {
            throw new SigningRefusedException(
                    "fork_guard_differs",
                    "the fork guard holds a tree of " + held.size() + " leaves, this log wanted to go from "
                            + expected.size() + " to " + next.size()
                            + "; another writer was here, or an older copy of the files was put back");
        }
        byte[] record = record(next);
        if (durable && bytes.isPresent() && bytes.get().length + record.length <= MOST_BYTES) {
            files.append(NAME, List.of(record));
        } else {
            files.write(NAME, record);
            durable = true;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
