package org.rescueregistry.fetch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Fold;

/** One registry of a {@link Replica}, and how its status is followed. Not for several threads. */
interface FollowedRegistry {
    /** Goes on to what the registry says now; what is in trouble keeps the snapshot it had. */
    List<Trouble> sync(TrustChain chain, Instant now);

    /** The last good one. */
    Optional<RegistrySnapshot> snapshot();

    /** The state of the log, where it is replayed. */
    default Optional<Fold> fold() {
        return Optional.empty();
    }

    /** The checkpoint up to which the log was replayed. */
    default Optional<CosignedCheckpoint> checkpoint() {
        return Optional.empty();
    }
}
