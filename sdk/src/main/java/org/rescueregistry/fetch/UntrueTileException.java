package org.rescueregistry.fetch;

import java.io.IOException;
import org.rescueregistry.log.TilePath;

/** A source gave a tile or a bundle that is not the one under the checkpoint it was read for. */
public final class UntrueTileException extends IOException {
    private static final long serialVersionUID = 1L;

    UntrueTileException(TilePath path, String why) {
        super(path + " " + why);
    }

    UntrueTileException(String why) {
        super(why);
    }
}
