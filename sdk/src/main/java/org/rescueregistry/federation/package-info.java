/**
 * OpenID Federation 1.0: who is a registry, and who says so.
 *
 * <p>Start at {@link org.rescueregistry.federation.TrustChainResolver}: it knows nothing but a few {@linkplain
 * org.rescueregistry.federation.PinnedAnchor pinned anchors} and turns an entity identifier into a {@linkplain
 * org.rescueregistry.federation.TrustChain trust chain} with resolved metadata, or into a refusal that names the
 * statement at fault. {@link org.rescueregistry.federation.RegistryMetadata} is what our own entity type says.
 * Issuing starts at {@link org.rescueregistry.federation.StatementDraft}.
 *
 * <p>Nothing here reads a network, a disk or a clock: statements come in through {@link
 * org.rescueregistry.federation.EntityFetcher}, the time as an argument. Trust marks are only held to their syntax,
 * since no rule of ours rests on one.
 *
 * @see <a href="https://openid.net/specs/openid-federation-1_0.html">OpenID Federation 1.0</a>
 */
@NullMarked
package org.rescueregistry.federation;

import org.jspecify.annotations.NullMarked;
