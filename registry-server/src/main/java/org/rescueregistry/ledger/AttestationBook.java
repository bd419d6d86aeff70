package org.rescueregistry.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Status;

/**
 * The post attestations that a registry has accepted, and which are live. That follows from what is kept in the file, the leaves up to
 * a state leaf and its time; so the set that a state leaf commits to is found again after any crash. For one thread.
 *
 * <p>What an organisation has here is looked at again only when something happened to it, or its time has come.
 */
final class AttestationBook {
    /** Most of one organisation, its paused ones too. */
    static final Room MOST_OF_ONE = new Room(1024, 1 << 20);

    /** Most of all: what a snapshot carries, half of what one may have, and its readers hold in memory. */
    static final Room MOST = new Room(1 << 16, 64 << 20);

    private final String log;
    private final @Nullable AttestationFile file;
    private final Endings endings = new Endings();
    private final Map<Code, Shelf> shelves = new HashMap<>();

    /** Those that will never be live again, by the index of the first state leaf without them; still in the file. */
    private final Map<Digest, Long> over = new HashMap<>();

    private LiveSet live = LiveSet.EMPTY;
    private Instant next = Instant.MAX;
    private Room taken = Room.NONE;

    /** @param file null if none are taken */
    AttestationBook(String log, @Nullable AttestationFile file) {
        this.log = log;
        this.file = file;
        if (file != null) {
            file.all().forEach(this::put);
        }
    }

    private void put(AttestationFile.Row row) {
        shelves.computeIfAbsent(row.attestation().organisation(), none -> new Shelf())
                .put(row);
        taken = taken.plus(row.attestation());
        next = Instant.MIN;
    }

    /** Takes note of a leaf that was judged. */
    void note(Judged leaf, Instant at, Fold fold) {
        endings.note(leaf, at, fold).ifPresent(this::touch);
        leaf.touched().forEach(this::touch);
    }

    /** The organisation may have changed. */
    void touch(Code organisation) {
        Shelf shelf = shelves.get(organisation);
        if (shelf != null) {
            shelf.touch();
            next = Instant.MIN;
        }
    }

    /** Any organisation may have changed. */
    void touchAll() {
        shelves.values().forEach(Shelf::touch);
        next = Instant.MIN;
    }

    /** What it is refused for at this time; nothing if it may be accepted, or is live already. */
    Optional<Attested.Refused> refusal(PostAttestation attestation, Fold fold, Instant time) {
        Optional<OrganisationRecord> record = fold.record(attestation.organisation());
        if (!attestation.log().equals(log)) {
            return refused(AttestationRefusal.WRONG_LOG, "it is for the log " + attestation.log());
        }
        if (record.isEmpty()) {
            return refused(
                    AttestationRefusal.UNKNOWN_SUBJECT, "nobody here has the code " + attestation.organisation());
        }
        return bySigner(attestation, record.get(), time).or(() -> byTime(attestation, time));
    }

    private Optional<Attested.Refused> bySigner(PostAttestation attestation, OrganisationRecord record, Instant time) {
        if (!attestation.signer().equals(record.keys().key().keyId())) {
            return refused(
                    AttestationRefusal.SIGNER_NOT_ENTITLED, "it is not signed with the organisation's key in force");
        }
        if (!attestation.isSignedBy(record.keys().key())) {
            return refused(AttestationRefusal.BAD_SIGNATURE, "the signature is not the organisation's");
        }
        if (endings.isRetracted(attestation)) {
            return refused(AttestationRefusal.ATTESTATION_RETRACTED, "the organisation has taken it back");
        }
        if (endings.mayBeVoid(attestation)) {
            return refused(
                    AttestationRefusal.ATTESTATION_VOID, "it was signed before vetters set the organisation's key");
        }
        return record.status() == Status.ACTIVE && record.isValidAt(time)
                ? Optional.empty()
                : refused(AttestationRefusal.NOT_ACTIVE, "the organisation is not active now");
    }

    private static Optional<Attested.Refused> byTime(PostAttestation attestation, Instant time) {
        if (attestation.iat().isAfter(time.plus(LiveAttestations.SKEW))) {
            return refused(AttestationRefusal.FROM_FUTURE, "it says that it was signed at " + attestation.iat());
        }
        return attestation.exp().isAfter(time)
                ? Optional.empty()
                : refused(AttestationRefusal.ATTESTATION_EXPIRED, "it ran out at " + attestation.exp());
    }

    private static Optional<Attested.Refused> refused(AttestationRefusal reason, String message) {
        return Optional.of(new Attested.Refused(reason, message));
    }

    boolean has(PostAttestation attestation) {
        Shelf shelf = shelves.get(attestation.organisation());
        return shelf != null && shelf.has(attestation.id());
    }

    /** Whether there is no room for a new one, beside {@code waiting} that are about to be kept. */
    Optional<Attested.Refused> noRoom(PostAttestation attestation, Collection<PostAttestation> waiting) {
        Shelf shelf = shelves.get(attestation.organisation());
        Room ofOne = Room.of(waiting.stream()
                .filter(other -> other.organisation().equals(attestation.organisation()))
                .toList());
        if (!ofOne.plus(shelf == null ? Room.NONE : shelf.taken())
                .plus(attestation)
                .isWithin(MOST_OF_ONE)) {
            return refused(
                    AttestationRefusal.TOO_MANY_ATTESTATIONS,
                    "an organisation has at most " + MOST_OF_ONE
                            + " at a time; take back or wait for the end of others");
        }
        return taken.plus(Room.of(waiting)).plus(attestation).isWithin(MOST)
                ? Optional.empty()
                : refused(AttestationRefusal.ATTESTATIONS_FULL, "this registry keeps no more than " + MOST);
    }

    /** Keeps those that were accepted when the log had {@code since} leaves; durable when it returns. */
    void keep(Collection<PostAttestation> accepted, long since) {
        if (accepted.isEmpty()) {
            return;
        }
        List<AttestationFile.Row> rows = accepted.stream()
                .map(attestation -> new AttestationFile.Row(attestation, since))
                .toList();
        if (file == null) {
            throw new IllegalStateException("attestations for a log that takes none");
        }
        file.keep(rows);
        rows.forEach(this::put);
    }

    /** Those that are live by the state leaf {@code index}, of this {@code time}. */
    LiveSet at(Fold fold, long index, Instant time) {
        if (next.isAfter(time)) {
            return live;
        }
        boolean changed = false;
        next = Instant.MAX;
        for (Map.Entry<Code, Shelf> entry : shelves.entrySet()) {
            Shelf shelf = entry.getValue();
            if (!shelf.next().isAfter(time)) {
                List<PostAttestation> before = shelf.live();
                Room had = shelf.taken();
                shelf.look(fold.record(entry.getKey()), index, time, endings).forEach(id -> over.put(id, index));
                taken = taken.minus(had.minus(shelf.taken()));
                changed |= !before.equals(shelf.live());
            }
            next = shelf.next().isBefore(next) ? shelf.next() : next;
        }
        shelves.values().removeIf(Shelf::isEmpty);
        if (changed) {
            List<PostAttestation> all = new ArrayList<>();
            shelves.values().forEach(shelf -> all.addAll(shelf.live()));
            live = LiveSet.of(all);
        }
        return live;
    }

    /** Whether the next state leaf, at this time, may say something else than the last one, though nobody has done anything. */
    boolean isDue(@Nullable StateLeaf last, Instant now) {
        return !next.isAfter(now) || (last != null && !last.attestations().equals(live.over()));
    }

    /** Deletes what no state from the one of {@code index} on has, if that is where a restart may begin. */
    void tidy(long index) {
        List<Digest> gone = over.entrySet().stream()
                .filter(entry -> entry.getValue() <= index)
                .map(Map.Entry::getKey)
                .toList();
        if (file != null && !gone.isEmpty()) {
            file.forget(gone);
            gone.forEach(over::remove);
        }
    }
}
