/**
 * Anchor sets: the file a verifier starts from.
 *
 * <p>Nobody is trusted by default. An {@link org.rescueregistry.anchor.AnchorSet} names the trust anchors and their
 * keys, says until when, and is signed by a threshold of root keys; a successor takes its place only if the root keys
 * of the set before it have signed it too. {@link org.rescueregistry.anchor.AnchorDocument} is a set before it is
 * signed. The format is in {@code docs/reference/anchors.md}.
 *
 * <p>Nothing here reads a file or a clock: bytes and the time are arguments.
 */
@NullMarked
package org.rescueregistry.anchor;

import org.jspecify.annotations.NullMarked;
