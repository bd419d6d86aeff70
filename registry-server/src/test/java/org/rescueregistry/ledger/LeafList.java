package org.rescueregistry.ledger;

import java.util.List;
import org.rescueregistry.log.Checkpoint;

/** Keeps the leaves of a log that is read again. */
record LeafList(List<byte[]> leaves) implements LogWriter.Replay {
    static LeafList to(List<byte[]> leaves) {
        return new LeafList(leaves);
    }

    @Override
    public void leaf(byte[] leaf) {
        leaves.add(leaf);
    }

    @Override
    public void reached(Checkpoint signed) {}
}
