package org.rescueregistry.vetting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Vouch;

/**
 * Keeps applications and what vetters say of them. Trusted: what it gives back is not verified again. When a method
 * returns, what it wrote survives a power cut. Any thread may call.
 */
public interface CaseFile {
    /** What came of opening a case. */
    enum Opening {
        OPENED,
        /** A case of this application is there; nothing was changed. */
        KNOWN,
        /** There are as many as there may be; nothing was changed. */
        FULL
    }

    /**
     * Opens a case with its disclosures. Before that, cases received before {@code lapsed} whose application the log has
     * not admitted are gone, with all that is in them.
     *
     * @param most how many cases not admitted there may be
     */
    Opening open(CaseRecord opened, Instant lapsed, int most);

    Optional<CaseRecord> find(Digest application);

    /** Applications that the log has not admitted, oldest first. */
    List<Digest> waiting();

    /** Files a vouch in place of an older one (by {@code iat}) of the same key; without a case it is dropped. */
    void file(Vouch vouch);

    /**
     * Files an objection.
     *
     * @return false, and nothing was changed, if the same key has another in this case that is not withdrawn, or there
     *     is no case
     */
    boolean file(Objection objection);

    /** Files a withdrawal with the objection it names; one that is withdrawn already stays as it is. */
    void file(ObjectionWithdrawal withdrawal);
}
