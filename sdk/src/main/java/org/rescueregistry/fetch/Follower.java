package org.rescueregistry.fetch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;

/**
 * Follows one registry as a monitor does: each look reads the log on from where the last one ended, checks it as a replica
 * does, and holds it against what the witnesses have cosigned. Not for several threads.
 *
 * <pre>{@code
 * Follower follower = new Follower(anchors, web, registry, (batch, fold) -> report(batch));
 * follower.look(Instant.now()).troubles();
 * }</pre>
 */
public final class Follower {
    private final TrustChainResolver resolver;
    private final Web web;
    private final EntityId registry;
    private final RegistryReplica replica;

    /** What a look found beside the batches that the listener was told. */
    public record Seen(List<Trouble> troubles, List<ForkEvidence> forks) {
        public Seen {
            troubles = List.copyOf(troubles);
            forks = List.copyOf(forks);
        }
    }

    public Follower(Collection<PinnedAnchor> anchors, Web web, EntityId registry, BatchListener listener) {
        this.resolver = new TrustChainResolver(anchors);
        this.web = web;
        this.registry = registry;
        this.replica = new RegistryReplica(registry, web, null, listener);
    }

    public EntityId registry() {
        return registry;
    }

    /** What is known as of the last look that found everything right but void leaves. */
    public Optional<RegistrySnapshot> snapshot() {
        return replica.snapshot();
    }

    /** Reads what is new. */
    public Seen look(Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        List<ForkEvidence> forks = new ArrayList<>();
        try {
            TrustChain chain = LogAudit.chain(resolver, web, registry, now);
            RegistryMetadata metadata = RegistryReplica.metadata(chain);
            LogPolicy policy = RegistryReplica.policy(metadata);
            // Asked first: what they have seen the log must be able to show afterwards.
            WitnessViews witnesses =
                    WitnessViews.ask(policy, metadata.logOrigin(), WitnessViews.over(web, metadata.logOrigin()));
            troubles.addAll(replica.sync(chain, now));
            replica.checkpoint().ifPresent(read -> {
                WitnessViews.Comparison compared =
                        witnesses.compare(read.signed(), LogSource.at(metadata.logUrl(), web));
                troubles.addAll(compared.troubles());
                forks.addAll(compared.forks());
            });
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        }
        return new Seen(troubles, forks);
    }
}
