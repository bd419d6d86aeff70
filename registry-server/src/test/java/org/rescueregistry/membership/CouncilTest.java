package org.rescueregistry.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rescueregistry.federation.EntityConfiguration;
import org.rescueregistry.federation.EntityFetcher;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Metadata;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RefusalReason;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** The council and a registry below it, both from inside, and what the SDK makes of what they say. */
class CouncilTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private static final String POLICY = "log registry.example/log+00000000+AQ==\nquorum none\n";

    private final TestRegistry log = TestRegistry.founded(17);
    private final Es256Signer councilKey = TestKeys.es256("council");
    private final Es256Signer registryKey = TestKeys.es256("federation key");
    private final EntityId councilId = entity("https://council.example");
    private final MemorySubordinates file = new MemorySubordinates();
    private final Council council = Council.create(councilId, councilKey, file);
    private Digest charter = log.fold().charterId();
    private final RegistryEntity registry = RegistryEntity.create(log.entity(), councilId, registryKey, this::metadata);
    private final Recognition recognition = Recognition.create(registry, FederationKeys.of(councilKey.publicKey()));

    private static EntityId entity(String text) {
        try {
            return EntityId.parse(text);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private RegistryMetadata metadata() {
        FoldedState state = log.fold().state();
        return RegistryEntity.describe(
                new RegistryEntity.InForce(state.registry(), state.charter(), charter),
                log.log(),
                RegistryEntity.Vouched.byWitnesses(POLICY));
    }

    /** The council over the network; the registry asks nobody for its own configuration. */
    private final class Network implements EntityFetcher {
        private final Instant now;

        Network(Instant now) {
            this.now = now;
        }

        @Override
        public String configuration(EntityId asked) throws IOException {
            if (asked.equals(councilId)) {
                return council.configuration(now);
            }
            throw new IOException("no route to " + asked);
        }

        @Override
        public String subordinate(EntityConfiguration issuer, EntityId subject) throws IOException {
            return council.statement(subject, now).orElseThrow(() -> new IOException("status 404"));
        }

        @Override
        public String list(EntityConfiguration issuer) throws IOException {
            return Json.strings(council.list().stream().map(EntityId::toString).toList())
                    .text();
        }
    }

    private Subordinate examined() throws IOException {
        Examination examination = council.examine(log.entity(), registry.configuration(NOW), NOW);
        assertThat(examination).isInstanceOf(Examination.Fit.class);
        return ((Examination.Fit) examination).registry();
    }

    private static void assertUnfit(Examination examination, String code) {
        assertThat(examination).isInstanceOfSatisfying(Examination.Unfit.class, unfit -> {
            assertThat(unfit.code()).isEqualTo(code);
            assertThat(unfit.message()).isNotBlank();
        });
    }

    @Test
    void showsWhatWouldBeRecognisedAndChangesNothing() throws IOException {
        Subordinate found = examined();
        assertThat(found.entity()).isEqualTo(log.entity());
        assertThat(found.keys()).isEqualTo(FederationKeys.of(registryKey.publicKey()));
        assertThat(found.charter()).isEqualTo(charter);
        assertThat(found.codePrefix()).isEqualTo("CN");
        assertThat(council.list()).isEmpty();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void recognisesARegistrySoThatTheSdkTrustsIt() throws IOException, MalformedException {
        council.recognise(examined());
        assertThat(council.list()).containsExactly(log.entity());
        assertThat(recognition.refresh(new Network(NOW), NOW)).isInstanceOf(Resolution.Trusted.class);

        List<String> chain = recognition.chain(NOW);
        assertThat(chain).hasSize(3).startsWith(registry.configuration(NOW));
        Resolution trusted = new TrustChainResolver(
                        List.of(new PinnedAnchor(councilId, FederationKeys.of(councilKey.publicKey()))))
                .verify(Json.strings(chain), NOW);
        RegistryMetadata resolved = RegistryMetadata.of(((Resolution.Trusted) trusted).chain());
        assertThat(resolved).isEqualTo(metadata());
        assertThat(resolved.charter()).isEqualTo(charter);
    }

    @Test
    void pinsTheCharterWhateverTheRegistrySaysLater() throws IOException, MalformedException {
        council.recognise(examined());
        charter = TestKeys.digest("another charter");
        recognition.refresh(new Network(NOW), NOW);
        Resolution trusted = new TrustChainResolver(
                        List.of(new PinnedAnchor(councilId, FederationKeys.of(councilKey.publicKey()))))
                .verify(Json.strings(recognition.chain(NOW)), NOW);
        assertThat(RegistryMetadata.of(((Resolution.Trusted) trusted).chain()).charter())
                .isEqualTo(log.fold().charterId());

        council.recognise(examined());
        assertThat(council.list()).containsExactly(log.entity());
        recognition.refresh(new Network(NOW), NOW);
        Resolution again = new TrustChainResolver(
                        List.of(new PinnedAnchor(councilId, FederationKeys.of(councilKey.publicKey()))))
                .verify(Json.strings(recognition.chain(NOW)), NOW);
        assertThat(RegistryMetadata.of(((Resolution.Trusted) again).chain()).charter())
                .isEqualTo(charter);
    }

    @Test
    void saysNothingAboutAnybodyElse() throws IOException {
        council.recognise(examined());
        assertThat(council.statement(entity("https://other.example"), NOW)).isEmpty();
    }

    @Test
    void servesAtOnceWhatAnotherProcessRecognised() throws IOException {
        Council serving = Council.create(councilId, councilKey, file);
        assertThat(serving.statement(log.entity(), NOW)).isEmpty();
        council.recognise(examined());
        assertThat(serving.statement(log.entity(), NOW)).isPresent();
    }

    @Test
    void keepsAStatementForHalfItsLife() throws IOException {
        council.recognise(examined());
        Optional<String> first = council.statement(log.entity(), NOW);
        assertThat(council.statement(log.entity(), NOW.plus(Duration.ofHours(11))))
                .isEqualTo(first);
        assertThat(council.statement(log.entity(), NOW.plus(Duration.ofHours(12))))
                .isNotEqualTo(first);
        String own = council.configuration(NOW);
        assertThat(council.configuration(NOW.plus(Duration.ofHours(11)))).isEqualTo(own);
        assertThat(council.configuration(NOW.plus(Duration.ofHours(12)))).isNotEqualTo(own);
    }

    @Test
    void issuesTheRegistrysConfigurationAnewWhenItsCharterChanges() {
        String first = registry.configuration(NOW);
        assertThat(registry.configuration(NOW.plusSeconds(1))).isEqualTo(first);
        charter = TestKeys.digest("another charter");
        assertThat(registry.configuration(NOW.plusSeconds(2))).isNotEqualTo(first);
    }

    @Test
    void hasNoChainBeforeRecognitionNorOnceItExpired() throws IOException {
        assertThat(recognition.chain(NOW)).isEmpty();
        assertThat(recognition.refresh(new Network(NOW), NOW))
                .isInstanceOfSatisfying(
                        Resolution.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.UNREACHABLE));
        council.recognise(examined());
        recognition.refresh(new Network(NOW), NOW);
        assertThat(recognition.chain(NOW.plus(Duration.ofHours(24)).minusSeconds(1)))
                .hasSize(3);
        assertThat(recognition.chain(NOW.plus(Duration.ofHours(24)))).isEmpty();
    }

    private StatementDraft draft(EntityId subject, Es256Signer key) {
        return StatementDraft.configuration(subject, FederationKeys.of(key.publicKey()))
                .valid(NOW, NOW.plusSeconds(3600));
    }

    @Test
    void findsUnfitWhatIsNoRegistryOfOurs() throws IOException {
        Metadata described =
                Metadata.of(RegistryMetadata.ENTITY_TYPE, metadata().json());
        String undescribed = draft(log.entity(), registryKey)
                .authorityHints(List.of(councilId))
                .sign(registryKey);
        String elsewhere = draft(log.entity(), registryKey)
                .authorityHints(List.of(entity("https://other.example")))
                .metadata(described)
                .sign(registryKey);
        String incomplete = draft(log.entity(), registryKey)
                .authorityHints(List.of(councilId))
                .metadata(
                        Metadata.of(RegistryMetadata.ENTITY_TYPE, Json.object().build()))
                .sign(registryKey);
        assertUnfit(council.examine(log.entity(), undescribed, NOW), "not_a_registry");
        assertUnfit(council.examine(log.entity(), elsewhere, NOW), "not_our_subordinate");
        assertUnfit(council.examine(log.entity(), incomplete, NOW), "missing_member");
        assertUnfit(council.examine(log.entity(), "no JWT at all", NOW), "jwt_shape");
    }

    @Test
    void findsUnfitWhatIsNotSignedByItsSubjectInTime() throws IOException {
        String good = registry.configuration(NOW);
        assertUnfit(council.examine(entity("https://other.example"), good, NOW), "wrong_entity");
        assertUnfit(council.examine(log.entity(), good, NOW.plus(Duration.ofHours(25))), "expired");
        String forged = draft(log.entity(), registryKey).sign(TestKeys.es256("somebody"));
        assertUnfit(council.examine(log.entity(), forged, NOW), "unknown_key");
    }

    @Test
    void givesACodePrefixToOneRegistry() throws IOException {
        Subordinate first = examined();
        council.recognise(first);
        EntityId second = entity("https://second.example");
        String claims = draft(second, TestKeys.es256("second"))
                .authorityHints(List.of(councilId))
                .metadata(Metadata.of(RegistryMetadata.ENTITY_TYPE, metadata().json()))
                .sign(TestKeys.es256("second"));
        assertUnfit(council.examine(second, claims, NOW), "code_prefix_taken");
        assertThatThrownBy(() ->
                        council.recognise(new Subordinate(second, first.keys(), first.codePrefix(), first.charter())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(council.list()).containsExactly(log.entity());
    }

    @Test
    void refusesADamagedFile() {
        file.write("{\"subordinates\":[{}]}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(council::list).isInstanceOf(IOException.class).hasMessageContaining("missing_member");
    }

    @Test
    void refusesAFileWithARegistryTwice() throws IOException, MalformedException {
        Subordinate entry = examined();
        council.recognise(entry);
        String text = new String(file.read().orElseThrow(), StandardCharsets.UTF_8);
        String one = text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
        file.write(("{\"subordinates\":[" + one + "," + one + "]}").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(council::list).isInstanceOf(IOException.class).hasMessageContaining("duplicate_subordinate");
    }
}
