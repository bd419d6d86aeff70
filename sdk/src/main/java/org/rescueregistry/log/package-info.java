/**
 * Transparency logs as C2SP specifies them: signed notes, checkpoints, cosignatures, the Merkle tree with its proofs,
 * tiles and entry bundles, policies and receipts.
 *
 * <p>Everything here is a pure function of bytes: tiles come in through {@link org.rescueregistry.log.TileReader}, the
 * time as an argument. Types say how far something was checked:
 *
 * <pre>
 * SignedNote ──log key──▶ SignedCheckpoint ──policy──▶ CosignedCheckpoint ──inclusion proof──▶ LoggedEntry
 * </pre>
 *
 * <p>Start reading at {@link org.rescueregistry.log.LogPolicy} for what is believed and why, and at {@link
 * org.rescueregistry.log.TileHashes} for how a tree is read and grown. Signatures are Ed25519 (types 0x01 and 0x04) and ML-DSA-44 (0x06);
 * notes may carry others, which are ignored as the specification asks.
 */
@NullMarked
package org.rescueregistry.log;

import org.jspecify.annotations.NullMarked;
