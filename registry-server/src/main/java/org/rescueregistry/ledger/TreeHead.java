package org.rescueregistry.ledger;

import java.util.Objects;
import org.rescueregistry.key.Digest;

/** A tree of the log: how many leaves, and the RFC 6962 §2.1 hash over them. */
public record TreeHead(long size, Digest root) {
    /** No leaf: the root is the hash of the empty string. */
    public static final TreeHead EMPTY = new TreeHead(0, Digest.sha256());

    public TreeHead {
        Objects.requireNonNull(root);
        if (size < 0) {
            throw new IllegalArgumentException("a tree of " + size + " leaves");
        }
    }
}
