package org.rescueregistry.ledger;

import org.rescueregistry.log.CosignedCheckpoint;

/** What witnesses vouch for: a checkpoint that meets the policy, and the state at it. */
public record Published(CosignedCheckpoint checkpoint, LedgerView view) {}
