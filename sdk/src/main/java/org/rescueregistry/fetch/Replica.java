package org.rescueregistry.fetch;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.wire.MalformedException;

/**
 * Everything a reader knows, from pinned anchors alone: finds the registries that the councils recognise, follows each of them, and
 * makes of it a {@link Snapshot}. {@link #trusting} begins one; how it follows, by snapshots or by every leaf, is said there.
 *
 * <p>A registry in trouble keeps its last good snapshot, whose age then tells; it never goes back in size or time. Not
 * for several threads; the snapshots are.
 *
 * <pre>{@code
 * Replica replica = Replica.trusting(anchors).keptIn(folder).fromSnapshots();
 * Replica.Report report = replica.sync(Instant.now());
 * verifier.use(report.snapshot());
 * }</pre>
 */
public final class Replica {
    private final ReplicaSetup setup;
    private final Mode mode;
    private final TrustChainResolver resolver;
    private final SecureRandom random = new SecureRandom();
    private final Map<EntityId, FollowedRegistry> registries = new LinkedHashMap<>();
    private final Map<EntityId, Collection<Es256PublicKey>> keys = new HashMap<>();

    /** Asked for by others than the thread that syncs. */
    private final Map<EntityId, ReportDesk> desks = new ConcurrentHashMap<>();

    private final @Nullable KeptSnapshots kept;

    /** How registries are followed. */
    enum Mode {
        REPLAY,
        SNAPSHOTS,
        FOLDER
    }

    /** What a sync found. {@code troubles} by registry, or by council where no registry could be named. */
    public record Report(Snapshot snapshot, Map<EntityId, List<Trouble>> troubles) {
        public Report {
            troubles = Map.copyOf(troubles);
        }

        /** The troubles a line each: whose, and what. */
        public List<String> troubleLines() {
            return troubles.entrySet().stream()
                    .flatMap(one -> one.getValue().stream().map(trouble -> one.getKey() + ": " + trouble))
                    .toList();
        }

        /** Whether there was no trouble at all. */
        public boolean isClean() {
            return troubles.isEmpty();
        }
    }

    Replica(ReplicaSetup setup, Mode mode) {
        this.setup = setup;
        this.mode = mode;
        this.resolver = new TrustChainResolver(setup.anchors);
        this.kept = setup.folder == null ? null : new KeptSnapshots(setup.folder, resolver);
    }

    /** A replica that replays every log and sees what everybody may see. */
    public Replica(Collection<PinnedAnchor> anchors, Web web) {
        this(anchors, web, null);
    }

    /** A replica that replays every log and asks for disclosures with this key, a platform's or a vetter's; null for none. */
    public Replica(Collection<PinnedAnchor> anchors, Web web, @Nullable Es256Signer reader) {
        this(anchors, web, reader, BatchListener.NONE);
    }

    /** As {@link #Replica(Collection, Web, Es256Signer)}; tells {@code listener} of every batch of every log. */
    public Replica(Collection<PinnedAnchor> anchors, Web web, @Nullable Es256Signer reader, BatchListener listener) {
        this(trusting(anchors).over(web).readingAs(reader).telling(listener), Mode.REPLAY);
    }

    /** Begins to say how a replica is to work that trusts these anchors and nobody else. */
    public static ReplicaSetup trusting(Collection<PinnedAnchor> anchors) {
        return new ReplicaSetup(anchors);
    }

    /**
     * What the folder holds, without a network: the report to begin with. Empty if there is no folder, or nothing in it, or another
     * report was made before.
     */
    public Report restored(Instant now) {
        Map<EntityId, List<Trouble>> troubles = new LinkedHashMap<>();
        if (kept != null && registries.isEmpty()) {
            begin(kept, now, troubles);
        }
        return report(Hearsay.NONE, troubles);
    }

    private void begin(KeptSnapshots folder, Instant now, Map<EntityId, List<Trouble>> troubles) {
        folder.refresh(now, unnamed(troubles));
        for (SnapshotFolder.Kept one : folder.all()) {
            EntityId entity = one.snapshot().registry();
            if (registries.computeIfAbsent(entity, this::fromSnapshots) instanceof SnapshotRegistry registry) {
                registry.begin(one);
                desks.put(entity, one.desk());
            }
        }
    }

    /** Where no registry can be named. */
    private Consumer<Trouble> unnamed(Map<EntityId, List<Trouble>> troubles) {
        return trouble -> setup.anchors.stream()
                .findFirst()
                .ifPresent(anchor -> troubles.computeIfAbsent(anchor.entity(), entity -> new ArrayList<>())
                        .add(trouble));
    }

    /** Asks everybody once, and gives what is known now. */
    public Report sync(Instant now) {
        Map<EntityId, List<Trouble>> troubles = new LinkedHashMap<>();
        if (kept != null && (mode == Mode.FOLDER || registries.isEmpty())) {
            begin(kept, now, troubles);
        }
        if (mode == Mode.FOLDER) {
            return report(Hearsay.NONE, troubles);
        }
        for (PinnedAnchor anchor : setup.anchors) {
            for (Resolution found : resolver.discover(
                    anchor.entity(), RegistryMetadata.ENTITY_TYPE, new HttpEntities(setup.web), now)) {
                if (found instanceof Resolution.Trusted trusted) {
                    EntityId registry = trusted.chain().subject();
                    keys.put(registry, trusted.chain().configuration().keys().usable());
                    desk(trusted.chain()).ifPresent(desk -> desks.put(registry, desk));
                    List<Trouble> own = sync(trusted.chain(), now);
                    if (!own.isEmpty()) {
                        troubles.computeIfAbsent(registry, entity -> new ArrayList<>())
                                .addAll(own);
                    }
                } else if (found instanceof Resolution.Refused refused) {
                    troubles.computeIfAbsent(refused.link().subject(), entity -> new ArrayList<>())
                            .add(trouble(refused));
                }
            }
        }
        List<Fold> logs = registries.values().stream()
                .map(FollowedRegistry::fold)
                .flatMap(Optional::stream)
                .toList();
        return report(logs.isEmpty() ? Hearsay.NONE : Hearsay.ask(registries.keySet(), logs, setup.web, now), troubles);
    }

    private static Optional<ReportDesk> desk(TrustChain chain) {
        try {
            return Optional.of(ReportDesk.of(chain));
        } catch (MalformedException noRegistry) {
            // The sync that follows says what is wrong with it.
            return Optional.empty();
        }
    }

    private Report report(Hearsay heard, Map<EntityId, List<Trouble>> troubles) {
        List<RegistrySnapshot> good = registries.values().stream()
                .map(FollowedRegistry::snapshot)
                .flatMap(Optional::stream)
                .map(snapshot -> snapshot.hearing(heard.about(snapshot.registry())))
                .toList();
        return new Report(new Snapshot(good), troubles);
    }

    private List<Trouble> sync(TrustChain chain, Instant now) {
        FollowedRegistry registry = registries.computeIfAbsent(chain.subject(), this::follow);
        List<Trouble> troubles = registry.sync(chain, now);
        if (kept == null || !(registry instanceof SnapshotRegistry followed)) {
            return troubles;
        }
        List<Trouble> all = new ArrayList<>(troubles);
        followed.kept().flatMap(good -> kept.keep(good, now)).ifPresent(all::add);
        return all;
    }

    private FollowedRegistry follow(EntityId registry) {
        return mode == Mode.REPLAY
                ? new RegistryReplica(registry, setup.web, setup.reader, setup.listener, new LargerTrees(random))
                : fromSnapshots(registry);
    }

    private SnapshotRegistry fromSnapshots(EntityId registry) {
        return new SnapshotRegistry(
                registry, setup.web, new SnapshotHosts(setup.web, setup.mirrors), setup.reader, random);
    }

    /** Those that announce what is new, and may be asked. */
    List<EntityId> announcing() {
        return mode == Mode.FOLDER ? List.of() : registries();
    }

    Web web() {
        return setup.web;
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

    /** The state of a registry as of the last sync, to compose acts on; empty if it was never read, or is not replayed. */
    public Optional<Fold> state(EntityId registry) {
        FollowedRegistry known = registries.get(registry);
        return known == null ? Optional.empty() : known.fold().filter(Fold::hasCharter);
    }

    /** The keys of a registry's entity configuration as of the last sync, with which it signs promises; none if no chain leads to it. */
    public Collection<Es256PublicKey> keys(EntityId registry) {
        return keys.getOrDefault(registry, List.of());
    }

    /**
     * Where to report about a code: the registry that gives codes like it, with its log and keys as of the last sync or as they are in
     * the folder. Unlike all else here for any thread.
     */
    public Optional<ReportDesk> desk(Code code) {
        return desks.values().stream().filter(desk -> desk.gives(code)).findFirst();
    }

    /** The cosigned checkpoint up to which a registry's log was replayed as of the last sync. */
    public Optional<CosignedCheckpoint> checkpoint(EntityId registry) {
        return Optional.ofNullable(registries.get(registry)).flatMap(FollowedRegistry::checkpoint);
    }

    /** The registry whose codes begin with this prefix. */
    public Optional<EntityId> registryOf(String codePrefix) {
        return registries.values().stream()
                .map(FollowedRegistry::snapshot)
                .flatMap(Optional::stream)
                .filter(snapshot -> Objects.equals(snapshot.codePrefix(), codePrefix))
                .map(RegistrySnapshot::registry)
                .findFirst();
    }

    static TroubleException unreachable(String place, IOException why) {
        return new TroubleException(Trouble.Kind.UNREACHABLE, place, LogReader.message(why));
    }
}
