package org.rescueregistry.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/** A log in memory, grown by {@link Growth}; counts what is read. */
final class MemoryTiles implements TileReader {
    final Map<TilePath, byte[]> files = new HashMap<>();
    long size;
    Digest root = Merkle.EMPTY_ROOT;
    int reads;

    Growth append(List<byte[]> entries) throws IOException, MalformedException {
        Growth growth = Growth.append(size, entries, this);
        growth.files().forEach((path, bytes) -> {
            if (files.put(path, bytes) != null) {
                throw new AssertionError("wrote twice: " + path);
            }
        });
        size = growth.newSize();
        root = growth.root();
        return growth;
    }

    TileHashes hashes() {
        return new TileHashes(size, this);
    }

    @Override
    public byte[] read(TilePath path) throws IOException {
        reads++;
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new FileNotFoundException(path.toString());
        }
        return bytes.clone();
    }
}
