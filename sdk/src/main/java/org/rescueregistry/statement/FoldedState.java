package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;

/**
 * What a {@link Fold} had come to when it was asked: a value that does not change while the fold goes on, for any number
 * of threads.
 *
 * @param size leaves folded
 * @param time of the last batch
 * @param registry the registry's entity id
 * @param charter in force
 * @param charterId id of the statement that brought it
 * @param records all records, by code
 * @param people live vetters, auditors and platforms
 * @param pending acts that more people have to sign
 */
public record FoldedState(
        long size,
        Instant time,
        EntityId registry,
        Charter charter,
        Digest charterId,
        SortedMap<Code, OrganisationRecord> records,
        Map<KeyId, Person> people,
        List<PendingAct> pending,
        StatusLists statusLists,
        StateMap map) {
    public FoldedState {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        people = Map.copyOf(people);
        pending = List.copyOf(pending);
    }

    public Optional<OrganisationRecord> record(Code code) {
        return Optional.ofNullable(records.get(code));
    }

    public Optional<Person> person(KeyId key) {
        return Optional.ofNullable(people.get(key));
    }
}
