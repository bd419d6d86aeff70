package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * The fork guard as one forced file. Its text is that of a checkpoint without signatures, but the root is base64url:
 *
 * <pre>
 * registry.example/log
 * 42
 * CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I
 * </pre>
 */
final class FileForkGuard implements ForkGuard {
    static final String NAME = "fork-guard";
    private static final Pattern TEXT = Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9_-]{43})\n");

    private final LogFiles files;
    private final String origin;
    private final Closeable lock;

    FileForkGuard(LogFiles files, String origin, Closeable lock) {
        this.files = files;
        this.origin = origin;
        this.lock = lock;
    }

    static FileForkGuard open(Path folder, String origin) throws IOException, SigningRefusedException {
        Files.createDirectories(folder);
        return new FileForkGuard(LogFiles.in(folder), origin, lock(folder));
    }

    /** A lock of the operating system: gone when the process is, however it ends. */
    private static Closeable lock(Path folder) throws IOException, SigningRefusedException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // By this very process: as much a second writer as another process would be.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new SigningRefusedException(
                    "second_writer",
                    "another process writes the log in " + folder
                            + "; stop it first. Two writers would sign two histories.");
        }
        return channel;
    }

    @Override
    public synchronized TreeHead held() throws IOException {
        Optional<byte[]> bytes = files.read(NAME);
        if (bytes.isEmpty()) {
            return TreeHead.EMPTY;
        }
        Matcher text = TEXT.matcher(new String(bytes.get(), UTF_8));
        if (!text.matches() || !text.group(1).equals(origin)) {
            throw new IOException("the fork guard is damaged or belongs to another log than " + origin);
        }
        try {
            return new TreeHead(Long.parseLong(text.group(2)), Digest.parse(text.group(3)));
        } catch (MalformedException e) {
            throw new IOException("the fork guard is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void advance(TreeHead expected, TreeHead next) throws IOException, SigningRefusedException {
        TreeHead held = held();
        if (!held.equals(expected) || next.size() <= held.size()) {
            throw new SigningRefusedException(
                    "fork_guard_differs",
                    "the fork guard holds " + held + ", this log wanted to go from " + expected + " to " + next
                            + "; another writer was here, or an older copy of the files was put back");
        }
        files.write(NAME, (origin + "\n" + next.size() + "\n" + next.root() + "\n").getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
