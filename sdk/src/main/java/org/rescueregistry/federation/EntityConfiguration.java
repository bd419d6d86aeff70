package org.rescueregistry.federation;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * What an entity says about itself, signed with a key of its own (OpenID Federation 1.0, sections 3 and 9).
 *
 * <p>Payload: {@code {"authority_hints":["https://council.example"],"exp":1795003600,"iat":1795000000,
 * "iss":"https://registry.example","jwks":{"keys":[…]},"metadata":{"rescue_registry":{…}},
 * "sub":"https://registry.example"}}.
 */
public final class EntityConfiguration implements EntityStatement {
    private static final String WELL_KNOWN = "/.well-known/openid-federation";

    private final SignedEntityStatement statement;

    private EntityConfiguration(SignedEntityStatement statement) {
        this.statement = statement;
    }

    /** Checks the configuration of an entity against its own keys and, where a superior stands for some, those too. */
    static EntityConfiguration verify(SignedEntityStatement statement, EntityId entity, Verification verification)
            throws RefusedException {
        StatementCheck.link(statement, Link.configuration(entity));
        StatementCheck.times(statement, verification.now());
        List<FederationKeys> sets = new ArrayList<>(verification.attested());
        sets.add(statement.claims().keys());
        StatementCheck.signature(statement, sets);
        return new EntityConfiguration(statement);
    }

    /**
     * Where an entity publishes its configuration (section 9), such as
     * {@code https://registry.example/.well-known/openid-federation}.
     */
    public static URI location(EntityId entity) {
        return entity.resolve(WELL_KNOWN);
    }

    /** Where to fetch this entity's statement about a subordinate (section 8.1.1); empty if it publishes nowhere. */
    public Optional<URI> fetchLocation(EntityId subordinate) {
        return endpoint("federation_fetch_endpoint")
                .map(url -> URI.create(url + (url.getRawQuery() == null ? "?" : "&") + "sub="
                        + URLEncoder.encode(subordinate.toString(), StandardCharsets.UTF_8)));
    }

    /** Where this entity lists its immediate subordinates (section 8.2.1); empty if it publishes nowhere. */
    public Optional<URI> listLocation() {
        return endpoint("federation_list_endpoint");
    }

    /** The entities this one says stand directly above it; empty for an anchor without superiors. */
    public List<EntityId> authorityHints() {
        return statement.claims().authorityHints();
    }

    @Override
    public EntityId issuer() {
        return statement.claims().issuer();
    }

    @Override
    public EntityId subject() {
        return statement.claims().subject();
    }

    @Override
    public Instant issuedAt() {
        return statement.claims().issuedAt();
    }

    @Override
    public Instant expiresAt() {
        return statement.claims().expiresAt();
    }

    @Override
    public FederationKeys keys() {
        return statement.claims().keys();
    }

    @Override
    public Metadata metadata() {
        return statement.claims().metadata();
    }

    @Override
    public String compact() {
        return statement.compact();
    }

    SignedEntityStatement statement() {
        return statement;
    }

    private Optional<URI> endpoint(String name) {
        Json value = metadata()
                .of(Metadata.FEDERATION_ENTITY)
                .map(parameters -> parameters.members().get(name))
                .orElse(null);
        if (!(value instanceof Json.Str text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClaimSyntax.url(text.value(), name));
        } catch (MalformedException e) {
            // An endpoint that is no URL is one nobody can ask: the same as none.
            return Optional.empty();
        }
    }
}
