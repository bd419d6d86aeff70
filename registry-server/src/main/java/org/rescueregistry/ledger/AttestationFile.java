package org.rescueregistry.ledger;

import java.util.Collection;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.PostAttestation;

/**
 * Where the accepted post attestations are kept, beside the log: it holds none of them, its state leaves commit to those that are
 * live. One thread writes.
 *
 * <p>It may be older than the log, if it was put back from a backup: then the state that the log ended with commits to attestations
 * that are gone, and the next state leaf says so.
 */
public interface AttestationFile {
    /**
     * One that was accepted.
     *
     * @param since how many leaves the log had: the state leaves from there on count it
     */
    record Row(PostAttestation attestation, long since) {}

    /** All of them, in no order. */
    List<Row> all();

    /** Keeps all of these or none; once it returns they survive a power cut. None of them is there yet. */
    void keep(Collection<Row> rows);

    /** Deletes some that can never be live again. It need not survive a power cut. */
    void forget(Collection<Digest> ids);
}
