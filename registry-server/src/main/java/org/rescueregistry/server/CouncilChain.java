package org.rescueregistry.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.EntityFetcher;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.membership.Recognition;
import org.rescueregistry.membership.RegistryEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chain from the council to this registry, asked for again when it is needed and the last answer is some minutes old. */
final class CouncilChain implements Supplier<List<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(CouncilChain.class);
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final RegistryEntity entity;
    private final Supplier<Es256PublicKey> councilKey;
    private final EntityFetcher fetcher;
    private final InstantSource clock;

    private @Nullable Known known;
    private Instant asked = Instant.EPOCH;

    private record Known(Es256PublicKey council, Recognition recognition) {}

    /** @param councilKey that of the charter in force */
    CouncilChain(
            RegistryEntity entity, Supplier<Es256PublicKey> councilKey, EntityFetcher fetcher, InstantSource clock) {
        this.entity = entity;
        this.councilKey = councilKey;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public synchronized List<String> get() {
        Instant now = clock.instant();
        Recognition recognition = recognition(councilKey.get());
        if (recognition.chain(now).isEmpty() || !now.isBefore(asked.plus(KEPT))) {
            asked = now;
            if (recognition.refresh(fetcher, now) instanceof Resolution.Refused refused) {
                LOG.warn(
                        "no chain from the council: {} [{}]",
                        refused.message(),
                        refused.reason().code());
            }
        }
        return recognition.chain(now);
    }

    private Recognition recognition(Es256PublicKey council) {
        Known current = known;
        if (current == null || !current.council().equals(council)) {
            current = new Known(council, Recognition.create(entity, FederationKeys.of(council)));
            known = current;
            asked = Instant.EPOCH;
        }
        return current.recognition();
    }
}
