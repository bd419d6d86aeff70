package org.rescueregistry.federation;

import java.time.Instant;
import org.rescueregistry.name.EntityId;

/**
 * An entity statement whose signature and times have been checked (OpenID Federation 1.0, section 3).
 *
 * <p>Only this package makes one. What it says is its issuer's word; whether the issuer's word counts is said by a
 * {@link TrustChain}.
 */
public sealed interface EntityStatement permits EntityConfiguration, SubordinateStatement {

    /** The media type of a statement served over HTTP (section 15.1). */
    String MEDIA_TYPE = "application/entity-statement+jwt";

    EntityId issuer();

    EntityId subject();

    Instant issuedAt();

    /** From this moment on the statement must not be accepted. */
    Instant expiresAt();

    /** The subject's federation entity keys. */
    FederationKeys keys();

    /** What the issuer says of the subject. */
    Metadata metadata();

    /** The statement as it was read. */
    String compact();
}
