package org.rescueregistry.membership;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.EntityConfiguration;
import org.rescueregistry.federation.EntityFetcher;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * The trust chain by which a registry is recognised, which travels with its credentials. It is fetched and validated as
 * anybody else would, and kept until it expires. Safe for any number of threads.
 */
public final class Recognition {
    private final RegistryEntity registry;
    private final TrustChainResolver resolver;
    private volatile @Nullable TrustChain chain;

    private Recognition(RegistryEntity registry, FederationKeys councilKeys) {
        this.registry = registry;
        this.resolver = new TrustChainResolver(List.of(new PinnedAnchor(registry.council(), councilKeys)));
    }

    /** No chain yet. The council's keys are known from outside: the charter names one. */
    public static Recognition create(RegistryEntity registry, FederationKeys councilKeys) {
        return new Recognition(registry, councilKeys);
    }

    /** Asks the council anew; may wait for the network. When it is refused, the chain there was stays until it expires. */
    public Resolution refresh(EntityFetcher fetcher, Instant now) {
        Resolution resolution = resolver.resolve(registry.entity(), new WithoutAskingOurselves(fetcher, now), now);
        if (resolution instanceof Resolution.Trusted trusted) {
            chain = trusted.chain();
        }
        return resolution;
    }

    /** The statements of the chain, ours first; empty if there is none that is valid now. */
    public List<String> chain(Instant now) {
        TrustChain current = chain;
        if (current == null || !now.isBefore(current.expiresAt())) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        for (Json statement : current.json().items()) {
            statements.add(((Json.Str) statement).value());
        }
        return List.copyOf(statements);
    }

    /** Our own configuration we have; the network may not lead back to us. */
    private final class WithoutAskingOurselves implements EntityFetcher {
        private final EntityFetcher others;
        private final Instant now;

        WithoutAskingOurselves(EntityFetcher others, Instant now) {
            this.others = others;
            this.now = now;
        }

        @Override
        public String configuration(EntityId entity) throws IOException {
            return entity.equals(registry.entity()) ? registry.configuration(now) : others.configuration(entity);
        }

        @Override
        public String subordinate(EntityConfiguration issuer, EntityId subject) throws IOException {
            return others.subordinate(issuer, subject);
        }

        @Override
        public String list(EntityConfiguration issuer) throws IOException {
            return others.list(issuer);
        }
    }
}
