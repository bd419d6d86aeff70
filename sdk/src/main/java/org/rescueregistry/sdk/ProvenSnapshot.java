package org.rescueregistry.sdk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.Statement;

/**
 * A snapshot that holds: every byte of it follows from a checkpoint that meets the registry's policy, but for disclosures that are
 * left out, which nobody can see. Made by {@link SnapshotCheck} alone. Immutable; a delta makes another that shares with it
 * what did not change.
 */
public final class ProvenSnapshot {
    private final RegistrySnapshot.Origin origin;
    private final RegistrySnapshot.Proven proven;
    private final Head head;
    private final Map<Code, HeldRecord> records;
    private final StateMap map;
    private final Disclosed disclosed;
    private final AttestedPosts attested;

    /** What proves the state. */
    record Head(Statement charter, StateLeaf state, TlogProof receipt) {}

    /** What is the state of. */
    record Body(Map<Code, HeldRecord> records, StateMap map, Disclosed disclosed, AttestedPosts attested) {}

    ProvenSnapshot(RegistrySnapshot.Origin origin, RegistrySnapshot.Proven proven, Head head, Body body) {
        this.origin = origin;
        this.proven = proven;
        this.head = head;
        this.records = body.records();
        this.map = body.map();
        this.disclosed = body.disclosed();
        this.attested = body.attested();
    }

    public EntityId registry() {
        return origin.registry();
    }

    /** Size and root of the tree, and T. */
    public RegistrySnapshot.Proven proven() {
        return proven;
    }

    RegistrySnapshot.Origin origin() {
        return origin;
    }

    Head head() {
        return head;
    }

    Body body() {
        return new Body(records, map, disclosed, attested);
    }

    /** The same state, found to be current as of a later time. */
    ProvenSnapshot asOf(RegistrySnapshot.Proven later) {
        return new ProvenSnapshot(origin, later, head, body());
    }

    /** The live post attestations, signatures verified; each read again for who asks. */
    public List<PostAttestation> attestations() {
        return attested.all();
    }

    AttestedPosts attested() {
        return attested;
    }

    /** For lookups, with what is disclosed to everybody. */
    public RegistrySnapshot snapshot() {
        return new RegistrySnapshot(this, disclosed);
    }

    /**
     * For lookups, with what is disclosed to everybody and these disclosures for this reader, as far as records name them.
     *
     * @param own which need not be checked: a digest that nobody names makes no difference
     */
    public RegistrySnapshot snapshot(Collection<Disclosure> own) {
        return new RegistrySnapshot(this, disclosed.with(own));
    }

    Map<Code, HeldRecord> records() {
        return records;
    }

    /** The file from which it can be had again. */
    public SnapshotFile file(List<String> chain) {
        SnapshotContent content = new SnapshotContent(
                head.charter(),
                head.state(),
                records.values().stream().map(HeldRecord::row).toList(),
                disclosed.all(),
                attested.stream().map(HeldAttestation::compact).toList(),
                head.receipt());
        return new SnapshotFile(chain, content);
    }

    /** Those of these digests that records name. */
    public Set<Digest> named(Set<Digest> digests) {
        return HeldRecord.named(digests, records.values());
    }
}
