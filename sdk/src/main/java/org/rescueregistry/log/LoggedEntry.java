package org.rescueregistry.log;

import org.rescueregistry.key.Digest;

/** An entry shown to be in a log under a checkpoint that meets a policy. Made by {@link TlogProof#verify} alone. */
public final class LoggedEntry {
    private final long index;
    private final Digest leafHash;
    private final CosignedCheckpoint checkpoint;

    LoggedEntry(long index, Digest leafHash, CosignedCheckpoint checkpoint) {
        this.index = index;
        this.leafHash = leafHash;
        this.checkpoint = checkpoint;
    }

    public long index() {
        return index;
    }

    public Digest leafHash() {
        return leafHash;
    }

    /** The checkpoint it is under. */
    public CosignedCheckpoint checkpoint() {
        return checkpoint;
    }
}
