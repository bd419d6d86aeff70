package org.rescueregistry.ledger;

import java.util.Collection;
import org.rescueregistry.statement.PostAttestation;

/**
 * What attestations take up: how many they are, and of how many characters of compact JWS together.
 *
 * @param chars every snapshot carries them, and no reader takes one of more than {@code SnapshotFile.MAX_BYTES}
 */
record Room(int count, long chars) {
    static final Room NONE = new Room(0, 0);

    static Room of(Collection<PostAttestation> all) {
        return new Room(
                all.size(),
                all.stream().mapToLong(one -> one.compact().length()).sum());
    }

    Room plus(Room other) {
        return new Room(count + other.count, chars + other.chars);
    }

    Room plus(PostAttestation one) {
        return new Room(count + 1, chars + one.compact().length());
    }

    Room minus(Room other) {
        return new Room(count - other.count, chars - other.chars);
    }

    boolean isWithin(Room most) {
        return count <= most.count && chars <= most.chars;
    }

    /** In plain words. */
    @Override
    public String toString() {
        return count + " attestations of " + chars + " characters together";
    }
}
