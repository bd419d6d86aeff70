package org.rescueregistry.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a record in the making, in which a few components are set anew. */
final class RecordCopy {
    private final OrganisationRecord from;
    private Admission admission;
    private Profile profile;
    private OrganisationKeys keys;
    private List<Account> accounts;
    private List<Suspension> suspensions;
    private List<Waiting> waiting;
    private @Nullable Ending ending;
    private Position last;

    RecordCopy(OrganisationRecord from) {
        this.from = from;
        this.admission = from.admission();
        this.profile = from.profile();
        this.keys = from.keys();
        this.accounts = from.accounts();
        this.suspensions = from.suspensions();
        this.waiting = from.waiting();
        this.ending = from.ending();
        this.last = from.last();
    }

    RecordCopy admission(Admission value) {
        admission = value;
        return this;
    }

    RecordCopy profile(Profile value) {
        profile = value;
        return this;
    }

    RecordCopy keys(OrganisationKeys value) {
        keys = value;
        return this;
    }

    RecordCopy accounts(List<Account> value) {
        accounts = value;
        return this;
    }

    RecordCopy suspensions(List<Suspension> value) {
        suspensions = value;
        return this;
    }

    RecordCopy waiting(List<Waiting> value) {
        waiting = value;
        return this;
    }

    RecordCopy ending(Ending value) {
        ending = value;
        return this;
    }

    RecordCopy last(Position value) {
        last = value;
        return this;
    }

    OrganisationRecord build() {
        return new OrganisationRecord(
                from.code(), admission, profile, keys, accounts, suspensions, waiting, ending, last);
    }
}
