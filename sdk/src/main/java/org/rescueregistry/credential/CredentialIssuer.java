package org.rescueregistry.credential;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;

/**
 * The registry a credential is expected from, and the keys it issues with. The caller knows both from a trust chain;
 * no credential brings its own.
 */
public record CredentialIssuer(EntityId id, Collection<Es256PublicKey> keys) {
    public CredentialIssuer {
        keys = List.copyOf(keys);
    }

    Optional<Es256PublicKey> key(KeyId id) {
        return keys.stream().filter(key -> key.keyId().equals(id)).findFirst();
    }
}
