package org.rescueregistry.http;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.vetting.LiveOffice;

/**
 * Whom this registry knows.
 *
 * @param registry to which requests are signed
 * @param offices the office that a key holds now
 */
public record Callers(EntityId registry, Function<KeyId, Optional<LiveOffice>> offices, InstantSource clock) {
    SignedCaller caller() {
        return new SignedCaller(registry, clock);
    }

    /** The keys of those in office. */
    SignedCaller.Keys officers() {
        return kid -> offices.apply(kid).map(LiveOffice::key).orElse(null);
    }
}
