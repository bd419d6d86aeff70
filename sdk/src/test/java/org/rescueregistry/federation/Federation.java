package org.rescueregistry.federation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** A federation in memory: whoever publishes here can be fetched. Keys are the same in every run. */
final class Federation implements EntityFetcher {
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    static final EntityId COUNCIL = entity("https://council.example");
    static final EntityId REGION = entity("https://region.example");
    static final EntityId REGISTRY = entity("https://cn.registry.example");
    static final Digest CHARTER = Digest.sha256("charter".getBytes(StandardCharsets.UTF_8));

    final Map<EntityId, String> configurations = new HashMap<>();
    final Map<Link, String> statements = new HashMap<>();
    final Map<EntityId, String> lists = new HashMap<>();
    int fetches;

    /** The registry directly below the council. */
    static Federation ofTwoLevels() {
        Federation federation = new Federation();
        federation.publish(COUNCIL, federation.superior(COUNCIL));
        federation.publish(REGISTRY, federation.registry(COUNCIL));
        federation.say(COUNCIL, REGISTRY, federation.about(COUNCIL, REGISTRY).metadata(pin()));
        federation.list(COUNCIL, REGISTRY);
        return federation;
    }

    /** The registry below a regional intermediate below the council. */
    static Federation ofThreeLevels() {
        Federation federation = new Federation();
        federation.publish(COUNCIL, federation.superior(COUNCIL));
        federation.publish(REGION, federation.superior(REGION).authorityHints(List.of(COUNCIL)));
        federation.publish(REGISTRY, federation.registry(REGION));
        federation.say(COUNCIL, REGION, federation.about(COUNCIL, REGION));
        federation.say(REGION, REGISTRY, federation.about(REGION, REGISTRY).metadata(pin()));
        federation.list(COUNCIL, REGION);
        federation.list(REGION, REGISTRY);
        return federation;
    }

    static EntityId entity(String text) {
        try {
            return EntityId.parse(text);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Es256Signer key(Object owner) {
        byte[] seed =
                Digest.sha256(owner.toString().getBytes(StandardCharsets.UTF_8)).toBytes();
        try {
            return Es256Signer.fromPrivate(new BigInteger(1, seed).shiftRight(1));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static FederationKeys keys(Object... owners) {
        return FederationKeys.of(
                List.of(owners).stream().map(owner -> key(owner).publicKey()).toList());
    }

    static Metadata pin() {
        return RegistryMetadata.pin("CN", CHARTER);
    }

    static Json.Obj registryMetadata() {
        return Json.object()
                .put("code_prefix", "ZZ")
                .put("disclosures", "https://cn.registry.example/disclosures")
                .put("log_keys", Json.strings(List.of("cn.registry.example/log+0a1b2c3d+AQID")))
                .put("log_origin", "cn.registry.example/log")
                .put("log_url", "https://cn.registry.example/log")
                .put("policy", "log cn.registry.example/log+0a1b2c3d+AQID\nquorum none\n")
                .put("replayers", Json.strings(List.of()))
                .put("snapshot", "https://cn.registry.example/snapshot")
                .put("status_lists", "https://cn.registry.example/status/")
                .build();
    }

    static List<PinnedAnchor> anchors() {
        return List.of(new PinnedAnchor(COUNCIL, keys(COUNCIL)));
    }

    StatementDraft registry(EntityId... superiors) {
        return valid(StatementDraft.configuration(REGISTRY, keys(REGISTRY)))
                .authorityHints(List.of(superiors))
                .metadata(Metadata.of(RegistryMetadata.ENTITY_TYPE, registryMetadata()));
    }

    StatementDraft registry(EntityId superior, Metadata metadata) {
        return valid(StatementDraft.configuration(REGISTRY, keys(REGISTRY)))
                .authorityHints(List.of(superior))
                .metadata(metadata);
    }

    StatementDraft superior(EntityId entity) {
        return valid(StatementDraft.configuration(entity, keys(entity)))
                .metadata(Metadata.of(
                        Metadata.FEDERATION_ENTITY,
                        Json.object()
                                .put("federation_fetch_endpoint", entity + "/fetch")
                                .put("federation_list_endpoint", entity + "/list")
                                .build()));
    }

    StatementDraft about(EntityId issuer, EntityId subject) {
        return valid(StatementDraft.subordinate(issuer, subject, keys(subject)));
    }

    static StatementDraft valid(StatementDraft draft) {
        return draft.valid(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(23)));
    }

    void publish(EntityId entity, StatementDraft configuration) {
        configurations.put(entity, configuration.sign(key(entity)));
    }

    void say(EntityId issuer, EntityId subject, StatementDraft statement) {
        statements.put(new Link(issuer, subject), statement.sign(key(issuer)));
    }

    void list(EntityId issuer, EntityId... subordinates) {
        lists.put(
                issuer,
                Json.strings(List.of(subordinates).stream()
                                .map(EntityId::toString)
                                .toList())
                        .text());
    }

    Resolution resolve(EntityId entity) {
        return new TrustChainResolver(anchors()).resolve(entity, this, NOW);
    }

    @Override
    public String configuration(EntityId entity) throws IOException {
        return found(configurations.get(entity), EntityConfiguration.location(entity));
    }

    @Override
    public String subordinate(EntityConfiguration issuer, EntityId subject) throws IOException {
        return found(
                statements.get(new Link(issuer.subject(), subject)),
                issuer.fetchLocation(subject).orElseThrow());
    }

    @Override
    public String list(EntityConfiguration issuer) throws IOException {
        return found(lists.get(issuer.subject()), issuer.listLocation().orElseThrow());
    }

    private String found(String body, Object place) throws IOException {
        fetches++;
        if (body == null) {
            throw new FileNotFoundException("nothing at " + place);
        }
        return body;
    }
}
