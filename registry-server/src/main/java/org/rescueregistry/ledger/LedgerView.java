package org.rescueregistry.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PendingAct;
import org.rescueregistry.statement.Person;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.StatusLists;

/**
 * The public state of the registry at one tree of its log. Never changes; any thread may keep it.
 *
 * @param tree the log's tree; its last leaf is {@code state}
 * @param state says the time, and commits to all that follows
 * @param records by code; as of the state's time, see {@link OrganisationRecord#at}
 * @param pending acts that more people have to sign
 * @param people live vetters, auditors and platforms
 * @param attestations those that are live, as far as they are kept here; see {@link #knowsAttestations}
 */
public record LedgerView(
        Checkpoint tree,
        StateLeaf state,
        EntityId registry,
        Charter charter,
        Digest charterId,
        SortedMap<Code, OrganisationRecord> records,
        StateMap map,
        StatusLists statusLists,
        List<PendingAct> pending,
        Map<KeyId, Person> people,
        LiveSet attestations) {
    public LedgerView {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        pending = List.copyOf(pending);
        people = Map.copyOf(people);
    }

    /**
     * Whether the attestations are those that the state commits to. They are not after the file that keeps them was put back from a
     * backup, until the next state leaf.
     */
    public boolean knowsAttestations() {
        return attestations.over().equals(state.attestations());
    }

    /** How many leaves the tree has. */
    public long size() {
        return tree.size();
    }
}
