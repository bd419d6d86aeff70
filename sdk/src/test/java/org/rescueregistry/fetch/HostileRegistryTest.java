package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.StatusListRef;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/**
 * A registry that holds its log key, its server and the ear of every witness, and lies: each lie is in a tree that is signed and
 * cosigned as it should be. One reader, who trusts nothing but the policy, replays it. Rows of {@code docs/threats.md}, "A hostile
 * registry", name these tests.
 */
class HostileRegistryTest {
    private final TestRegistry registry = TestRegistry.founded(21);
    private final TestOrganisation honest = registry.admit();
    private final TestOrganisation impostor = registry.organisation();
    private final MemoryLog log = new MemoryLog(registry.log());
    private final LogReader reader = new LogReader(registry.log(), log, log.policy());

    private List<Trouble> read(List<byte[]> leaves) throws TroubleException {
        log.publish(leaves, 4, registry.now());
        return reader.advance().evidence();
    }

    /** The honest log so far, these statements, and a state leaf that says of everything what the registry likes. */
    private List<byte[]> lying(StateMap map, Statement... statements) {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        for (Statement statement : statements) {
            leaves.add(statement.bytes());
        }
        leaves.add(state(leaves.size(), map, registry.now()).bytes());
        return leaves;
    }

    private StateLeaf state(int size, StateMap map, Instant time) {
        return new StateLeaf(
                TestRegistry.NO_ATTESTATIONS,
                registry.fold().charterId(),
                registry.log(),
                map.root(),
                size,
                new TreeMap<>(registry.fold().statusLists().refs()),
                time);
    }

    /** The true map. */
    private StateMap map() {
        return registry.fold().map();
    }

    /** The map in which the impostor has the honest team's record, as if it had been admitted. */
    private StateMap withImpostor() {
        return map().put(impostor.code(), registry.record(honest).bytes());
    }

    /** What two operators sign to admit the impostor, with these people's vouches. */
    private Statement[] admission(Es256Signer one, Es256Signer other) {
        Application application =
                Application.sign(impostor.content(DigestSet.EMPTY), registry.envelope(), impostor.key());
        Instant until = registry.now().plus(registry.charter().limits().vouchMax());
        Act admit = new Act.Admit(
                application,
                List.of(
                        Vouch.sign(application, registry.stamp(), until, one),
                        Vouch.sign(application, registry.stamp(), until, other)),
                7,
                registry.now(),
                registry.now().plus(registry.charter().limits().validityMax()));
        Statement first = Statement.sign(
                admit,
                Envelope.about(impostor.code(), registry.log(), registry.stamp())
                        .restingOn(registry.fold().charterId(), appointment("hill-desk"), appointment("river-desk")),
                registry.operator(0));
        return new Statement[] {first, registry.countersign(first, registry.operator(1))};
    }

    private Digest appointment(String body) {
        return registry.fold()
                .person(registry.vetter(body, 0).keyId())
                .orElseThrow()
                .appointment();
    }

    private void assertImpostorIsNobody(List<Trouble> evidence, String refusal) {
        assertThat(evidence).extracting(Trouble::kind).contains(Trouble.Kind.VOID_LEAF, Trouble.Kind.WRONG_STATE);
        assertThat(evidence).anySatisfy(trouble -> assertThat(trouble.message()).startsWith(refusal));
        assertThat(reader.fold().record(impostor.code())).isEmpty();
    }

    @Test
    void aVouchOfSomebodyWhoIsNoVetter() throws Exception {
        Statement[] admission = admission(registry.vetter("hill-desk", 0), registry.operator(2));
        assertImpostorIsNobody(read(lying(withImpostor(), admission)), "vouch");
    }

    @Test
    void twoVouchesOfOneBody() throws Exception {
        Statement[] admission = admission(registry.vetter("hill-desk", 0), registry.vetter("hill-desk", 1));
        assertImpostorIsNobody(read(lying(withImpostor(), admission)), "vouch");
    }

    @Test
    void anInventedBody() throws Exception {
        Es256Signer body = TestKeys.es256("a body nobody knows");
        Es256Signer person = TestKeys.es256("its vetter");
        Statement first = registry.about(
                new Act.Appoint("ghost-desk", person.publicKey(), Role.VETTER, null),
                body,
                registry.fold().charterId());
        List<Trouble> evidence = read(lying(
                map(),
                first,
                registry.countersign(first, registry.operator(0)),
                registry.countersign(first, registry.operator(1))));
        assertThat(evidence)
                .hasSize(3)
                .allSatisfy(trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.VOID_LEAF));
        assertThat(reader.fold().person(person.keyId())).isEmpty();
    }

    @Test
    void aStatusBitThatDoesNotFollow() throws Exception {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        StateLeaf right = state(leaves.size(), map(), registry.now());
        TreeMap<String, StatusListRef> lists = new TreeMap<>(right.statusLists());
        lists.replaceAll((uri, ref) -> new StatusListRef(ref.length(), Digest.sha256(new byte[] {1})));
        leaves.add(new StateLeaf(
                        right.attestations(),
                        right.charter(),
                        right.log(),
                        right.map(),
                        right.size(),
                        lists,
                        right.time())
                .bytes());
        assertThat(read(leaves)).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.WRONG_STATE);
            assertThat(trouble.message()).contains("status_lists");
        });
    }

    @Test
    void anOrganisationInTheMapThatNoLeafAdmits() throws Exception {
        assertThat(read(lying(withImpostor())))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("map"));
        assertThat(reader.fold().record(impostor.code())).isEmpty();
    }

    @Test
    void aRevocationThatIsInTheLogAndNotInTheMap() throws Exception {
        OrganisationRecord before = registry.record(honest);
        Statement first =
                registry.about(honest, new Act.Revoke(Reason.SAFEGUARDING_BREACH), registry.auditor("sea-desk"));
        Statement second = registry.countersign(first, registry.auditor("hill-desk"));
        List<byte[]> leaves = lying(map(), first, second);
        assertThat(read(leaves)).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.WRONG_STATE);
            assertThat(trouble.message()).contains("map", "status_lists");
        });
        assertThat(before.status()).isEqualTo(Status.ACTIVE);
        assertThat(reader.fold().record(honest.code()).orElseThrow().status()).isEqualTo(Status.REVOKED);
    }

    @Test
    void aLeafThatWasWrittenAnew() throws Exception {
        assertThat(read(registry.leaves())).isEmpty();
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        leaves.set(5, leaves.get(6));
        registry.admit();
        leaves.addAll(registry.leaves().subList(leaves.size(), registry.leaves().size()));
        assertThatThrownBy(() -> read(leaves)).isInstanceOfSatisfying(TroubleException.class, e -> {
            assertThat(e.trouble().kind()).isEqualTo(Trouble.Kind.INCONSISTENT);
            assertThat(e.trouble().kind().isEvidence()).isTrue();
        });
        assertThat(reader.fold().records()).hasSize(1);
    }

    @Test
    void aStateThatIsDatedBack() throws Exception {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        leaves.add(
                state(leaves.size(), map(), registry.now().minusSeconds(3600)).bytes());
        assertThat(read(leaves))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("no state leaf"));
        assertThat(reader.fold().size()).isEqualTo(registry.leaves().size());
    }

    @Test
    void anOldStatePlayedAgain() throws Exception {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        leaves.add(leaves.get(leaves.size() - 1));
        assertThat(read(leaves))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.WRONG_STATE));
    }

    @Test
    void anOldSnapshot() throws Exception {
        List<byte[]> old = registry.leaves();
        registry.write(registry.about(honest, new Act.Pause(Reason.PROTECTIVE), honest.pauseKey()));
        assertThat(read(registry.leaves())).isEmpty();
        assertThatThrownBy(() -> read(old))
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().message()).contains("gone back"));
        assertThat(reader.fold().record(honest.code()).orElseThrow().status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void anActWithTheKeyOfSomebodyDismissed() throws Exception {
        Es256Signer vetter = registry.vetter("sea-desk", 0);
        registry.write(
                registry.about(new Act.Dismiss(vetter.keyId(), Reason.UNSPECIFIED, null), registry.body("sea-desk")));
        Statement suspension = registry.about(
                honest, new Act.Suspend(Reason.UNDER_REVIEW, registry.now().plusSeconds(3600)), vetter);
        assertThat(read(lying(map(), suspension))).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.VOID_LEAF);
            assertThat(trouble.message()).startsWith("unknown_signer");
        });
        assertThat(reader.fold().record(honest.code()).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    }
}
