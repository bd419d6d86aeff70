package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RefusalReason;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.statement.Fold;

/**
 * Everything a reader knows, from pinned anchors alone: finds the registries that the councils recognise, reads every
 * leaf of their logs and checks it, and makes of it a {@link Snapshot}.
 *
 * <p>A registry in trouble keeps its last good snapshot, whose age then tells; it never goes back in size or time. Not
 * for several threads; the snapshots are.
 *
 * <pre>{@code
 * Replica replica = new Replica(anchors, Web.withTimeLimit(Duration.ofSeconds(10)));
 * Replica.Report report = replica.sync(Instant.now());
 * verifier.use(report.snapshot());
 * }</pre>
 */
public final class Replica {
    private final List<PinnedAnchor> anchors;
    private final TrustChainResolver resolver;
    private final Web web;
    private final @Nullable Es256Signer platform;
    private final BatchListener listener;
    private final Map<EntityId, RegistryReplica> registries = new LinkedHashMap<>();
    private final Map<EntityId, Collection<Es256PublicKey>> keys = new HashMap<>();

    /** What a sync found. {@code troubles} by registry, or by council where no registry could be named. */
    public record Report(Snapshot snapshot, Map<EntityId, List<Trouble>> troubles) {
        public Report {
            troubles = Map.copyOf(troubles);
        }

        /** Whether there was no trouble at all. */
        public boolean isClean() {
            return troubles.isEmpty();
        }
    }

    /** A replica that sees what everybody may see. */
    public Replica(Collection<PinnedAnchor> anchors, Web web) {
        this(anchors, web, null);
    }

    /** A replica that asks for disclosures with this key, a platform's or a vetter's; null for none. */
    public Replica(Collection<PinnedAnchor> anchors, Web web, @Nullable Es256Signer reader) {
        this(anchors, web, reader, BatchListener.NONE);
    }

    /** As {@link #Replica(Collection, Web, Es256Signer)}; tells {@code listener} of every batch of every log. */
    public Replica(Collection<PinnedAnchor> anchors, Web web, @Nullable Es256Signer reader, BatchListener listener) {
        this.listener = listener;
        this.anchors = List.copyOf(anchors);
        this.resolver = new TrustChainResolver(anchors);
        this.web = web;
        this.platform = reader;
    }

    /** Asks everybody once, and gives what is known now. */
    public Report sync(Instant now) {
        Map<EntityId, List<Trouble>> troubles = new LinkedHashMap<>();
        for (PinnedAnchor anchor : anchors) {
            for (Resolution found :
                    resolver.discover(anchor.entity(), RegistryMetadata.ENTITY_TYPE, new HttpEntities(web), now)) {
                if (found instanceof Resolution.Trusted trusted) {
                    EntityId registry = trusted.chain().subject();
                    keys.put(registry, trusted.chain().configuration().keys().usable());
                    List<Trouble> own = sync(trusted.chain(), now);
                    if (!own.isEmpty()) {
                        troubles.put(registry, own);
                    }
                } else if (found instanceof Resolution.Refused refused) {
                    troubles.computeIfAbsent(refused.link().subject(), entity -> new ArrayList<>())
                            .add(trouble(refused));
                }
            }
        }
        List<Fold> logs = registries.values().stream()
                .map(RegistryReplica::fold)
                .flatMap(Optional::stream)
                .toList();
        Hearsay heard = Hearsay.ask(registries.keySet(), logs, web, now);
        List<RegistrySnapshot> good = registries.values().stream()
                .map(RegistryReplica::snapshot)
                .flatMap(Optional::stream)
                .map(snapshot -> snapshot.hearing(heard.about(snapshot.registry())))
                .toList();
        return new Report(new Snapshot(good), troubles);
    }

    private List<Trouble> sync(TrustChain chain, Instant now) {
        RegistryReplica registry = registries.computeIfAbsent(
                chain.subject(), entity -> new RegistryReplica(entity, web, platform, listener));
        return registry.sync(chain, now);
    }

    private static Trouble trouble(Resolution.Refused refused) {
        Trouble.Kind kind =
                refused.reason() == RefusalReason.UNREACHABLE ? Trouble.Kind.UNREACHABLE : Trouble.Kind.NOT_TRUSTED;
        return new Trouble(kind, refused.link().toString(), refused.reason().code() + ": " + refused.message());
    }

    /** The registries found so far. */
    public List<EntityId> registries() {
        return List.copyOf(registries.keySet());
    }

    /** The state of a registry as of the last sync, to compose acts on; empty if it was never read. */
    public Optional<Fold> state(EntityId registry) {
        RegistryReplica known = registries.get(registry);
        return known == null ? Optional.empty() : known.fold().filter(Fold::hasCharter);
    }

    /** The keys of a registry's entity configuration as of the last sync, with which it signs promises; none if no chain leads to it. */
    public Collection<Es256PublicKey> keys(EntityId registry) {
        return keys.getOrDefault(registry, List.of());
    }

    /** The cosigned checkpoint up to which a registry's log was read as of the last sync. */
    public Optional<CosignedCheckpoint> checkpoint(EntityId registry) {
        return Optional.ofNullable(registries.get(registry)).flatMap(RegistryReplica::checkpoint);
    }

    /** The registry whose codes begin with this prefix. */
    public Optional<EntityId> registryOf(String codePrefix) {
        return registries.values().stream()
                .map(RegistryReplica::snapshot)
                .flatMap(Optional::stream)
                .filter(snapshot -> Objects.equals(snapshot.codePrefix(), codePrefix))
                .map(RegistrySnapshot::registry)
                .findFirst();
    }

    static Trouble unreachable(String place, IOException why) {
        return new Trouble(Trouble.Kind.UNREACHABLE, place, LogReader.message(why));
    }
}
