package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in the data folder of a running registry, for its own user alone, through which {@code registry backup} asks for a
 * copy of the database: nobody but the process that has it open can make one. Whoever connects sends nothing; the answer is the
 * name of the new file in the data folder, or {@code -} and why there is none.
 */
final class ControlSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final String NAME = "control";
    private static final String PREFIX = "database-copy-";
    private static final int MAX_ANSWER_BYTES = 4096;

    private final Path data;
    private final ServerSocketChannel channel;
    private final Consumer<Path> backUp;
    private final AtomicLong count = new AtomicLong();

    private ControlSocket(Path data, ServerSocketChannel channel, Consumer<Path> backUp) {
        this.data = data;
        this.channel = channel;
        this.backUp = backUp;
    }

    /** Begins to answer; null where the system cannot: then a backup is taken while the registry is stopped. */
    static @Nullable ControlSocket open(Path data, Consumer<Path> backUp) {
        Path file = data.resolve(NAME);
        try {
            // Whoever holds the fork guard of this folder is the only one here: what lies there is of a dead process.
            Files.deleteIfExists(file);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(file));
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            ControlSocket socket = new ControlSocket(data, channel, backUp);
            Thread thread = new Thread(socket::answer, "control");
            thread.setDaemon(true);
            thread.start();
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("no backup can be taken while this runs: {} cannot be opened: {}", file, e.getMessage());
            return null;
        }
    }

    private void answer() {
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                ByteBuffer answer = ByteBuffer.wrap(copied().getBytes(UTF_8));
                while (answer.hasRemaining()) {
                    client.write(answer);
                }
            } catch (ClosedChannelException closing) {
                return;
            } catch (IOException e) {
                LOG.warn("an answer on {} was lost: {}", NAME, e.getMessage());
            }
        }
    }

    private String copied() {
        String name = PREFIX + count.incrementAndGet() + ".zip";
        try {
            Files.deleteIfExists(data.resolve(name));
            backUp.accept(data.resolve(name));
            return name;
        } catch (IOException | UncheckedIOException e) {
            return "-" + e.getMessage();
        }
    }

    /**
     * Asks the registry that runs in this folder for a copy of its database, a new file that is the caller's to move; nothing if
     * none runs.
     *
     * @throws IOException it could not make one
     */
    static Optional<Path> ask(Path data) throws IOException {
        Path file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SocketChannel client;
        try {
            client = SocketChannel.open(UnixDomainSocketAddress.of(file));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
        try (client) {
            String name = new String(Channels.newInputStream(client).readNBytes(MAX_ANSWER_BYTES), UTF_8);
            if (!name.startsWith(PREFIX)) {
                throw new IOException("the running registry could not copy its database: " + name);
            }
            return Optional.of(data.resolve(name));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(data.resolve(NAME));
    }
}
