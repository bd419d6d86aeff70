package org.rescueregistry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.federation.Federation.COUNCIL;
import static org.rescueregistry.federation.Federation.NOW;
import static org.rescueregistry.federation.Federation.REGION;
import static org.rescueregistry.federation.Federation.REGISTRY;
import static org.rescueregistry.federation.Federation.anchors;
import static org.rescueregistry.federation.Federation.entity;
import static org.rescueregistry.federation.Federation.key;
import static org.rescueregistry.federation.Federation.keys;
import static org.rescueregistry.federation.Federation.pin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class TrustChainResolverTest {
    private static final Link ABOUT_REGISTRY = new Link(COUNCIL, REGISTRY);

    @Test
    void trustsARegistryBelowThePinnedCouncil() {
        TrustChain chain = trusted(Federation.ofTwoLevels().resolve(REGISTRY));

        assertThat(chain.subject()).isEqualTo(REGISTRY);
        assertThat(chain.anchor()).isEqualTo(COUNCIL);
        assertThat(chain.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(23)));
        assertThat(chain.json().items()).hasSize(3);
    }

    @Test
    void trustsARegistryBelowAnIntermediate() {
        TrustChain chain = trusted(Federation.ofThreeLevels().resolve(REGISTRY));

        assertThat(chain.anchor()).isEqualTo(COUNCIL);
        assertThat(chain.superior().orElseThrow().issuer()).isEqualTo(REGION);
        assertThat(chain.json().items()).hasSize(4);
    }

    @Test
    void trustsTheAnchorItself() {
        TrustChain chain = trusted(Federation.ofTwoLevels().resolve(COUNCIL));

        assertThat(chain.superior()).isEmpty();
        assertThat(chain.json().items()).hasSize(1);
    }

    @Test
    void expiresWithTheFirstOfItsStatements() {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL,
                REGISTRY,
                StatementDraft.subordinate(COUNCIL, REGISTRY, keys(REGISTRY))
                        .valid(NOW.minusSeconds(9), NOW.plusSeconds(60)));

        TrustChain chain = trusted(federation.resolve(REGISTRY));

        assertThat(chain.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void fetchesEachStatementOnce() {
        Federation federation = Federation.ofThreeLevels();
        federation.resolve(REGISTRY);

        assertThat(federation.fetches).isEqualTo(5);
    }

    @Test
    void takesTheOtherSuperiorWhenOneIsGone() {
        Federation federation = Federation.ofThreeLevels();
        federation.publish(REGISTRY, federation.registry(entity("https://gone.example"), REGION));

        assertThat(trusted(federation.resolve(REGISTRY)).anchor()).isEqualTo(COUNCIL);
    }

    @Test
    void trustsNoAnchorThatIsNotPinned() {
        Federation federation = Federation.ofTwoLevels();
        TrustChainResolver elsewhere =
                new TrustChainResolver(List.of(new PinnedAnchor(entity("https://other.example"), keys("other"))));

        Resolution.Refused refused = refused(elsewhere.resolve(REGISTRY, federation, NOW));

        assertThat(refused.reason()).isEqualTo(RefusalReason.NO_PATH_TO_ANCHOR);
    }

    @Test
    void trustsNoKeyOfTheAnchorThatIsNotPinned() {
        Federation federation = Federation.ofTwoLevels();
        TrustChainResolver others = new TrustChainResolver(List.of(new PinnedAnchor(COUNCIL, keys("another council"))));

        Resolution.Refused refused = refused(others.resolve(REGISTRY, federation, NOW));

        assertThat(refused.reason()).isEqualTo(RefusalReason.UNKNOWN_KEY);
        assertThat(refused.link()).isEqualTo(Link.configuration(COUNCIL));
    }

    @Test
    void refusesAStatementSignedWithAnAnchorsUnpinnedSecondKey() {
        Federation federation = Federation.ofTwoLevels();
        federation.configurations.put(
                COUNCIL,
                Federation.valid(StatementDraft.configuration(COUNCIL, keys(COUNCIL, "second")))
                        .metadata(fetchable(COUNCIL))
                        .sign(key(COUNCIL)));
        federation.statements.put(
                ABOUT_REGISTRY, federation.about(COUNCIL, REGISTRY).sign(key("second")));

        assertRefused(federation, RefusalReason.UNKNOWN_KEY, ABOUT_REGISTRY);
    }

    @Test
    void refusesASubordinateStatementForOtherKeysThanTheConfiguration() {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL, REGISTRY, Federation.valid(StatementDraft.subordinate(COUNCIL, REGISTRY, keys("a thief"))));

        assertRefused(federation, RefusalReason.UNKNOWN_KEY, Link.configuration(REGISTRY));
    }

    @Test
    void refusesAConfigurationNotSignedByItsOwnKey() {
        Federation federation = Federation.ofTwoLevels();
        federation.configurations.put(REGISTRY, federation.registry(COUNCIL).sign(key("a thief")));

        assertRefused(federation, RefusalReason.UNKNOWN_KEY, Link.configuration(REGISTRY));
    }

    @Test
    void refusesAnIntermediateWhoseKeysTheCouncilDoesNotStandFor() {
        Federation federation = Federation.ofThreeLevels();
        federation.say(
                COUNCIL, REGION, Federation.valid(StatementDraft.subordinate(COUNCIL, REGION, keys("old region"))));

        assertRefused(federation, RefusalReason.UNKNOWN_KEY, new Link(REGION, REGISTRY));
    }

    @Test
    void refusesAChangedPayload() {
        Federation federation = Federation.ofTwoLevels();
        String[] real = federation.statements.get(ABOUT_REGISTRY).split("\\.");
        String[] other = federation
                .about(COUNCIL, REGISTRY)
                .metadata(RegistryMetadata.pin("XX", Federation.CHARTER))
                .sign(key(COUNCIL))
                .split("\\.");
        federation.statements.put(ABOUT_REGISTRY, other[0] + "." + other[1] + "." + real[2]);

        assertRefused(federation, RefusalReason.BAD_SIGNATURE, ABOUT_REGISTRY);
    }

    @ParameterizedTest
    @CsvSource({"-7200, -1, EXPIRED", "-7200, 0, EXPIRED", "61, 7200, NOT_YET_VALID"})
    void refusesAStatementOutsideItsTimes(long from, long until, RefusalReason reason) {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL,
                REGISTRY,
                StatementDraft.subordinate(COUNCIL, REGISTRY, keys(REGISTRY))
                        .valid(NOW.plusSeconds(from), NOW.plusSeconds(until)));

        assertRefused(federation, reason, ABOUT_REGISTRY);
    }

    @Test
    void allowsTheIssuersClockAMinuteAhead() {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL,
                REGISTRY,
                StatementDraft.subordinate(COUNCIL, REGISTRY, keys(REGISTRY))
                        .valid(NOW.plusSeconds(60), NOW.plusSeconds(61)));

        trusted(federation.resolve(REGISTRY));
    }

    @Test
    void refusesASuperiorTheSubjectDoesNotName() throws Exception {
        Federation federation = Federation.ofTwoLevels();
        TrustChain chain = trusted(federation.resolve(REGISTRY));
        List<Json> statements = new ArrayList<>(chain.json().items());
        statements.set(0, new Json.Str(federation.registry(REGION).sign(key(REGISTRY))));

        Resolution resolution = new TrustChainResolver(anchors()).verify(Json.array(statements), NOW);

        assertThat(refused(resolution).reason()).isEqualTo(RefusalReason.MISSING_AUTHORITY_HINT);
        assertThat(refused(resolution).link()).isEqualTo(Link.configuration(REGISTRY));
    }

    @Test
    void findsNoPathWithoutAuthorityHints() {
        Federation federation = Federation.ofTwoLevels();
        federation.publish(
                REGISTRY,
                Federation.valid(StatementDraft.configuration(REGISTRY, keys(REGISTRY)))
                        .metadata(pin()));

        assertRefused(federation, RefusalReason.NO_PATH_TO_ANCHOR, Link.configuration(REGISTRY));
    }

    @Test
    void leavesALoopOfAuthorityHints() {
        Federation federation = Federation.ofThreeLevels();
        federation.publish(REGION, federation.superior(REGION).authorityHints(List.of(REGISTRY)));

        assertRefused(federation, RefusalReason.LOOP, Link.configuration(REGISTRY));
    }

    @Test
    void climbsNoHigherThanItsLimit() {
        Federation federation = Federation.ofTwoLevels();
        EntityId below = REGISTRY;
        federation.publish(REGISTRY, federation.registry(entity("https://level1.example")));
        for (int level = 1; level <= 7; level++) {
            EntityId above = entity("https://level" + level + ".example");
            EntityId next = level == 7 ? COUNCIL : entity("https://level" + (level + 1) + ".example");
            federation.publish(above, federation.superior(above).authorityHints(List.of(next)));
            federation.say(above, below, federation.about(above, below));
            below = above;
        }
        federation.say(COUNCIL, below, federation.about(COUNCIL, below));

        assertRefused(federation, RefusalReason.LIMIT_EXCEEDED, Link.configuration(entity("https://level6.example")));
    }

    @Test
    void tiresOfADenseGraph() {
        Federation federation = Federation.ofTwoLevels();
        List<EntityId> maze = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            maze.add(entity("https://maze" + i + ".example"));
        }
        maze.forEach(node -> federation.publish(node, federation.superior(node).authorityHints(maze)));
        federation.publish(REGISTRY, federation.registry(maze.get(0)));

        refused(federation.resolve(REGISTRY));
        assertThat(federation.fetches).isLessThanOrEqualTo(StatementSource.MAX_FETCHES);
    }

    @Test
    void saysWhatCouldNotBeReached() {
        Federation federation = Federation.ofTwoLevels();
        federation.statements.clear();

        Resolution.Refused refused = assertRefused(federation, RefusalReason.UNREACHABLE, ABOUT_REGISTRY);
        assertThat(refused.message())
                .isEqualTo("nothing at https://council.example/fetch?sub=https%3A%2F%2Fcn.registry.example");
    }

    @Test
    void refusesASuperiorThatPublishesNoFetchEndpoint() {
        Federation federation = Federation.ofTwoLevels();
        federation.publish(COUNCIL, Federation.valid(StatementDraft.configuration(COUNCIL, keys(COUNCIL))));

        assertRefused(federation, RefusalReason.NO_ENDPOINT, ABOUT_REGISTRY);
    }

    @Test
    void refusesTheStatementAboutAnotherEntity() {
        Federation federation = Federation.ofTwoLevels();
        federation.statements.put(
                ABOUT_REGISTRY, federation.about(COUNCIL, REGION).sign(key(COUNCIL)));

        assertRefused(federation, RefusalReason.WRONG_ENTITY, ABOUT_REGISTRY);
    }

    @Test
    void refusesWhatIsNoStatement() {
        Federation federation = Federation.ofTwoLevels();
        federation.statements.put(ABOUT_REGISTRY, "<html>");

        Resolution.Refused refused = assertRefused(federation, RefusalReason.MALFORMED_STATEMENT, ABOUT_REGISTRY);
        assertThat(refused.message()).startsWith("jwt_shape: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"max_path_length":0}                                          | PATH_TOO_LONG
                    {"naming_constraints":{"excluded":["cn.registry.example"]}}    | NAME_NOT_ALLOWED
                    {"naming_constraints":{"permitted":["region.example"]}}        | NAME_NOT_ALLOWED
                    {"naming_constraints":{"permitted":[".example"],"excluded":[".registry.example"]}} | NAME_NOT_ALLOWED
                    """)
    void keepsAConstraintOfTheAnchor(String constraints, RefusalReason reason) throws Exception {
        Federation federation = Federation.ofThreeLevels();
        federation.say(COUNCIL, REGION, constrained(federation.about(COUNCIL, REGION), constraints));

        assertRefused(federation, reason, new Link(COUNCIL, REGION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"max_path_length":1}
                    {"naming_constraints":{"permitted":[".EXAMPLE"]}}
                    {"naming_constraints":{"permitted":["region.example","cn.registry.example"]}}
                    {"naming_constraints":{"excluded":["registry.example",".region.example"]}}
                    {"a_constraint_of_the_future":true}
                    """)
    void goesOnWithinAConstraint(String constraints) throws Exception {
        Federation federation = Federation.ofThreeLevels();
        federation.say(COUNCIL, REGION, constrained(federation.about(COUNCIL, REGION), constraints));

        trusted(federation.resolve(REGISTRY));
    }

    @Test
    void takesAwayATypeThatIsNotAllowed() throws Exception {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL,
                REGISTRY,
                constrained(
                        federation.about(COUNCIL, REGISTRY).metadata(pin()),
                        "{\"allowed_entity_types\":[\"openid_provider\"]}"));

        TrustChain chain = trusted(federation.resolve(REGISTRY));

        assertThat(chain.metadata()).isEqualTo(Metadata.NONE);
        assertMalformed("not_a_registry", chain);
    }

    @Test
    void appliesThePoliciesFromTheAnchorDown() throws Exception {
        Federation federation = Federation.ofThreeLevels();
        federation.say(
                COUNCIL,
                REGION,
                federation.about(COUNCIL, REGION).metadataPolicy(policy("{\"tags\":{\"subset_of\":[\"a\",\"b\"]}}")));
        federation.say(
                REGION,
                REGISTRY,
                federation
                        .about(REGION, REGISTRY)
                        .metadata(pin())
                        .metadataPolicy(policy("{\"tags\":{\"default\":[\"b\",\"c\"]}}")));

        Metadata metadata = trusted(federation.resolve(REGISTRY)).metadata();

        assertThat(metadata.of(RegistryMetadata.ENTITY_TYPE).orElseThrow().members())
                .containsEntry("tags", Json.strings(List.of("b")));
    }

    @Test
    void refusesAnIntermediateThatContradictsTheAnchorsPolicy() throws Exception {
        Federation federation = Federation.ofThreeLevels();
        federation.say(
                COUNCIL,
                REGION,
                federation.about(COUNCIL, REGION).metadataPolicy(policy("{\"tags\":{\"value\":\"a\"}}")));
        federation.say(
                REGION,
                REGISTRY,
                federation.about(REGION, REGISTRY).metadataPolicy(policy("{\"tags\":{\"value\":\"b\"}}")));

        assertRefused(federation, RefusalReason.INVALID_POLICY, new Link(REGION, REGISTRY));
    }

    @Test
    void refusesMetadataThatBreaksThePolicy() throws Exception {
        Federation federation = Federation.ofTwoLevels();
        federation.say(
                COUNCIL,
                REGISTRY,
                federation.about(COUNCIL, REGISTRY).metadataPolicy(policy("{\"tags\":{\"essential\":true}}")));

        assertRefused(federation, RefusalReason.INVALID_METADATA, Link.configuration(REGISTRY));
    }

    @Test
    void verifiesAKeptChainOffline() throws Exception {
        TrustChain chain = trusted(Federation.ofThreeLevels().resolve(REGISTRY));
        TrustChainResolver resolver = new TrustChainResolver(anchors());

        TrustChain kept = trusted(resolver.verify(Json.parse(chain.json().text()), NOW));

        assertThat(kept.metadata()).isEqualTo(chain.metadata());
        assertThat(kept.json()).isEqualTo(chain.json());
        assertThat(refused(resolver.verify(chain.json(), chain.expiresAt())).reason())
                .isEqualTo(RefusalReason.EXPIRED);
    }

    @Test
    void refusesAKeptChainWithAStatementTakenOutOrTwice() throws Exception {
        List<Json> whole =
                trusted(Federation.ofThreeLevels().resolve(REGISTRY)).json().items();
        TrustChainResolver resolver = new TrustChainResolver(anchors());
        for (int place = 0; place < whole.size(); place++) {
            List<Json> without = new ArrayList<>(whole);
            without.remove(place);
            List<Json> twice = new ArrayList<>(whole);
            twice.add(place, whole.get(place));

            assertThat(refused(resolver.verify(Json.array(without), NOW)).reason())
                    .isIn(RefusalReason.BROKEN_CHAIN, RefusalReason.NO_PATH_TO_ANCHOR);
            assertThat(refused(resolver.verify(Json.array(twice), NOW)).reason())
                    .isEqualTo(RefusalReason.BROKEN_CHAIN);
        }
        assertThatThrownBy(() -> resolver.verify(Json.array(List.of()), NOW)).isInstanceOf(MalformedException.class);
    }

    @Test
    void discoversRegistriesFromTheAnchorDown() {
        Federation federation = Federation.ofThreeLevels();
        federation.list(COUNCIL, REGION, entity("https://gone.example"));
        federation.list(REGION, REGISTRY, REGION);

        List<Resolution> found =
                new TrustChainResolver(anchors()).discover(COUNCIL, RegistryMetadata.ENTITY_TYPE, federation, NOW);

        assertThat(found).hasSize(2);
        assertThat(refused(found.get(0)).link()).isEqualTo(Link.configuration(entity("https://gone.example")));
        assertThat(trusted(found.get(1)).subject()).isEqualTo(REGISTRY);
    }

    @Test
    void showsAListThatCannotBeHadAsARefusal() {
        Federation federation = Federation.ofTwoLevels();
        federation.lists.put(COUNCIL, "{}");

        List<Resolution> found =
                new TrustChainResolver(anchors()).discover(COUNCIL, RegistryMetadata.ENTITY_TYPE, federation, NOW);

        assertThat(found).hasSize(1);
        assertThat(refused(found.get(0)).reason()).isEqualTo(RefusalReason.MALFORMED_STATEMENT);
    }

    private static void assertMalformed(String code, TrustChain chain) {
        assertThatThrownBy(() -> RegistryMetadata.of(chain))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Metadata fetchable(EntityId entity) {
        return Metadata.of(
                Metadata.FEDERATION_ENTITY,
                Json.object()
                        .put("federation_fetch_endpoint", entity + "/fetch")
                        .build());
    }

    private static StatementDraft constrained(StatementDraft draft, String constraints) throws MalformedException {
        return draft.constraints(Constraints.parse(Json.parse(constraints), "constraints"));
    }

    private static MetadataPolicy policy(String parameters) throws MalformedException {
        return MetadataPolicy.parse(
                Json.object()
                        .put(RegistryMetadata.ENTITY_TYPE, Json.parse(parameters))
                        .build(),
                "metadata_policy");
    }

    private static Resolution.Refused assertRefused(Federation federation, RefusalReason reason, Link link) {
        Resolution.Refused refused = refused(federation.resolve(REGISTRY));
        assertThat(refused)
                .extracting(Resolution.Refused::reason, Resolution.Refused::link)
                .containsExactly(reason, link);
        return refused;
    }

    private static TrustChain trusted(Resolution resolution) {
        assertThat(resolution).isInstanceOf(Resolution.Trusted.class);
        return ((Resolution.Trusted) resolution).chain();
    }

    private static Resolution.Refused refused(Resolution resolution) {
        assertThat(resolution).isInstanceOf(Resolution.Refused.class);
        return (Resolution.Refused) resolution;
    }
}
