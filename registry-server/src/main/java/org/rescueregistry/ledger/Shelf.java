package org.rescueregistry.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.statement.Waiting;

/** The attestations of one organisation that are live or may be once more, and which of them were by the last look. */
final class Shelf {
    private final Map<Digest, AttestationFile.Row> rows = new HashMap<>();
    private Room taken = Room.NONE;
    private List<PostAttestation> live = List.of();
    private Instant next = Instant.MIN;

    void put(AttestationFile.Row row) {
        rows.put(row.attestation().id(), row);
        taken = taken.plus(row.attestation());
        touch();
    }

    /** Its organisation may have changed. */
    void touch() {
        next = Instant.MIN;
    }

    boolean has(Digest id) {
        return rows.containsKey(id);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Room taken() {
        return taken;
    }

    /** Those that were live by the last look. */
    List<PostAttestation> live() {
        return live;
    }

    /** When another look may give something else, if nothing is put here and the organisation does nothing. */
    Instant next() {
        return next;
    }

    /**
     * Looks which are live by the state leaf {@code index}, of this {@code time}.
     *
     * @param record as of then; nothing if there is no such organisation
     * @return those that never will be again; they are here no longer
     */
    List<Digest> look(Optional<OrganisationRecord> record, long index, Instant time, Endings endings) {
        List<PostAttestation> now = new ArrayList<>();
        List<Digest> over = new ArrayList<>();
        Instant soonest = record.map(there -> nextChange(there)).orElse(Instant.MAX);
        for (Iterator<AttestationFile.Row> all = rows.values().iterator(); all.hasNext(); ) {
            AttestationFile.Row row = all.next();
            PostAttestation attestation = row.attestation();
            if (row.since() > index) {
                // This state leaf was written before it came, perhaps by a process
                // that died before it wrote the next one.
                soonest = Instant.MIN;
            } else if (record.isEmpty() || isOver(row, record.get(), time, endings)) {
                over.add(attestation.id());
                all.remove();
                taken = taken.minus(Room.of(List.of(attestation)));
            } else {
                if (LiveAttestations.isLive(attestation, record.get(), time)) {
                    now.add(attestation);
                }
                soonest = earlier(soonest, attestation.exp());
            }
        }
        live = List.copyOf(now);
        next = soonest;
        return over;
    }

    private static boolean isOver(AttestationFile.Row row, OrganisationRecord record, Instant time, Endings endings) {
        PostAttestation attestation = row.attestation();
        return !attestation.exp().isAfter(time)
                || endings.isRetracted(attestation)
                || endings.isVoid(row)
                || !record.status().isInForce()
                // A key that was replaced never comes back.
                || !attestation.signer().equals(record.keys().key().keyId());
    }

    /** When the record will be another one by itself. */
    private static Instant nextChange(OrganisationRecord record) {
        Instant soonest = Instant.MAX;
        for (Waiting item : record.waiting()) {
            soonest = earlier(soonest, item.from());
        }
        for (Suspension suspension : record.suspensions()) {
            if (suspension.until() != null) {
                soonest = earlier(soonest, suspension.until());
            }
        }
        return soonest;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
