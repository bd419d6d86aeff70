package org.rescueregistry.log;

import org.rescueregistry.key.Digest;

/** What checking an inclusion or a consistency proof found. */
public sealed interface ProofResult {
    /** One method for each result. */
    interface Cases<R> {
        R proven(Proven result);

        R wrongShape(WrongShape result);

        R otherRoot(OtherRoot result);
    }

    <R> R match(Cases<R> cases);

    /** Whether the proof holds. */
    default boolean isProven() {
        return this instanceof Proven;
    }

    /** The proof holds. */
    record Proven() implements ProofResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.proven(this);
        }
    }

    /** No proof for these sizes has this many hashes, or the sizes do not go together; nothing was computed. */
    record WrongShape(String why) implements ProofResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.wrongShape(this);
        }
    }

    /**
     * The proof leads to another root than the one stated for a tree of this size: somebody is wrong, or two trees
     * contradict each other.
     */
    record OtherRoot(long size, Digest stated, Digest computed) implements ProofResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.otherRoot(this);
        }
    }
}
