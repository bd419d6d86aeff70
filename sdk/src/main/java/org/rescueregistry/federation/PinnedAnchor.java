package org.rescueregistry.federation;

import org.rescueregistry.name.EntityId;

/**
 * A trust anchor as it was given to us out of band: its identifier and its keys (OpenID Federation 1.0, section 4).
 *
 * <p>A key the anchor publishes but that is not pinned counts for nothing.
 */
public record PinnedAnchor(EntityId entity, FederationKeys keys) {}
