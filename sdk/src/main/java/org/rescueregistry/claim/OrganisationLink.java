package org.rescueregistry.claim;

import org.rescueregistry.name.Code;

/**
 * A link to the page of an organisation at a registry one knows: {@code https://registry.example/RRCN7K3M9QXDP2} or
 * {@code https://registry.example/o/CN7K3M9QXDP2}, however its writer spelled it.
 *
 * @param authority of the registry, as the caller named it
 */
public record OrganisationLink(String authority, Code code, int start, int end) implements Carrier {
    @Override
    public <R> R when(Cases<R> cases) {
        return cases.link(this);
    }
}
