package org.rescueregistry.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Writes files so that after a cut of the power there is the old one or the new one, whole. */
final class ForcedFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] OWN = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];

    private ForcedFile() {}

    /** Puts a file in the place of what may be there; durable when this returns. */
    static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, new FileAttribute<?>[0]);
    }

    /** As {@link #replace}, for the owner's eyes alone, where files have owners. */
    static void replaceSecret(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, OWN);
    }

    private static void replace(Path file, byte[] bytes, FileAttribute<?>[] rights) throws IOException {
        Path parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        // One that a dead process left may have other rights.
        Files.deleteIfExists(next);
        try (FileChannel channel =
                FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceNames(parent);
    }

    /** Removes a file, if it is there; durable when this returns. */
    static void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceNames(Objects.requireNonNull(file.getParent()));
        }
    }

    private static void forceNames(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
