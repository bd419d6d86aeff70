package org.rescueregistry.fetch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.OrganisationRecord;

/**
 * What an audit of one registry found.
 *
 * @param size leaves that were read
 * @param resumedFrom how many of them were checked at an earlier audit, and only folded again
 * @param promises of this registry that were held against its log
 * @param records as computed from them, ascending by code
 * @param provenAsOf the time as of which the checkpoint is proven, if it could be read
 * @param witnessesHeard those that said which tree they have cosigned, by their names in the policy
 * @param forks what proves to anybody that the log signed two histories
 * @param troubles everything that is not as it should be, in the order in which it was found
 */
public record AuditReport(
        EntityId registry,
        long size,
        long resumedFrom,
        int promises,
        List<OrganisationRecord> records,
        Optional<Instant> provenAsOf,
        List<String> witnessesHeard,
        List<ForkEvidence> forks,
        List<Trouble> troubles) {
    public AuditReport {
        records = List.copyOf(records);
        witnessesHeard = List.copyOf(witnessesHeard);
        forks = List.copyOf(forks);
        troubles = List.copyOf(troubles);
    }

    /** Nothing is wrong. */
    public boolean isClean() {
        return troubles.isEmpty();
    }

    /** Something speaks against the registry, not only against the way to it. */
    public boolean hasEvidence() {
        return troubles.stream().anyMatch(trouble -> trouble.kind().isEvidence());
    }
}
