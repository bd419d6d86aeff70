package org.rescueregistry.federation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * A chain of verified statements from an entity to a pinned anchor (OpenID Federation 1.0, section 4), and the metadata
 * it resolves to.
 *
 * <p>Wire form, media type {@code application/trust-chain+json}: a JSON array of compact JWS, first the subject's
 * configuration, then the subordinate statements upwards, last the anchor's configuration.
 */
public final class TrustChain {
    private final EntityConfiguration leaf;
    private final List<SubordinateStatement> links;
    private final EntityConfiguration anchor;
    private final Metadata metadata;

    /** Only {@link ChainCheck} makes one; an anchor's own chain has no links and one configuration. */
    TrustChain(
            EntityConfiguration leaf, List<SubordinateStatement> links, EntityConfiguration anchor, Metadata metadata) {
        this.leaf = leaf;
        this.links = List.copyOf(links);
        this.anchor = anchor;
        this.metadata = metadata;
    }

    /** Whom the chain is about. */
    public EntityId subject() {
        return leaf.subject();
    }

    /** The anchor it ends at. */
    public EntityId anchor() {
        return anchor.subject();
    }

    /** What the subject says about itself, before any superior has had its word. */
    public EntityConfiguration configuration() {
        return leaf;
    }

    /** What the immediate superior says about the subject; empty when the subject is the anchor. */
    public Optional<SubordinateStatement> superior() {
        return links.stream().findFirst();
    }

    /** The subject's metadata after what its superiors say and demand (section 6.1.4). */
    public Metadata metadata() {
        return metadata;
    }

    /** The earliest expiry in the chain (section 10.4): from then on it must be built again. */
    public Instant expiresAt() {
        Instant earliest = leaf.expiresAt().isBefore(anchor.expiresAt()) ? leaf.expiresAt() : anchor.expiresAt();
        for (SubordinateStatement link : links) {
            earliest = link.expiresAt().isBefore(earliest) ? link.expiresAt() : earliest;
        }
        return earliest;
    }

    /** The wire form; {@link TrustChainResolver#verify} reads it. */
    public Json.Arr json() {
        return Json.strings(statements());
    }

    /** The compact JWS of the wire form. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add(leaf.compact());
        links.forEach(link -> statements.add(link.compact()));
        if (!links.isEmpty()) {
            statements.add(anchor.compact());
        }
        return List.copyOf(statements);
    }
}
