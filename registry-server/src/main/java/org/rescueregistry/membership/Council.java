package org.rescueregistry.membership;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.rescueregistry.federation.EntityConfiguration;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Metadata;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The trust anchor: recognises registries and says so in subordinate statements, each pinning the id of the registry's
 * charter and its code prefix. The file is read for every question, so what one process recognises another serves at once.
 * Safe for any number of threads; only one process may recognise at a time.
 */
public final class Council {
    /** Path of the fetch endpoint, at which {@code ?sub=} asks for a {@link #statement} (OpenID Federation 1.0 section 8.1). */
    public static final String FETCH_PATH = "/federation/fetch";

    /** Path of the list endpoint (section 8.2). */
    public static final String LIST_PATH = "/federation/list";

    private static final String STATEMENT_TYPE = "entity-statement+jwt";

    private final EntityId entity;
    private final Es256Signer key;
    private final SubordinateFile file;
    private final Issued configuration = new Issued();
    private final Map<EntityId, Issued> statements = new ConcurrentHashMap<>();

    private Council(EntityId entity, Es256Signer key, SubordinateFile file) {
        this.entity = entity;
        this.key = key;
        this.file = file;
    }

    public static Council create(EntityId entity, Es256Signer key, SubordinateFile file) {
        return new Council(entity, key, file);
    }

    /**
     * Checks what a would-be registry says of itself; changes nothing. The result names keys and charter, for people to
     * compare with what the registry's operators told them: that somebody holds a domain does not make them a registry.
     *
     * @param fetched the body found at {@link EntityConfiguration#location}
     * @throws IOException if the council's file cannot be read
     */
    public Examination examine(EntityId registry, String fetched, Instant now) throws IOException {
        try {
            Members claims = Members.of(Jwt.parse(fetched, STATEMENT_TYPE).claims(), "payload");
            if (!claims.string("sub").equals(registry.toString())) {
                return new Examination.Unfit("wrong_entity", "the entity configuration is not about " + registry);
            }
            FederationKeys keys = FederationKeys.parse(claims.value("jwks"), claims.where("jwks"));
            Resolution resolution = selfSigned(new PinnedAnchor(registry, keys), fetched, now);
            if (resolution instanceof Resolution.Refused refused) {
                return new Examination.Unfit(refused.reason().code(), refused.message());
            }
            return examine(((Resolution.Trusted) resolution).chain().configuration());
        } catch (MalformedException e) {
            return new Examination.Unfit(e.code(), "the entity configuration is malformed: " + e.getMessage());
        }
    }

    /** Whether it is signed with a key it names itself, and in time: an entity whose own keys are pinned is its own chain. */
    private static Resolution selfSigned(PinnedAnchor registry, String fetched, Instant now) throws MalformedException {
        return new TrustChainResolver(List.of(registry)).verify(Json.strings(List.of(fetched)), now);
    }

    private Examination examine(EntityConfiguration registry) throws IOException, MalformedException {
        EntityId id = registry.subject();
        Optional<Json.Obj> described = registry.metadata().of(RegistryMetadata.ENTITY_TYPE);
        if (described.isEmpty()) {
            return new Examination.Unfit("not_a_registry", id + " does not describe itself as a registry");
        }
        if (!registry.authorityHints().contains(entity)) {
            return new Examination.Unfit("not_our_subordinate", id + " does not name " + entity + " as above it");
        }
        RegistryMetadata metadata = RegistryMetadata.parse(described.get(), "metadata." + RegistryMetadata.ENTITY_TYPE);
        boolean isTaken = subordinates().stream()
                .anyMatch(other -> other.codePrefix().equals(metadata.codePrefix())
                        && !other.entity().equals(id));
        return isTaken
                ? new Examination.Unfit(
                        "code_prefix_taken",
                        "codes beginning with " + metadata.codePrefix() + " are another registry's")
                : new Examination.Fit(new Subordinate(id, registry.keys(), metadata.codePrefix(), metadata.charter()));
    }

    /**
     * Recognises a registry that was examined, in place of what was recognised of it before.
     *
     * @throws IOException if the file cannot be read or written; then nothing was recognised
     * @throws IllegalArgumentException if another registry has the code prefix by now
     */
    public synchronized void recognise(Subordinate registry) throws IOException {
        List<Subordinate> all = new ArrayList<>(subordinates());
        all.removeIf(other -> other.entity().equals(registry.entity()));
        if (all.stream().anyMatch(other -> other.codePrefix().equals(registry.codePrefix()))) {
            throw new IllegalArgumentException("the code prefix " + registry.codePrefix() + " is taken");
        }
        all.add(registry);
        file.write(Subordinate.print(all));
    }

    /** The council's own entity configuration, a compact JWS. */
    public String configuration(Instant now) {
        return configuration.at(now, entity, this::draft, key);
    }

    private StatementDraft draft() {
        Json.Obj endpoints = Json.object()
                .put("federation_fetch_endpoint", entity.resolve(FETCH_PATH).toString())
                .put("federation_list_endpoint", entity.resolve(LIST_PATH).toString())
                .build();
        return StatementDraft.configuration(entity, FederationKeys.of(key.publicKey()))
                .metadata(Metadata.of(Metadata.FEDERATION_ENTITY, endpoints));
    }

    /**
     * What the council says about a registry, a compact JWS; empty about one it does not recognise.
     *
     * @throws IOException if the file cannot be read
     */
    public Optional<String> statement(EntityId registry, Instant now) throws IOException {
        return subordinates().stream()
                .filter(entry -> entry.entity().equals(registry))
                .findFirst()
                .map(entry -> statements
                        .computeIfAbsent(registry, id -> new Issued())
                        .at(now, entry, () -> entry.draft(entity), key));
    }

    /**
     * The registries it recognises, ascending.
     *
     * @throws IOException if the file cannot be read
     */
    public List<EntityId> list() throws IOException {
        return subordinates().stream().map(Subordinate::entity).sorted().toList();
    }

    private List<Subordinate> subordinates() throws IOException {
        Optional<byte[]> bytes = file.read();
        if (bytes.isEmpty()) {
            return List.of();
        }
        try {
            return Subordinate.parse(bytes.get());
        } catch (MalformedException e) {
            throw new IOException("the council's file is damaged: " + e.code() + ": " + e.getMessage(), e);
        }
    }
}
