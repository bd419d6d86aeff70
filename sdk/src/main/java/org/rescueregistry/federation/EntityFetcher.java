package org.rescueregistry.federation;

import java.io.IOException;
import org.rescueregistry.name.EntityId;

/**
 * Brings statements from wherever they are published; what it returns is believed by nobody.
 *
 * <p>An implementation bounds what it reads ({@link TrustChainResolver#MAX_STATEMENT_BYTES}) and how long it takes. An
 * {@link IOException}, its message in plain words, is whatever kept it from an answer, an answer that is not a success
 * included.
 */
public interface EntityFetcher {
    /** The body found at {@link EntityConfiguration#location}. */
    String configuration(EntityId entity) throws IOException;

    /** The body found at {@link EntityConfiguration#fetchLocation}; the issuer publishes one. */
    String subordinate(EntityConfiguration issuer, EntityId subject) throws IOException;

    /** The body found at {@link EntityConfiguration#listLocation}, a JSON array; the issuer publishes one. */
    String list(EntityConfiguration issuer) throws IOException;
}
