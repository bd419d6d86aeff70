package org.rescueregistry.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rescueregistry.key.Digest;
import org.rescueregistry.sdk.SnapshotContent;
import org.rescueregistry.sdk.SnapshotDelta;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** A log that has a registry's charter and then state leaves to which no rule led: for as many records as one likes, in no time. */
public final class InventedLog {
    private final PublishedRegistry published;
    private final List<byte[]> leaves;
    private final Set<Digest> disclosed = new HashSet<>();
    private StateMap map = StateMap.EMPTY;
    private Digest live = LiveAttestations.hash(List.of());

    public InventedLog(PublishedRegistry published) {
        this.published = published;
        this.leaves = new ArrayList<>(published.registry().leaves().subList(0, 1));
    }

    /** How many leaves there are. */
    public long size() {
        return leaves.size();
    }

    /** The first state, with all of this. */
    public SnapshotFile begins(
            Collection<OrganisationRecord> records, Collection<Disclosure> shown, List<PostAttestation> attestations) {
        live = LiveAttestations.hash(
                attestations.stream().map(PostAttestation::id).toList());
        shown.forEach(disclosure -> disclosed.add(disclosure.digest()));
        return new SnapshotFile(published.chain(), next(records, shown, attestations));
    }

    /** Another state, in which these records are new or changed. Nothing is disclosed with them. */
    public SnapshotDelta goesOn(Collection<OrganisationRecord> changed) {
        long since = leaves.size();
        SnapshotContent content = next(changed, List.of(), List.of());
        try {
            return new SnapshotDelta(
                    since,
                    PublishedRegistry.hashes(leaves).consistencyProof(since).hashes(),
                    SnapshotDelta.disclosed(disclosed),
                    content,
                    List.of());
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private SnapshotContent next(
            Collection<OrganisationRecord> changed, Collection<Disclosure> shown, List<PostAttestation> attestations) {
        map = map.putAll(
                changed.stream().collect(Collectors.toMap(OrganisationRecord::code, OrganisationRecord::bytes)));
        StateLeaf state = new StateLeaf(
                live,
                published.registry().fold().charterId(),
                published.registry().log(),
                map.root(),
                leaves.size(),
                new TreeMap<>(),
                published.now());
        leaves.add(state.bytes());
        try {
            return new SnapshotContent(
                    Statement.parse(leaves.get(0)),
                    state,
                    changed.stream().map(SnapshotContent.Row::of).toList(),
                    List.copyOf(shown),
                    attestations.stream().map(PostAttestation::compact).toList(),
                    published.receipt(leaves, PublishedRegistry.everybody()));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
