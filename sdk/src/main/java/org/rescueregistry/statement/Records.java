package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;

/** The records of a registry by code. Those of an image are parsed when somebody asks for them. Not for several threads. */
final class Records {
    private final SortedMap<Code, OrganisationRecord> read = new TreeMap<>();

    /** Each code is in this or in {@link #read}. */
    private final Map<Code, KeptRecord> unread = new HashMap<>();

    @Nullable
    OrganisationRecord get(Code code) {
        KeptRecord kept = unread.remove(code);
        if (kept != null) {
            read.put(code, kept.record());
        }
        return read.get(code);
    }

    /** Takes a record in the place of the one before, which is given back. */
    @Nullable
    OrganisationRecord put(OrganisationRecord record) {
        OrganisationRecord before = get(record.code());
        read.put(record.code(), record);
        return before;
    }

    boolean has(Code code) {
        return read.containsKey(code) || unread.containsKey(code);
    }

    /** Takes one of an image; the code is new. */
    void keep(KeptRecord record) {
        unread.put(record.code(), record);
    }

    /** All, ascending; not to be changed. Those not read yet are. */
    SortedMap<Code, OrganisationRecord> all() {
        if (!unread.isEmpty()) {
            // By all processors: it is most of what a restored fold has put off.
            List<OrganisationRecord> rest =
                    unread.values().parallelStream().map(KeptRecord::record).toList();
            rest.forEach(record -> read.put(record.code(), record));
            unread.clear();
        }
        return Collections.unmodifiableSortedMap(read);
    }

    /** All, to be kept again, ascending; those not read yet as they are. */
    List<KeptRecord> kept() {
        List<KeptRecord> kept = new ArrayList<>(unread.values());
        read.values().forEach(record -> kept.add(KeptRecord.of(record)));
        kept.sort(Comparator.comparing(KeptRecord::code));
        return kept;
    }

    Optional<KeyId> keyOf(Code code) {
        return kid(code, KeptRecord::key, record -> record.keys().key().keyId());
    }

    Optional<KeyId> pauseKeyOf(Code code) {
        return kid(
                code, KeptRecord::pauseKey, record -> record.keys().pauseKey().keyId());
    }

    private Optional<KeyId> kid(
            Code code, Function<KeptRecord, KeyId> ofKept, Function<OrganisationRecord, KeyId> ofRead) {
        KeptRecord kept = unread.get(code);
        return kept != null
                ? Optional.of(ofKept.apply(kept))
                : Optional.ofNullable(read.get(code)).map(ofRead);
    }
}
