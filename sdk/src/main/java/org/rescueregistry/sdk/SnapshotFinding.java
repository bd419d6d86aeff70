package org.rescueregistry.sdk;

/** What {@link SnapshotCheck} found of a snapshot or delta. */
public sealed interface SnapshotFinding {
    /** One method for each. */
    interface Cases<R> {
        R taken(ProvenSnapshot snapshot);

        R refused(Refused refused);
    }

    <R> R match(Cases<R> cases);

    /** It holds, whole. */
    record Taken(ProvenSnapshot snapshot) implements SnapshotFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.taken(snapshot);
        }
    }

    /**
     * It does not hold, and nothing of it is taken.
     *
     * @param code stable; docs/reference/snapshot.md has them all
     * @param message in plain words
     */
    record Refused(String code, String message) implements SnapshotFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
