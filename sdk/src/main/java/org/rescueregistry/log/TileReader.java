package org.rescueregistry.log;

import java.io.IOException;

/**
 * Where tiles and entry bundles come from: files, a mirror, a server. It is not trusted: whoever reads through it
 * compares what follows with a root that was signed.
 */
@FunctionalInterface
public interface TileReader {
    /**
     * The bytes of exactly this tile or bundle. A reader that only has the full tile left may cut it.
     *
     * @throws IOException if it cannot be had
     */
    byte[] read(TilePath path) throws IOException;

    /**
     * Reads into an array of the caller's, so that whoever reads millions of bundles does not need one for each.
     *
     * @return how many bytes it was; -1 if this source cannot, or has to look further: then {@link #read(TilePath)} tells
     */
    default int read(TilePath path, byte[] room) throws IOException {
        return -1;
    }
}
