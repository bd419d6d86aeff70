package org.rescueregistry.sdk;

import java.time.Instant;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.MalformedException;

/** What a {@link StatusProof} shows. The codes stand on docs/reference/status-proof.md. */
public sealed interface StatusFinding {
    /** One method for each finding. */
    interface Cases<R> {
        R registered(Registered finding);

        R notRegistered(NotRegistered finding);

        R refuted(Refuted finding);

        R undetermined(Undetermined finding);
    }

    <R> R match(Cases<R> cases);

    /** What a file that {@link StatusProof#parse} could not read shows. */
    static StatusFinding of(MalformedException unreadable) {
        String message = String.valueOf(unreadable.getMessage());
        return unreadable.code().equals(StatusProof.RULES_TOO_NEW)
                ? new Undetermined(unreadable.code(), message)
                : new Refuted(unreadable.code(), message);
    }

    /**
     * Of which moment an answer is, and what vouches for it.
     *
     * @param at what is said held at this moment
     * @param asOf the latest time as of which cosignatures prove the tree that it stands on
     * @param size of that tree
     */
    record Moment(Instant at, Instant asOf, long size) {}

    /**
     * The code has a record. Its status may be any.
     *
     * @param record as of the moment: what was due by then has fallen due
     */
    record Registered(OrganisationRecord record, Moment moment) implements StatusFinding {
        /** Whether it is active and within its validity. */
        public boolean isGood() {
            return record.status() == Status.ACTIVE && record.isValidAt(moment.at);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.registered(this);
        }
    }

    /** The registry has given nobody this code; that is not to say that anybody lies. */
    record NotRegistered(Code code, Moment moment) implements StatusFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notRegistered(this);
        }
    }

    /** The file is not what it says. Of the organisation that says nothing. */
    record Refuted(String code, String message) implements StatusFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refuted(this);
        }
    }

    /** Nothing is false, and nothing follows: too old, of another time, too few signatures. */
    record Undetermined(String code, String message) implements StatusFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.undetermined(this);
        }
    }
}
