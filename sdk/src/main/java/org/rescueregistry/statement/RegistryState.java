package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/**
 * All that the reducer knows: read while a statement is judged, changed by {@link Change} and by time alone. Not for
 * several threads.
 */
final class RegistryState {
    private record Due(Instant at, Code code) {}

    private final String log;
    private @Nullable EntityId registry;
    private @Nullable Charter charter;
    private @Nullable Digest charterId;
    private @Nullable AwaitedCharter awaited;

    /** Ids of the legal statements so far; each is legal once. */
    private IdSet ids = new IdSet();

    /** Every key ever accepted. Whoever reads ahead asks from other threads; all else here is for one. */
    private final Map<KeyId, Holder> holders;

    private final Set<KeyId> dismissed = new HashSet<>();
    private final Records records = new Records();
    private final BitSet statusIndices = new BitSet();
    private final SuspensionIndex suspensions = new SuspensionIndex();
    private final PendingSets pending = new PendingSets();

    /** For every record of which something falls due, at least one entry for the first such time. */
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** Records that map and lists do not show yet: one that changes often in a batch is hashed once. */
    private final Set<Code> unhashed = new HashSet<>();

    private final GrowingMap map = new GrowingMap();
    private @Nullable StatusLists lists;

    RegistryState(String log) {
        this(log, 0);
    }

    /** Of which it is known about how many keys it will have. */
    RegistryState(String log, int holders) {
        this.log = log;
        this.holders = new ConcurrentHashMap<>(holders);
    }

    String log() {
        return log;
    }

    boolean hasCharter() {
        return charter != null;
    }

    /** The charter in force; before leaf 0 is legal nobody may ask. */
    Charter charter() {
        return required(charter);
    }

    Digest charterId() {
        return required(charterId);
    }

    EntityId registry() {
        return required(registry);
    }

    boolean hasSeen(Digest statement) {
        return ids.contains(statement);
    }

    void see(Digest statement) {
        ids.add(statement);
    }

    /** All ids, not to be changed. */
    IdSet ids() {
        return ids;
    }

    Optional<OrganisationRecord> record(Code code) {
        return Optional.ofNullable(records.get(code));
    }

    /** All of them; after a restart it takes a while, once, for each is then parsed. */
    SortedMap<Code, OrganisationRecord> records() {
        return records.all();
    }

    /** The same for an image, for which none has to be parsed. */
    List<KeptRecord> keptRecords() {
        return records.kept();
    }

    /** The kid of the current key of an organisation. */
    Optional<KeyId> keyOf(Code code) {
        return records.keyOf(code);
    }

    /** The kid of its current pause key. */
    Optional<KeyId> pauseKeyOf(Code code) {
        return records.pauseKeyOf(code);
    }

    Stream<KeyId> dismissed() {
        return dismissed.stream();
    }

    /** Everybody ever accepted, in no order. */
    Stream<Holder> holders() {
        return holders.values().stream();
    }

    boolean isFresh(KeyId key) {
        return !holders.containsKey(key);
    }

    boolean isDismissed(KeyId key) {
        return dismissed.contains(key);
    }

    /** Whoever was ever accepted with this key. */
    Optional<Holder> holder(KeyId key) {
        return Optional.ofNullable(holders.get(key));
    }

    /** Whoever holds this key, if it is live. */
    Optional<Holder> live(KeyId key) {
        return holder(key).filter(this::isLive);
    }

    Stream<Holder> live() {
        return holders().filter(this::isLive);
    }

    private boolean isLive(Holder holder) {
        return holder.office().isLive(holder.id(), this);
    }

    boolean isUsed(long statusIndex) {
        return statusIndices.get(Math.toIntExact(statusIndex));
    }

    /** The number of the highest status list with an index in use. */
    int listsInUse() {
        int size = charter().limits().statusListSize();
        return (statusIndices.length() + size - 1) / size;
    }

    SuspensionIndex suspensions() {
        return suspensions;
    }

    PendingSets pending() {
        return pending;
    }

    StateMap map() {
        hash();
        return map.map();
    }

    /** The root of {@link #map()}; who wants no more leaves the map as cheap to change as it was. */
    Digest mapRoot() {
        hash();
        return map.root();
    }

    StatusLists lists() {
        hash();
        return required(lists);
    }

    /** Makes a legal statement's changes. */
    void apply(Statement statement, Ruling ruling) {
        see(statement.id());
        ruling.changes().forEach(change -> change.applyTo(this));
    }

    /** What has fallen due at {@code now} falls due (section 4, step 1). */
    void fallDue(Instant now) {
        if (charter == null) {
            return;
        }
        if (awaited != null && !awaited.from().isAfter(now)) {
            put(registry(), awaited.charter(), awaited.id());
        }
        while (!due.isEmpty() && !due.peek().at().isAfter(now)) {
            OrganisationRecord record = required(records.get(due.remove().code()));
            OrganisationRecord then = record.at(now);
            if (!then.equals(record)) {
                put(then);
            }
        }
        pending.lapse(now, charter().limits().approvalWindow());
    }

    void put(EntityId entity, Charter inForce, Digest id) {
        registry = entity;
        charter = inForce;
        charterId = id;
        awaited = null;
        if (lists == null) {
            lists = StatusLists.empty(entity, inForce.limits().statusListSize());
        }
        dropPendingOfTheGone();
    }

    /** The charter that waits, if one does. */
    Optional<AwaitedCharter> awaited() {
        return Optional.ofNullable(awaited);
    }

    void await(AwaitedCharter next) {
        awaited = next;
    }

    void cancelAwaitedCharter() {
        awaited = null;
    }

    void use(Holder holder) {
        holders.putIfAbsent(holder.id(), holder);
    }

    void dismiss(KeyId key) {
        dismissed.add(key);
        dropPendingOfTheGone();
    }

    /**
     * Takes what an earlier fold knew: ids of legal statements, and records.
     *
     * @throws MalformedException two are of one code, or one that falls due is none
     */
    void restore(IdSet seen, List<KeptRecord> kept) throws MalformedException {
        ids = seen;
        List<KeptRecord> quiet = new ArrayList<>();
        for (KeptRecord record : kept) {
            if (records.has(record.code())) {
                throw FoldImage.damaged();
            }
            if (record.isRestless()) {
                put(record.parse());
            } else {
                quiet.add(record);
                records.keep(record);
                statusIndices.set(Math.toIntExact(record.statusIndex()));
                lists = required(lists).set(record.statusIndex(), record.status());
            }
            use(record.holder());
            use(record.pauseHolder());
        }
        Sha256 sha = new Sha256();
        byte[] entries = new byte[Math.multiplyExact(quiet.size(), OrderedLeaves.ENTRY_BYTES)];
        for (int i = 0; i < quiet.size(); i++) {
            quiet.get(i).hash(sha, entries, i * OrderedLeaves.ENTRY_BYTES);
        }
        map.putAll(OrderedLeaves.of(entries));
    }

    void put(OrganisationRecord record) {
        OrganisationRecord before = records.put(record);
        unhashed.add(record.code());
        suspensions.replace(before, record);
        firstDue(record)
                .filter(at -> before == null || !at.equals(firstDue(before).orElse(null)))
                .ifPresent(at -> due.add(new Due(at, record.code())));
        if (before == null) {
            statusIndices.set(Math.toIntExact(record.admission().statusIndex()));
        } else if (!before.keys().equals(record.keys())) {
            dropPendingOfTheGone();
        }
    }

    private static Optional<Instant> firstDue(OrganisationRecord record) {
        Stream<Instant> ends =
                record.suspensions().stream().flatMap(suspension -> Stream.ofNullable(suspension.until()));
        return Stream.concat(record.waiting().stream().map(Waiting::from), ends).min(Comparator.naturalOrder());
    }

    private void dropPendingOfTheGone() {
        pending.retain(key -> live(key).isPresent());
    }

    private void hash() {
        Map<Code, byte[]> changed = new HashMap<>();
        for (Code code : unhashed) {
            OrganisationRecord record = required(records.get(code));
            changed.put(code, record.bytes());
            lists = required(lists).set(record.admission().statusIndex(), record.status());
        }
        map.putAll(changed);
        unhashed.clear();
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("asked before there is one");
        }
        return value;
    }
}
