package org.rescueregistry.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

class DisclosuresTest {
    private final TestRegistry registry = TestRegistry.founded(5);
    private final MemoryFiles files = new MemoryFiles();
    private final Vetting vetting = Vetting.create(
            new Vetting.Home(registry.entity(), registry.log()), files.files(), () -> TestCases.state(registry));
    private final Disclosures disclosures = vetting.disclosures();
    private final TestCases.Sent sent = TestCases.application(registry);
    private final TestOrganisation team = sent.organisation();

    @BeforeEach
    void admit() {
        vetting.follower().start(TestCases.state(registry));
        vetting.applications().apply(sent.application(), sent.given(), registry.now());
        write(TestCases.admission(registry, sent));
    }

    /** The way of every statement: taken with its disclosures, logged, followed. */
    private void write(List<Statement> statements, GivenDisclosure... given) {
        for (Statement statement : statements) {
            assertThat(disclosures.receive(statement, List.of(given)))
                    .isEqualTo(new Decision.Granted<>(statement.id()));
        }
        registry.write(statements);
        vetting.follower().advance(TestCases.state(registry));
    }

    private List<Disclosure> releasedTo(Es256Signer asker) {
        return released(disclosures.releasedTo(asker.keyId()));
    }

    private static List<Disclosure> released(Decision<List<Disclosure>> decision) {
        return ((Decision.Granted<List<Disclosure>>) decision).value();
    }

    private List<Disclosure> sentFor(Audience... audiences) {
        List<Audience> wanted = List.of(audiences);
        return TestCases.texts(sent.given().stream()
                .filter(given -> wanted.contains(given.audience()))
                .toList());
    }

    private static void assertRefused(Decision<?> decision, Refusal reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private Statement bind(Disclosure account) {
        return registry.about(
                team,
                new Act.Bind(account.digest()),
                team.key(),
                registry.record(team).keys().by());
    }

    @Test
    void showsEachAskerTheAudiencesThatAreTheirs() {
        Audience platform = Audience.platform(TestRegistry.PLATFORM);
        assertThat(released(disclosures.releasedTo(null)))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC));
        assertThat(releasedTo(registry.platform()))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC, platform));
        assertThat(releasedTo(registry.vetter("sea-desk", 1)))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC, Audience.VETTERS));
        assertThat(releasedTo(registry.operator(1)))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC, Audience.VETTERS));
        assertThat(releasedTo(registry.auditor("hill-desk")))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC));
        assertThat(disclosures.publicOf(team.code())).containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC));
        assertThat(disclosures.ownOf(team.code()))
                .containsExactlyInAnyOrderElementsOf(sentFor(Audience.PUBLIC, Audience.VETTERS, platform));
    }

    @Test
    void refusesKeysWithoutAnOfficeThatOpensSomething() {
        for (Es256Signer asker : List.of(TestKeys.es256("somebody"), team.key(), registry.body("hill-desk"))) {
            assertRefused(disclosures.releasedTo(asker.keyId()), Refusal.NOT_ENTITLED);
        }
        registry.write(registry.about(
                new Act.Dismiss(registry.platform().keyId(), Reason.UNSPECIFIED, null), registry.body("sea-desk")));
        assertRefused(disclosures.releasedTo(registry.platform().keyId()), Refusal.NOT_ENTITLED);
    }

    @Test
    void showsTheAccountOfABindOnceItIsLogged() {
        Disclosure account = TestCases.account("2");
        GivenDisclosure given = new GivenDisclosure(Audience.platform(TestRegistry.PLATFORM), account);
        Statement bind = bind(account);
        disclosures.receive(bind, List.of(given));
        assertThat(releasedTo(registry.platform())).doesNotContain(account);
        write(List.of(bind), given);
        assertThat(releasedTo(registry.platform())).contains(account);
        assertThat(releasedTo(registry.operator(0))).doesNotContain(account);
    }

    @Test
    void refusesStatementsWithoutTheirDisclosures() {
        Disclosure account = TestCases.account("2");
        Disclosure motto = TestCases.text("motto", "Home.");
        GivenDisclosure given = new GivenDisclosure(Audience.PUBLIC, account);
        assertRefused(disclosures.receive(bind(account), List.of()), Refusal.DISCLOSURE_MISSING);
        assertRefused(
                disclosures.receive(bind(motto), List.of(new GivenDisclosure(Audience.PUBLIC, motto))),
                Refusal.DISCLOSURE_UNREADABLE);
        assertRefused(disclosures.receive(amend(motto), List.of()), Refusal.DISCLOSURE_MISSING);
        Statement pause = registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey());
        assertRefused(disclosures.receive(pause, List.of(given)), Refusal.DISCLOSURE_UNKNOWN);
        assertThat(disclosures.receive(pause, List.of())).isEqualTo(new Decision.Granted<>(pause.id()));
    }

    private Statement amend(Disclosure profile) {
        Act amend = new Act.Amend(
                DigestSet.of(profile.digest()),
                sent.application().content().kind(),
                sent.application().content().jurisdiction());
        return registry.about(
                team, amend, team.key(), registry.record(team).profile().by());
    }

    @Test
    void showsOldAndNewProfileUntilTheNewFallsDue() {
        Disclosure motto = TestCases.text("motto", "Home.");
        GivenDisclosure kind = given("kind");
        GivenDisclosure jurisdiction = given("jurisdiction");
        write(List.of(amend(motto)), new GivenDisclosure(Audience.PUBLIC, motto), kind, jurisdiction);
        Disclosure name = given("name").disclosure();
        assertThat(disclosures.publicOf(team.code())).contains(motto, name);

        registry.advance(registry.charter().limits().waiting());
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        vetting.follower().advance(TestCases.state(registry));
        assertThat(disclosures.publicOf(team.code()))
                .contains(motto, kind.disclosure())
                .doesNotContain(name);
        assertThat(files.find(sent.application().id()).orElseThrow().disclosures())
                .extracting(given -> given.disclosure().name())
                .containsExactly("account");
    }

    private GivenDisclosure given(String name) {
        return sent.given().stream()
                .filter(one -> one.disclosure().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deletesWhatIsErasedAndUnbound() {
        Digest name = given("name").disclosure().digest();
        write(List.of(registry.about(team, new Act.Erase(DigestSet.of(name)), team.key())));
        write(List.of(registry.about(team, new Act.Unbind(sent.account().digest()), team.key())));
        assertThat(files.find(sent.application().id()).orElseThrow().disclosures())
                .extracting(given -> given.disclosure().name())
                .containsExactlyInAnyOrder("telephone", "kind", "jurisdiction");
        assertThat(releasedTo(registry.platform())).doesNotContain(sent.account());
    }

    @Test
    void erasesAgainWhatARestoredBackupBringsBack() {
        Digest name = given("name").disclosure().digest();
        write(List.of(registry.about(team, new Act.Erase(DigestSet.of(name)), team.key())));
        MemoryFiles backup = new MemoryFiles();
        backup.open(
                CaseRecord.opened(sent.application(), sent.given(), registry.now()),
                registry.now().minusSeconds(1),
                10);
        Vetting restored = Vetting.create(
                new Vetting.Home(registry.entity(), registry.log()), backup.files(), () -> TestCases.state(registry));
        restored.follower().start(TestCases.state(registry));
        assertThat(restored.disclosures().publicOf(team.code()))
                .containsExactly(given("kind").disclosure());
        assertThat(backup.find(sent.application().id()).orElseThrow().disclosures())
                .hasSize(4);
    }

    @Test
    void forgetsWhatCameWithAVoidStatement() {
        Disclosure account = TestCases.account("2");
        GivenDisclosure given = new GivenDisclosure(Audience.PUBLIC, account);
        Statement bind = bind(account);
        disclosures.receive(bind, List.of(given));
        disclosures.discard(bind);
        registry.write(bind);
        vetting.follower().advance(TestCases.state(registry));
        assertThat(disclosures.publicOf(team.code())).doesNotContain(account);
    }

    @Test
    void keepsNothingThatComesWithAStrangersStatement() {
        Disclosure account = TestCases.account("2");
        Statement bind = registry.about(
                team,
                new Act.Bind(account.digest()),
                TestKeys.es256("somebody"),
                registry.record(team).keys().by());
        assertThat(disclosures.receive(bind, List.of(new GivenDisclosure(Audience.PUBLIC, account))))
                .isEqualTo(new Decision.Granted<>(bind.id()));
        assertThat(files.countOf(bind.id())).isZero();
    }

    @Test
    void followsAgainWhatCouldNotBeWritten() {
        Digest name = given("name").disclosure().digest();
        registry.write(registry.about(team, new Act.Erase(DigestSet.of(name)), team.key()));
        files.failNext();
        assertThatThrownBy(() -> vetting.follower().advance(TestCases.state(registry)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(disclosures.publicOf(team.code())).contains(given("name").disclosure());
        vetting.follower().advance(TestCases.state(registry));
        assertThat(disclosures.publicOf(team.code()))
                .containsExactly(given("kind").disclosure());
    }

    @Test
    void keepsWhatCameWithAStatementThatComesTwice() {
        Disclosure account = TestCases.account("2");
        GivenDisclosure given = new GivenDisclosure(Audience.PUBLIC, account);
        Statement bind = bind(account);
        write(List.of(bind), given);
        disclosures.receive(bind, List.of(given));
        disclosures.discard(bind);
        assertThat(disclosures.publicOf(team.code())).contains(account);
    }

    @Test
    void refusesAdmissionsThatTheCaseFileDoesNotAllow() throws MalformedException {
        TestCases.Sent other = TestCases.application(registry);
        Statement admit = TestCases.admission(registry, other).get(0);
        assertRefused(disclosures.receive(admit, List.of()), Refusal.UNKNOWN_APPLICATION);
        vetting.applications().apply(other.application(), other.given(), registry.now());
        assertThat(disclosures.receive(admit, List.of())).isEqualTo(new Decision.Granted<>(admit.id()));
        Objection objection = Objection.sign(
                other.application(), "No such office.", registry.stamp(), registry.vetter("sea-desk", 0));
        vetting.applications().object(other.application().id(), objection);
        assertRefused(disclosures.receive(admit, List.of()), Refusal.APPLICATION_OBJECTED);
    }

    @Test
    void followsOnlyOnceStarted() {
        Vetting idle = Vetting.create(
                new Vetting.Home(registry.entity(), registry.log()),
                new MemoryFiles().files(),
                () -> TestCases.state(registry));
        assertThatThrownBy(() -> idle.follower().advance(TestCases.state(registry)))
                .isInstanceOf(IllegalStateException.class);
    }
}
