package org.rescueregistry.federation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The claims of an entity statement, well-formed but believed by nobody yet (OpenID Federation 1.0, section 3.1).
 *
 * @param authorityHints empty when absent: only an entity without superiors has none
 */
record StatementClaims(
        EntityId issuer,
        EntityId subject,
        Instant issuedAt,
        Instant expiresAt,
        FederationKeys keys,
        Metadata metadata,
        List<EntityId> authorityHints,
        MetadataPolicy policy,
        Constraints constraints) {

    /** Claims no specification we know of names are ignored, as RFC 7519 section 4 demands. */
    static StatementClaims parse(Json payload) throws MalformedException {
        Members claims = Members.of(payload, "payload");
        EntityId issuer = EntityId.parse(claims.string("iss"));
        EntityId subject = EntityId.parse(claims.string("sub"));
        Instant issuedAt = Instant.ofEpochSecond(claims.integer("iat"));
        Instant expiresAt = Instant.ofEpochSecond(claims.integer("exp"));
        if (!expiresAt.isAfter(issuedAt)) {
            throw new MalformedException("never_valid", "payload.exp is not after payload.iat");
        }
        ClaimSyntax syntax = new ClaimSyntax(claims);
        syntax.check(issuer.equals(subject));
        return new StatementClaims(
                issuer,
                subject,
                issuedAt,
                expiresAt,
                FederationKeys.parse(claims.value("jwks"), claims.where("jwks")),
                metadata(claims),
                syntax.entityIds("authority_hints"),
                policy(claims),
                constraints(claims));
    }

    boolean isConfiguration() {
        return issuer.equals(subject);
    }

    private static Metadata metadata(Members claims) throws MalformedException {
        Optional<Json> given = claims.optionalValue("metadata");
        return given.isEmpty() ? Metadata.NONE : Metadata.parse(given.get(), claims.where("metadata"));
    }

    private static MetadataPolicy policy(Members claims) throws MalformedException {
        Optional<Json> given = claims.optionalValue("metadata_policy");
        return given.isEmpty()
                ? MetadataPolicy.NONE
                : MetadataPolicy.parse(given.get(), claims.where("metadata_policy"));
    }

    private static Constraints constraints(Members claims) throws MalformedException {
        Optional<Json> given = claims.optionalValue("constraints");
        return given.isEmpty() ? Constraints.NONE : Constraints.parse(given.get(), claims.where("constraints"));
    }
}
