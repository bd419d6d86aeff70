package org.rescueregistry.server;

import java.util.List;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.log.Checkpoint;

/**
 * A checkpoint, and what became of its signatures.
 *
 * @param words that for people
 * @param isVerified whether it is signed as was asked for
 * @param troubles what speaks against it
 */
record SignedHead(Checkpoint checkpoint, String words, boolean isVerified, List<Trouble> troubles) {
    SignedHead {
        troubles = List.copyOf(troubles);
    }
}
