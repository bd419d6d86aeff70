package org.rescueregistry.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;

/** Where a log is read from: its checkpoint, tiles and entry bundles (C2SP tlog-tiles). Not trusted. */
public interface LogSource extends TileReader {
    /** The latest checkpoint. */
    byte[] checkpoint() throws IOException;

    /** The log served under this prefix, such as {@code https://registry.example/log}. */
    static LogSource at(URI prefix, Web web) {
        return new LogSource() {
            @Override
            public byte[] checkpoint() throws IOException {
                return web.get(URI.create(prefix + "/checkpoint"));
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return web.get(URI.create(prefix + "/" + path));
            }
        };
    }

    /** The log in a folder: any copy is as good as the server. */
    static LogSource in(Path folder) {
        return new LogSource() {
            @Override
            public byte[] checkpoint() throws IOException {
                return Files.readAllBytes(folder.resolve("checkpoint"));
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return Files.readAllBytes(folder.resolve(path.toString()));
            }
        };
    }
}
