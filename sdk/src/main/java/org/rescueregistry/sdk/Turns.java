package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.statement.Waiting;

/** The moments at which what a record says changes though the record does not. */
final class Turns {
    private Turns() {}

    /** All of them, past and to come: from each on something is otherwise than before. */
    static NavigableSet<Instant> of(OrganisationRecord record) {
        TreeSet<Instant> turns = new TreeSet<>();
        turns.add(record.admission().validFrom());
        turns.add(record.admission().validUntil());
        record.waiting().stream().map(Waiting::from).forEach(turns::add);
        for (Suspension suspension : record.suspensions()) {
            if (suspension.until() != null) {
                turns.add(suspension.until());
            }
        }
        for (Account account : record.accounts()) {
            turns.add(account.from());
            account.confirmations().stream().map(Confirmation::until).forEach(turns::add);
        }
        return turns;
    }
}
