package org.rescueregistry.statement;

import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/** A key the log has accepted, and the office for which it did (section 3). */
record Holder(Es256PublicKey key, Office office) {
    KeyId id() {
        return key.keyId();
    }
}
