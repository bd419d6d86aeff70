package org.rescueregistry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.rescueregistry.membership.SubordinateFile;

/** The council's entries as one JSON file, which its people can read. */
public final class SubordinatesOnDisk implements SubordinateFile {
    private final Path file;

    /** The file; its folder must be there. */
    public SubordinatesOnDisk(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        // 1. The new bytes are on the disk under another name; dying here leaves the old file.
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        // 2. The name changes hands at once; dying here leaves one or the other, whole.
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // 3. So that the name itself survives a power cut.
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
