package org.rescueregistry.federation;

import org.rescueregistry.name.EntityId;

/**
 * One statement of a trust chain: who says it, about whom.
 *
 * <p>Printed {@code https://council.example → https://registry.example}, or, for an entity configuration,
 * {@code https://registry.example about itself}.
 */
public record Link(EntityId issuer, EntityId subject) {

    /** The entity configuration of an entity. */
    static Link configuration(EntityId entity) {
        return new Link(entity, entity);
    }

    @Override
    public String toString() {
        return issuer.equals(subject) ? issuer + " about itself" : issuer + " → " + subject;
    }
}
