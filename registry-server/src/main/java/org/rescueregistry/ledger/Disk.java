package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The few calls on a file system that durability is made of, each as weak as the operating system really is: a name is
 * durable only once its folder was forced. Tests replace it by one that forgets what was not forced.
 */
interface Disk {

    /** The bytes of a file, or nothing if there is none. */
    Optional<byte[]> read(Path file) throws IOException;

    /** Makes one folder in an existing one; nothing happens when it is there. */
    void makeFolder(Path folder) throws IOException;

    /** Creates or overwrites a file and forces its bytes; its name is durable only after {@link #forceFolder}. */
    void writeForced(Path file, byte[] bytes) throws IOException;

    /** Renames a file within its folder, replacing the one of that name at once; durable only after {@link #forceFolder}. */
    void rename(Path from, Path to) throws IOException;

    /** Makes the names in a folder durable. */
    void forceFolder(Path folder) throws IOException;

    Disk REAL = new Disk() {
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
        public void writeForced(Path file, byte[] bytes) throws IOException {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };
}
