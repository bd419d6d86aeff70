package org.rescueregistry.statement;

import java.time.Instant;
import org.rescueregistry.key.Digest;

/**
 * A charter that the council alone has signed, until it is in force: an act that completes with the operators' quorum cancels it (section
 * 6, the act recharter).
 *
 * @param id of the statement that brought it
 * @param from when it comes into force, with the first batch of that time or later
 */
public record AwaitedCharter(Charter charter, Digest id, Instant from) {}
