package org.rescueregistry.http;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.SignedRequest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/** Finds out which key signed a request ({@link SignedRequest}). */
final class SignedCaller {
    private static final int UNAUTHORISED = 401;

    private final EntityId registry;
    private final InstantSource clock;

    SignedCaller(EntityId registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The keys that may sign a kind of request, by their ids; null for every other id. */
    @FunctionalInterface
    interface Keys extends Function<KeyId, @Nullable Es256PublicKey> {}

    /** Who signed; nothing for a request that does not say. */
    Optional<KeyId> of(Asked asked, Keys keys) throws ProblemException {
        Optional<String> header = asked.authorization();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String path = registry.resolve(asked.path()).getPath();
        try {
            SignedRequest.Seen seen = new SignedRequest.Seen(registry, asked.method(), path, clock.instant());
            return Optional.of(SignedRequest.verify(header.get(), seen, keys));
        } catch (MalformedException e) {
            throw new Problem(UNAUTHORISED, e.code(), String.valueOf(e.getMessage())).exception();
        }
    }

    /** Who signed a request that has to be. */
    KeyId required(Asked asked, Keys keys) throws ProblemException {
        return of(asked, keys)
                .orElseThrow(() -> new Problem(
                                UNAUTHORISED,
                                "request_not_signed",
                                "this address needs a header Authorization: " + SignedRequest.SCHEME)
                        .exception());
    }
}
