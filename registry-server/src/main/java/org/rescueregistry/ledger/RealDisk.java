package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operating system's files. */
final class RealDisk implements Disk {
    /** How much is handed to the system in one call; the parts of an append are gathered to this much. */
    private static final int GATHERED_BYTES = 1 << 20;

    /** Outside the heap, so that nothing is copied once more on the way down. */
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED_BYTES);

    @Override
    public Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder)) {
                throw there;
            }
        }
    }

    @Override
    public boolean create(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        }
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public synchronized void appendForced(Path file, List<byte[]> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            gathered.clear();
            for (byte[] part : parts) {
                for (int at = 0; at < part.length; ) {
                    int fitting = Math.min(part.length - at, gathered.remaining());
                    gathered.put(part, at, fitting);
                    at += fitting;
                    if (!gathered.hasRemaining()) {
                        writeAll(channel, gathered.flip());
                        gathered.clear();
                    }
                }
            }
            writeAll(channel, gathered.flip());
            channel.force(false);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void remove(Path fileOrFolder) throws IOException {
        try {
            Files.deleteIfExists(fileOrFolder);
        } catch (DirectoryNotEmptyException somethingElse) {
            // What a dead process left half-written in it; it stays, and does no harm.
        }
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (NoSuchFileException missing) {
            return List.of();
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
