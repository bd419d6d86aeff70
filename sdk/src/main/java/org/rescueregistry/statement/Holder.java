package org.rescueregistry.statement;

import java.util.function.Supplier;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/** A key the log has accepted, and the office for which it did (section 3). Of the key itself only verifying has need. */
final class Holder {
    private final KeyId id;
    private final Office office;
    private final Supplier<Es256PublicKey> key;

    private Holder(KeyId id, Office office, Supplier<Es256PublicKey> key) {
        this.id = id;
        this.office = office;
        this.key = key;
    }

    Holder(Es256PublicKey key, Office office) {
        this(key.keyId(), office, () -> key);
    }

    /**
     * One whose key has not been parsed yet.
     *
     * @param key gives the one that {@code id} names, the same each time; asked by any number of threads
     */
    static Holder later(KeyId id, Office office, Supplier<Es256PublicKey> key) {
        return new Holder(id, office, () -> {
            Es256PublicKey given = key.get();
            if (!given.keyId().equals(id)) {
                throw new IllegalStateException("an image says " + id + " of the key " + given.keyId());
            }
            return given;
        });
    }

    KeyId id() {
        return id;
    }

    Office office() {
        return office;
    }

    Es256PublicKey key() {
        return key.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Holder holder && id.equals(holder.id) && office.equals(holder.office);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return office + " " + id;
    }
}
