package org.rescueregistry.issuance;

import java.util.Optional;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;

/** What issuing asks of the log. */
public interface Admissions {
    /** The record after the newest batch. */
    Optional<OrganisationRecord> record(Code code);

    /** The leaf at the index of a record's admission. */
    byte[] leaf(long index);

    /** A {@code .tlog-proof} of that leaf under a checkpoint that meets the policy; empty while there is none. */
    Optional<String> receipt(long index);

    /** Entries of one status list: the charter's limit. */
    int statusListSize();
}
