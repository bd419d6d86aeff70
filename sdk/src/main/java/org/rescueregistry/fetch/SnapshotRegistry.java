package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.ProvenSnapshot;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.SnapshotCheck;
import org.rescueregistry.sdk.SnapshotDelta;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.sdk.SnapshotFinding;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.MalformedException;

/**
 * Follows a registry by its snapshots: fetches what changed, from the registry or whoever else has it, checks everything but the leaves
 * themselves, for which the replayers of its policy vouch, and asks witnesses whether there is more.
 */
final class SnapshotRegistry implements FollowedRegistry {
    /** After so long the disclosures for this reader are asked for though no record changed. */
    static final Duration ASK_AGAIN = Duration.ofMinutes(10);

    private final EntityId registry;
    private final Web web;
    private final SnapshotHosts hosts;
    private final @Nullable Es256Signer reader;
    private final LargerTrees witnesses;
    private @Nullable ProvenSnapshot proven;
    private List<Disclosure> own = List.of();
    private @Nullable Own ownOf;
    private RegistrySnapshot.@Nullable Doubt doubt;
    private @Nullable RegistrySnapshot snapshot;
    private List<String> chain = List.of();
    private @Nullable ReportDesk desk;

    /** Of which tree the reader's own disclosures are, and when they were asked for. */
    private record Own(Digest root, Instant asked) {}

    SnapshotRegistry(EntityId registry, Web web, SnapshotHosts hosts, @Nullable Es256Signer reader, Random random) {
        this.registry = registry;
        this.web = web;
        this.hosts = hosts;
        this.reader = reader;
        this.witnesses = new LargerTrees(random);
    }

    /** Begins with what was kept. */
    void begin(SnapshotFolder.Kept kept) {
        if (kept.snapshot() == proven) {
            return;
        }
        proven = kept.snapshot();
        own = kept.own();
        chain = kept.chain();
        desk = kept.desk();
        snapshot = kept.snapshot().snapshot(own).after(snapshot);
    }

    /** What is to be kept of it; empty while there is nothing good. */
    Optional<SnapshotFolder.Kept> kept() {
        ReportDesk reports = desk;
        return reports == null
                ? Optional.empty()
                : Optional.ofNullable(proven).map(good -> new SnapshotFolder.Kept(good, chain, reports, own));
    }

    @Override
    public Optional<RegistrySnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    @Override
    public List<Trouble> sync(TrustChain trusted, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        try {
            RegistryMetadata metadata = RegistryReplica.metadata(trusted);
            WitnessViews views = witnesses.ask(
                    RegistryReplica.policy(metadata),
                    metadata.logOrigin(),
                    WitnessViews.over(web, metadata.logOrigin()));
            advance(SnapshotCheck.of(trusted, now), metadata, troubles);
            chain = trusted.statements();
            desk = ReportDesk.of(trusted);
            if (proven != null) {
                askForOwn(now, troubles);
                look(metadata, views, now, troubles);
                snapshot = proven.snapshot(own).after(snapshot).doubting(doubt);
            }
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        } catch (MalformedException e) {
            troubles.add(new Trouble(Trouble.Kind.MALFORMED, "policy", e.code() + ": " + e.getMessage()));
        }
        return List.copyOf(troubles);
    }

    // ---- what changed -----------------------------------------------------------------------------------------------

    /** Asks one host after the other, until one has what holds. */
    private void advance(SnapshotCheck check, RegistryMetadata metadata, List<Trouble> troubles) {
        for (SnapshotHosts.Host host : hosts.of(metadata.snapshot(), registry)) {
            try {
                ProvenSnapshot newer = from(host, check, troubles);
                proven = newer;
                doubt = null;
                return;
            } catch (TroubleException e) {
                troubles.add(e.trouble());
                if (e.trouble().kind() == Trouble.Kind.TOO_NEW) {
                    doubt = RegistrySnapshot.Doubt.SDK_TOO_OLD;
                    return;
                }
            }
        }
    }

    private ProvenSnapshot from(SnapshotHosts.Host host, SnapshotCheck check, List<Trouble> troubles)
            throws TroubleException {
        ProvenSnapshot before = proven;
        if (before != null) {
            byte[] answer = host.since(before.proven().size());
            if (SnapshotFile.looksLike(answer)) {
                return taken(host, () -> check.whole(SnapshotFile.parse(answer), before));
            }
            try {
                return taken(host, () -> check.delta(SnapshotDelta.parse(answer), before));
            } catch (TroubleException refused) {
                // The whole may hold all the same: what came in between was lost, or a host mixed up two of them.
                if (refused.trouble().kind() == Trouble.Kind.TOO_NEW) {
                    throw refused;
                }
                troubles.add(refused.trouble());
            }
        }
        byte[] answer = host.whole();
        return taken(host, () -> check.whole(SnapshotFile.parse(answer), before));
    }

    private interface Checking {
        SnapshotFinding check() throws MalformedException;
    }

    private static ProvenSnapshot taken(SnapshotHosts.Host host, Checking checking) throws TroubleException {
        SnapshotFinding finding;
        try {
            finding = checking.check();
        } catch (MalformedException e) {
            finding = new SnapshotFinding.Refused(e.code(), String.valueOf(e.getMessage()));
        }
        if (finding instanceof SnapshotFinding.Taken taken) {
            return taken.snapshot();
        }
        SnapshotFinding.Refused refused = (SnapshotFinding.Refused) finding;
        throw new TroubleException(kind(refused), host.toString(), refused.code() + ": " + refused.message());
    }

    private static Trouble.Kind kind(SnapshotFinding.Refused refused) {
        return switch (refused.code()) {
            case "rules_too_new", "unknown_act", "unknown_rules" -> Trouble.Kind.TOO_NEW;
            case "policy_not_met", "no_time_proven" -> Trouble.Kind.POLICY_NOT_MET;
            case "charter_not_pinned", "charter_differs" -> Trouble.Kind.NOT_TRUSTED;
            // Signed by the log and enough of its witnesses: whoever passed it on did not make that up.
            case "tree_differs" -> Trouble.Kind.INCONSISTENT;
            default -> Trouble.Kind.BAD_SNAPSHOT;
        };
    }

    // ---- what is for this reader alone ------------------------------------------------------------------------------

    /** The registry alone has them, and gives them to who signs for them; and what no record names any more goes at once. */
    private void askForOwn(Instant now, List<Trouble> troubles) {
        ProvenSnapshot current = proven;
        if (reader == null || current == null) {
            return;
        }
        Own before = ownOf;
        boolean asAlways = before != null
                && before.root().equals(current.proven().root())
                && now.isBefore(before.asked().plus(ASK_AGAIN));
        if (asAlways) {
            return;
        }
        try {
            own = RegistryReplica.disclosuresFor(reader, new RegistryClient(registry, web, () -> now));
            ownOf = new Own(current.proven().root(), now);
        } catch (IOException e) {
            troubles.add(new Trouble(Trouble.Kind.UNREACHABLE, "disclosures", LogReader.message(e)));
        } catch (RegistryRefusedException | MalformedException e) {
            troubles.add(new Trouble(Trouble.Kind.MALFORMED, "disclosures", LogReader.message(e)));
        }
        Set<Digest> named =
                current.named(own.stream().map(Disclosure::digest).collect(Collectors.toCollection(HashSet::new)));
        own = own.stream()
                .filter(disclosure -> named.contains(disclosure.digest()))
                .toList();
    }

    // ---- what witnesses say -----------------------------------------------------------------------------------------

    private void look(RegistryMetadata metadata, WitnessViews views, Instant now, List<Trouble> troubles) {
        ProvenSnapshot current = proven;
        if (current == null) {
            return;
        }
        Checkpoint had = new Checkpoint(
                metadata.logOrigin(), current.proven().size(), current.proven().root());
        if (LargerTrees.otherTree(had, views).isPresent()) {
            troubles.add(new Trouble(
                    Trouble.Kind.INCONSISTENT,
                    "checkpoint",
                    "the log has signed another tree of " + had.size() + " leaves for a witness"));
            doubt = RegistrySnapshot.Doubt.WITHHELD;
        } else if (witnesses.isWithheld(had, views, now) && doubt == null) {
            doubt = RegistrySnapshot.Doubt.WITHHELD;
        }
    }
}
