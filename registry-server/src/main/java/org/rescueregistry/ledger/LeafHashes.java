package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.TilePath;

/**
 * The hash of any leaf of a log: of batches on their way from memory, of the rest from the tiles on the disk. One thread asks and
 * begins batches; another may end them.
 */
final class LeafHashes implements LeafIndex.Hashes {
    private static final int KEPT_TILES = 64;

    private final LogFiles files;
    private volatile long exposed;

    /** Batches on their way, by the index of their first leaf. */
    private final ConcurrentSkipListMap<Long, List<Digest>> begun = new ConcurrentSkipListMap<>();

    private final Map<Long, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT_TILES;
        }
    };

    /** Those of a log of which {@code exposed} leaves can be read. */
    LeafHashes(LogFiles files, long exposed) {
        this.files = files;
        this.exposed = exposed;
    }

    /** The hashes of leaves that are going to stand from {@code first} on, some of them perhaps added later. */
    void begin(long first, List<Digest> leaves) {
        begun.put(first, leaves);
    }

    /** The tiles of the first {@code size} leaves can be read now. */
    void exposed(long size) {
        exposed = size;
        begun.headMap(size).clear();
    }

    @Override
    public Digest leafHash(long index) throws IOException {
        // In this order: a batch leaves memory only after its tiles can be read.
        Map.Entry<Long, List<Digest>> batch = begun.floorEntry(index);
        if (batch != null && index - batch.getKey() < batch.getValue().size()) {
            return batch.getValue().get((int) (index - batch.getKey()));
        }
        byte[] tile = tile(index / TilePath.FULL_WIDTH);
        return Digest.of(tile, (int) (index % TilePath.FULL_WIDTH) * Digest.SIZE);
    }

    /** The hashes of tile {@code number} of level 0, as wide as can be read. */
    byte[] tile(long number) throws IOException {
        byte[] tile = kept.get(number);
        if (tile != null) {
            return tile;
        }
        int width = TilePath.widthIn(exposed, 0, number);
        TilePath path = TilePath.hashes(0, number, width);
        tile = files.read(path.toString()).orElseThrow(() -> new IOException("the file " + path + " is missing"));
        if (tile.length != width * Digest.SIZE) {
            throw new IOException("the file " + path + " is damaged");
        }
        if (path.isFull()) {
            kept.put(number, tile);
        }
        return tile;
    }
}
