package org.rescueregistry.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;

/**
 * Where a log is read from: its checkpoint, tiles and entry bundles (C2SP tlog-tiles). Not trusted. Safe for several
 * threads.
 *
 * <p>{@link FileNotFoundException} says that something is not there; any other {@link IOException} that it cannot be had
 * now.
 */
public interface LogSource extends TileReader {
    /** The latest checkpoint. */
    byte[] checkpoint() throws IOException;

    /** Gives a checkpoint. */
    interface Head {
        byte[] checkpoint() throws IOException;
    }

    /** The same tiles under another checkpoint of the log, for example one that more have cosigned. */
    default LogSource under(Head head) {
        LogSource tiles = this;
        return new LogSource() {
            @Override
            public byte[] checkpoint() throws IOException {
                return head.checkpoint();
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return tiles.read(path);
            }

            @Override
            public int read(TilePath path, byte[] room) throws IOException {
                return tiles.read(path, room);
            }

            @Override
            public String toString() {
                return tiles.toString();
            }
        };
    }

    /**
     * The part of a wider tile or bundle that a partial one is.
     *
     * @throws IOException it is too short
     */
    static byte[] cut(TilePath path, byte[] wider) throws IOException {
        return WholeTiles.cut(path, wider);
    }

    /** The log served under this prefix, such as {@code https://registry.example/log}. */
    static LogSource at(URI prefix, Web web) {
        return new WholeTiles() {
            @Override
            public byte[] checkpoint() throws IOException {
                return page("checkpoint");
            }

            @Override
            byte[] stored(TilePath path) throws IOException {
                return page(path.toString());
            }

            private byte[] page(String path) throws IOException {
                URI uri = URI.create(prefix + "/" + path);
                // Asked for because "Log entries" says that a client should; a log may send gzip unasked.
                Web.Answer answer = web.get(uri, Map.of("Accept-Encoding", "gzip, identity"));
                if (answer.status() == 404 || answer.status() == 410) {
                    throw new FileNotFoundException(uri + " answered " + answer.status());
                }
                if (!answer.isOk()) {
                    throw new IOException(uri + " answered " + answer.status());
                }
                return answer.body();
            }

            @Override
            public String toString() {
                return prefix.toString();
            }
        };
    }

    /** The log in a folder: any copy is as good as the server. */
    static LogSource in(Path folder) {
        return new WholeTiles() {
            @Override
            public byte[] checkpoint() throws IOException {
                return file("checkpoint");
            }

            @Override
            byte[] stored(TilePath path) throws IOException {
                return file(path.toString());
            }

            @Override
            public int read(TilePath path, byte[] room) throws IOException {
                ByteBuffer into = ByteBuffer.wrap(room);
                try (FileChannel channel = FileChannel.open(folder.resolve(path.toString()), StandardOpenOption.READ)) {
                    int read = 0;
                    while (read >= 0 && into.hasRemaining()) {
                        read = channel.read(into);
                    }
                } catch (NoSuchFileException perhapsAWiderOne) {
                    return -1;
                }
                return into.hasRemaining() ? into.position() : -1;
            }

            private byte[] file(String name) throws IOException {
                Path file = folder.resolve(name);
                try {
                    return Files.readAllBytes(file);
                } catch (NoSuchFileException e) {
                    throw (IOException) new FileNotFoundException(file + " is not there").initCause(e);
                }
            }

            @Override
            public String toString() {
                return folder.toString();
            }
        };
    }
}
