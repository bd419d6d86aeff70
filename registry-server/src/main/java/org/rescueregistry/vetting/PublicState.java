package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;

/** What the log says after one batch, as far as the case file asks. All answers are of the same batch. */
public interface PublicState {
    /** Leaves in the log, the batch's state leaf included. */
    long size();

    /** A record that no leaf and no due time changed is the same object as in the state before. */
    Collection<OrganisationRecord> records();

    Optional<OrganisationRecord> record(Code code);

    /** The office a key holds now; empty for none, and for one that opens nothing here. */
    Optional<LiveOffice> office(KeyId key);

    /** The leaf of the legal statement with this id, if the log has it. */
    Optional<byte[]> statement(Digest id);

    /** The leaf at an index below {@link #size()}. */
    byte[] leaf(long index);
}
