package org.rescueregistry.membership;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Metadata;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Charter;

/**
 * A registry as a federation entity: its entity configuration, for {@code /.well-known/openid-federation}. The key that
 * signs it signs credentials and status lists too. Safe for any number of threads.
 */
public final class RegistryEntity {
    /** Where the checkpoint is served that meets the whole policy. */
    public static final String STATUS_CHECKPOINT = "/checkpoint";

    private final EntityId entity;
    private final EntityId council;
    private final Es256Signer key;
    private final Supplier<RegistryMetadata> metadata;
    private final Issued configuration = new Issued();

    private RegistryEntity(EntityId entity, EntityId council, Es256Signer key, Supplier<RegistryMetadata> metadata) {
        this.entity = entity;
        this.council = council;
        this.key = key;
        this.metadata = metadata;
    }

    /** {@code metadata} is what the registry says of itself now; see {@link #describe}. */
    public static RegistryEntity create(
            EntityId entity, EntityId council, Es256Signer key, Supplier<RegistryMetadata> metadata) {
        return new RegistryEntity(entity, council, key, metadata);
    }

    /**
     * What a registry under this charter says of itself, with the addresses at which it serves.
     *
     * @param log the origin of its log
     * @param vouched who has to vouch for it
     */
    public static RegistryMetadata describe(InForce inForce, String log, Vouched vouched) {
        EntityId entity = inForce.registry();
        return new RegistryMetadata(
                log,
                entity.resolve("/log"),
                inForce.charter().logKeys(),
                vouched.policy(),
                vouched.replayers(),
                entity.resolve("/status/"),
                entity.resolve("/snapshot"),
                entity.resolve("/disclosures"),
                inForce.charter().codePrefix(),
                inForce.id(),
                vouched.replayers().isEmpty()
                        ? null
                        : new RegistryMetadata.Status(vouched.whole(), entity.resolve(STATUS_CHECKPOINT)));
    }

    /**
     * Who has to vouch for a log and for the state that follows from it.
     *
     * @param policy its log policy (C2SP tlog-policy)
     * @param whole the same with what it asks of replayers
     * @param replayers their verifier keys
     */
    public record Vouched(String policy, String whole, List<String> replayers) {
        public Vouched {
            replayers = List.copyOf(replayers);
        }

        /** Witnesses alone. */
        public static Vouched byWitnesses(String policy) {
            return new Vouched(policy, policy, List.of());
        }
    }

    /** A registry and the charter in force, with the id of the statement that brought it. */
    public record InForce(EntityId registry, Charter charter, Digest id) {}

    /** The entity configuration, a compact JWS; signed anew when the metadata changed or it grows old. */
    public String configuration(Instant now) {
        RegistryMetadata current = metadata.get();
        return configuration.at(now, current, () -> draft(current), key);
    }

    private StatementDraft draft(RegistryMetadata current) {
        return StatementDraft.configuration(entity, FederationKeys.of(key.publicKey()))
                .authorityHints(List.of(council))
                .metadata(Metadata.of(RegistryMetadata.ENTITY_TYPE, current.json()));
    }

    EntityId entity() {
        return entity;
    }

    EntityId council() {
        return council;
    }
}
