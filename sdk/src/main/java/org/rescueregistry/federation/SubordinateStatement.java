package org.rescueregistry.federation;

import java.time.Instant;
import org.rescueregistry.name.EntityId;

/**
 * What a superior says about an entity directly below it (OpenID Federation 1.0, section 3).
 *
 * <p>Payload: {@code {"exp":1795003600,"iat":1795000000,"iss":"https://council.example","jwks":{"keys":[…]},
 * "metadata":{"rescue_registry":{"charter":"…","code_prefix":"CN"}},"sub":"https://registry.example"}}.
 */
public final class SubordinateStatement implements EntityStatement {
    private final SignedEntityStatement statement;

    private SubordinateStatement(SignedEntityStatement statement) {
        this.statement = statement;
    }

    static SubordinateStatement verify(SignedEntityStatement statement, Link link, Verification verification)
            throws RefusedException {
        StatementCheck.link(statement, link);
        StatementCheck.times(statement, verification.now());
        StatementCheck.signature(statement, verification.attested());
        return new SubordinateStatement(statement);
    }

    /** What the issuer demands of the metadata of the subject and of everyone below it. */
    public MetadataPolicy metadataPolicy() {
        return statement.claims().policy();
    }

    /** What the issuer allows of the subject and of everyone below it. */
    public Constraints constraints() {
        return statement.claims().constraints();
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
}
