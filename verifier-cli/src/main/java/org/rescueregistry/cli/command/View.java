package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.fetch.BatchListener;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.FoldedState;

/** What the registries that an anchor set leads to say now, every leaf of it checked. */
final class View {
    private final Replica replica;
    private final Replica.Report report;
    private final Instant now;

    private View(Replica replica, Replica.Report report, Instant now) {
        this.replica = replica;
        this.report = report;
        this.now = now;
    }

    /** Asks all registries; {@code reader} for the disclosures that only the holder of a key may have. */
    static View of(World world, AnchorSet anchors, @Nullable Es256Signer reader) {
        return of(world, anchors, reader, BatchListener.NONE);
    }

    /** As {@link #of(World, AnchorSet, Es256Signer)}, telling of every batch. */
    static View of(World world, AnchorSet anchors, @Nullable Es256Signer reader, BatchListener listener) {
        Replica replica = new Replica(anchors.anchors(), world.web(), reader, listener);
        Instant now = world.now();
        View view = new View(replica, replica.sync(now), now.truncatedTo(ChronoUnit.SECONDS));
        KeptCodes.keep(world, view.snapshot());
        return view;
    }

    /** What a folder holds that {@code rescue replica pull} has filled; asks nobody. */
    static View ofFolder(World world, AnchorSet anchors, Path folder) {
        Replica replica = Replica.trusting(anchors.anchors()).fromFolder(folder);
        Instant now = world.now();
        return new View(replica, replica.sync(now), now.truncatedTo(ChronoUnit.SECONDS));
    }

    Snapshot snapshot() {
        return report.snapshot();
    }

    Map<EntityId, List<Trouble>> troubles() {
        return report.troubles();
    }

    /** The troubles a line each. */
    List<String> troubleLines() {
        return report.troubleLines();
    }

    /** The registry that gives codes like this one. */
    RegistrySnapshot registryOf(Code code) throws Stopped {
        Optional<RegistrySnapshot> registry = snapshot().registry(code);
        if (registry.isPresent()) {
            return registry.get();
        }
        throw noRegistry(
                "that gives codes beginning with " + code.prefix(),
                report.troubles().values().stream().flatMap(List::stream).toList());
    }

    /** A registry's state to compose acts on: what has fallen due by now has fallen due, as when the next leaf is judged. */
    FoldedState state(EntityId registry) throws Stopped {
        return fold(registry).state();
    }

    /** As {@link #state}, with what only the reducer itself tells; for questions alone, it reads no further leaves. */
    Fold fold(EntityId registry) throws Stopped {
        Optional<Fold> state = replica.state(registry);
        if (state.isPresent() && snapshot(registry).isPresent()) {
            Fold fold = state.get();
            if (fold.time().filter(time -> !time.isAfter(now)).isPresent()) {
                fold.open(now);
            }
            return fold;
        }
        throw noRegistry("of the name " + registry, report.troubles().getOrDefault(registry, List.of()));
    }

    /** The keys with which a registry signs what it promises, as the chain from an anchor has them. */
    Collection<Es256PublicKey> keys(EntityId registry) {
        return replica.keys(registry);
    }

    /** Where to report about a code: the registry that a chain from an anchor leads to. */
    ReportDesk desk(Code code) throws Stopped {
        RegistrySnapshot registry = registryOf(code);
        return replica.desk(code)
                .orElseThrow(() -> new Stopped(
                        StopCode.REGISTRY_IN_TROUBLE, "nothing says where " + registry.registry() + " takes reports"));
    }

    /** The registries of which nothing is known for sure now. */
    List<EntityId> dark() {
        return report.troubles().keySet().stream()
                .filter(registry -> snapshot(registry).isEmpty())
                .sorted()
                .toList();
    }

    /** The origin of a registry's log, which was read. */
    String log(EntityId registry) {
        return replica.state(registry).map(Fold::log).orElseThrow();
    }

    /** The cosigned checkpoint up to which a registry's log was read. */
    CosignedCheckpoint checkpoint(EntityId registry) {
        return replica.checkpoint(registry).orElseThrow();
    }

    Optional<RegistrySnapshot> snapshot(EntityId registry) {
        return snapshot().registries().stream()
                .filter(known -> known.registry().equals(registry))
                .findFirst();
    }

    private Stopped noRegistry(String which, List<Trouble> troubles) {
        if (troubles.isEmpty()
                && !report.troubles().isEmpty()
                && snapshot().registries().isEmpty()) {
            return noRegistry(
                    which,
                    report.troubles().values().stream().flatMap(List::stream).toList());
        }
        if (troubles.isEmpty()) {
            return new Stopped(StopCode.REGISTRY_UNKNOWN, "these anchors lead to no registry " + which);
        }
        boolean silent = troubles.stream().allMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE);
        String words = troubles.stream().map(Trouble::toString).collect(Collectors.joining("; "));
        return new Stopped(
                silent ? StopCode.UNREACHABLE : StopCode.REGISTRY_IN_TROUBLE,
                "nothing is known for sure of a registry " + which + ": " + words);
    }
}
