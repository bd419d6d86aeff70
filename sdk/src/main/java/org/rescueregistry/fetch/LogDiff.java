package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.MalformedException;

/**
 * Holds two views against each other: two registries, one log at two sizes, or a log and a copy of it. Each is read and
 * checked as a replica reads it, from a checkpoint that meets the policy of its registry.
 */
public final class LogDiff {
    private final TrustChainResolver resolver;
    private final Web web;

    /**
     * Where a view is had from.
     *
     * @param registry whose log it is
     * @param copy where the log is read from; null for the registry itself
     * @param size up to which leaves are read; -1 for all
     */
    public record Place(EntityId registry, @Nullable LogSource copy, long size) {}

    /**
     * A view.
     *
     * @param log the origin
     * @param size leaves that were read
     */
    public record View(String log, long size, List<Trouble> troubles) {
        public View {
            troubles = List.copyOf(troubles);
        }
    }

    /** A record that is not the same in both; null where there is none. */
    public record Changed(
            Code code,
            @Nullable OrganisationRecord before,
            @Nullable OrganisationRecord after) {}

    /**
     * What differs.
     *
     * @param firstDifferent the first leaf in which two views of one log differ; empty if one continues the other, or they are
     *     of different logs
     * @param changed records, ascending by code
     */
    public record Report(View one, View other, OptionalLong firstDifferent, List<Changed> changed) {
        public Report {
            changed = List.copyOf(changed);
        }

        /** What kept a view from being read, or is wrong with it. */
        public List<Trouble> troubles() {
            List<Trouble> all = new ArrayList<>(one.troubles());
            all.addAll(other.troubles());
            return List.copyOf(all);
        }
    }

    /** A view that was read. */
    private record Read(
            View view,
            SortedMap<Code, OrganisationRecord> records,
            @Nullable VerifiedTiles tree) {}

    public LogDiff(Collection<PinnedAnchor> anchors, Web web) {
        this.resolver = new TrustChainResolver(anchors);
        this.web = web;
    }

    /** Reads both and compares them. */
    public Report compare(Place one, Place other, Instant now) {
        Read first = read(one, now);
        Read second = read(other, now);
        OptionalLong different = OptionalLong.empty();
        if (first.tree() != null
                && second.tree() != null
                && first.view().log().equals(second.view().log())) {
            try {
                long both = Math.min(first.view().size(), second.view().size());
                different = firstDifferent(first.tree(), second.tree(), both);
            } catch (IOException | MalformedException e) {
                List<Trouble> troubles = new ArrayList<>(second.view().troubles());
                troubles.add(new Trouble(Trouble.Kind.UNREACHABLE, "checkpoint", LogReader.message(e)));
                View view = new View(second.view().log(), second.view().size(), troubles);
                second = new Read(view, second.records(), second.tree());
            }
        }
        return new Report(first.view(), second.view(), different, changed(first.records(), second.records()));
    }

    private Read read(Place place, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        LogReader reader = null;
        VerifiedTiles tree = null;
        try {
            RegistryMetadata metadata = RegistryReplica.metadata(LogAudit.chain(resolver, web, place.registry(), now));
            LogSource source = place.copy() == null ? LogSource.at(metadata.logUrl(), web) : place.copy();
            reader = new LogReader(metadata.logOrigin(), source, RegistryReplica.policy(metadata));
            CosignedCheckpoint latest = reader.latest();
            long all = latest.checkpoint().size();
            if (place.size() > all) {
                throw new TroubleException(
                        Trouble.Kind.MISSING, "checkpoint", "the log has " + all + " leaves, not " + place.size());
            }
            reader.readTo(place.size() < 0 ? all : place.size(), latest);
            tree = new VerifiedTiles(latest.checkpoint(), source);
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        }
        if (reader != null) {
            troubles.addAll(reader.takeEvidence());
        }
        SortedMap<Code, OrganisationRecord> records = new TreeMap<>();
        if (reader != null && reader.fold().hasCharter()) {
            reader.fold().records().forEach(record -> records.put(record.code(), record));
        }
        String log = reader == null ? "" : reader.fold().log();
        return new Read(new View(log, reader == null ? 0 : reader.size(), troubles), records, tree);
    }

    /** The last common beginning is found by halving: whoever has the roots needs no leaf. */
    private static OptionalLong firstDifferent(VerifiedTiles one, VerifiedTiles other, long size)
            throws IOException, MalformedException {
        long same = 0;
        long differs = size;
        if (differs == 0 || one.root(differs).equals(other.root(differs))) {
            return OptionalLong.empty();
        }
        while (differs - same > 1) {
            long middle = (same + differs) >>> 1;
            if (one.root(middle).equals(other.root(middle))) {
                same = middle;
            } else {
                differs = middle;
            }
        }
        return OptionalLong.of(same);
    }

    private static List<Changed> changed(
            SortedMap<Code, OrganisationRecord> one, SortedMap<Code, OrganisationRecord> other) {
        SortedMap<Code, Changed> changed = new TreeMap<>();
        one.forEach((code, record) -> {
            OrganisationRecord after = other.get(code);
            if (!record.equals(after)) {
                changed.put(code, new Changed(code, record, after));
            }
        });
        other.forEach((code, record) -> {
            if (!one.containsKey(code)) {
                changed.put(code, new Changed(code, null, record));
            }
        });
        return List.copyOf(changed.values());
    }
}
