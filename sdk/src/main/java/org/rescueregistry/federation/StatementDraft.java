package org.rescueregistry.federation;

import java.time.Instant;
import java.util.Collection;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * An entity statement before it is signed.
 *
 * <pre>{@code
 * String statement = StatementDraft.subordinate(council, registry, registryKeys)
 *         .valid(now, now.plus(Duration.ofHours(24)))
 *         .metadata(RegistryMetadata.pin("CN", charter))
 *         .sign(councilSigner);
 * }</pre>
 *
 * <p>Not for use by several threads.
 */
public final class StatementDraft {
    private final Json.ObjectBuilder claims = Json.object();

    private StatementDraft(EntityId issuer, EntityId subject, FederationKeys keys) {
        claims.put("iss", issuer.toString()).put("sub", subject.toString()).put("jwks", keys.json());
    }

    /** What an entity says about itself. */
    public static StatementDraft configuration(EntityId entity, FederationKeys keys) {
        return new StatementDraft(entity, entity, keys);
    }

    /** What an entity says about another, directly below it, with that other's keys. */
    public static StatementDraft subordinate(EntityId issuer, EntityId subject, FederationKeys subjectKeys) {
        if (issuer.equals(subject)) {
            throw new IllegalArgumentException(issuer + " is not subordinate to itself");
        }
        return new StatementDraft(issuer, subject, subjectKeys);
    }

    /** {@code iat} and {@code exp}, in whole seconds; required. */
    public StatementDraft valid(Instant from, Instant until) {
        claims.put("iat", from.getEpochSecond()).put("exp", until.getEpochSecond());
        return this;
    }

    /** The entities directly above; configurations only. */
    public StatementDraft authorityHints(Collection<EntityId> superiors) {
        claims.put(
                "authority_hints",
                Json.strings(superiors.stream().map(EntityId::toString).toList()));
        return this;
    }

    public StatementDraft metadata(Metadata metadata) {
        claims.put("metadata", metadata.json());
        return this;
    }

    /** Subordinate statements only. */
    public StatementDraft metadataPolicy(MetadataPolicy policy) {
        claims.put("metadata_policy", policy.json());
        return this;
    }

    /** Subordinate statements only. */
    public StatementDraft constraints(Constraints constraints) {
        claims.put("constraints", constraints.json());
        return this;
    }

    /**
     * The signed statement, a compact JWS.
     *
     * @throws IllegalArgumentException if what was put together is no entity statement
     */
    public String sign(Es256Signer signer) {
        String compact = CompactJws.sign(
                        SignedEntityStatement.TYPE, claims.build().canonical(), signer)
                .compact();
        try {
            SignedEntityStatement.parse(compact);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.code() + ": " + e.getMessage(), e);
        }
        return compact;
    }
}
