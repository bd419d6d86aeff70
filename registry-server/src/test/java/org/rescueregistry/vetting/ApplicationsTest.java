package org.rescueregistry.vetting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class ApplicationsTest {
    private final TestRegistry registry = TestRegistry.founded(3);
    private final Vetting vetting = Vetting.create(
            new Vetting.Home(registry.entity(), registry.log()),
            new MemoryFiles().files(),
            () -> TestCases.state(registry));
    private final Applications applications = vetting.applications();
    private final Es256Signer vetter = registry.vetter("hill-desk", 0);
    private final TestCases.Sent sent = TestCases.application(registry);
    private final Digest id = sent.application().id();

    ApplicationsTest() {
        vetting.follower().start(TestCases.state(registry));
    }

    private Decision<Digest> apply(TestCases.Sent what) {
        return applications.apply(what.application(), what.given(), registry.now());
    }

    private Decision<Digest> applyWith(List<GivenDisclosure> given) {
        return applications.apply(sent.application(), given, registry.now());
    }

    private CaseReport reportTo(Es256Signer asker) {
        return ((Decision.Granted<CaseReport>) applications.read(id, asker.keyId())).value();
    }

    private Objection objection(Es256Signer signer) throws MalformedException {
        return Objection.sign(sent.application(), "Another team's telephone.", registry.stamp(), signer);
    }

    private static void assertRefused(Decision<?> decision, Refusal reason) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.message()).isNotBlank();
        });
    }

    // Applying

    @Test
    void takesAnApplicationWithAllItsDisclosures() {
        assertThat(apply(sent)).isEqualTo(new Decision.Granted<>(id));
        assertThat(applications.list(vetter.keyId())).isEqualTo(new Decision.Granted<>(List.of(id)));
        assertThat(applications.applicant(id))
                .contains(sent.organisation().key().publicKey());
    }

    @Test
    void grantsTheSameApplicationAgainAndNoOtherDisclosures() {
        apply(sent);
        assertThat(apply(sent)).isEqualTo(new Decision.Granted<>(id));
        List<GivenDisclosure> others = sent.given().stream()
                .map(one -> new GivenDisclosure(Audience.VETTERS, one.disclosure()))
                .toList();
        assertRefused(applyWith(others), Refusal.APPLICATION_KNOWN);
    }

    @Test
    void refusesAnApplicationForAnotherRegistry() {
        TestRegistry other = TestRegistry.unfounded(
                "https://other.example", "other.example/log", registry.charter().limits(), 1);
        assertRefused(apply(TestCases.application(other)), Refusal.APPLICATION_WRONG_REGISTRY);
    }

    @Test
    void refusesAnApplicationSignedWithAnotherKey() {
        Application forged =
                Application.sign(sent.application().content(), registry.envelope(), TestKeys.es256("somebody"));
        assertRefused(applications.apply(forged, sent.given(), registry.now()), Refusal.APPLICATION_BAD_SIGNATURE);
    }

    @Test
    void refusesDisclosuresThatAreNotThoseOfItsDigests() {
        List<GivenDisclosure> all = sent.given();
        GivenDisclosure foreign = new GivenDisclosure(Audience.PUBLIC, TestCases.text("motto", "Home."));
        assertRefused(applyWith(all.subList(1, all.size())), Refusal.DISCLOSURE_MISSING);
        assertRefused(applyWith(TestCases.and(all, foreign)), Refusal.DISCLOSURE_UNKNOWN);
        assertRefused(applyWith(TestCases.and(all, all.get(0))), Refusal.DISCLOSURE_TWICE);
    }

    @Test
    void refusesAnAccountForAnotherPlatform() {
        List<GivenDisclosure> elsewhere = TestCases.and(
                sent.given().subList(0, 4), new GivenDisclosure(Audience.platform("douyin.com"), sent.account()));
        assertRefused(applyWith(elsewhere), Refusal.DISCLOSURE_BAD_AUDIENCE);
    }

    private Decision<Digest> applyWithProfile(Disclosure profile, Disclosure kind, DigestSet accounts) {
        Disclosure jurisdiction = TestCases.text("jurisdiction", "TH");
        Application.Content content = new Application.Content(
                sent.organisation().key().publicKey(),
                sent.organisation().pauseKey().publicKey(),
                DigestSet.of(profile.digest()),
                kind.digest(),
                jurisdiction.digest(),
                accounts);
        List<GivenDisclosure> given = List.of(
                new GivenDisclosure(Audience.PUBLIC, profile),
                new GivenDisclosure(Audience.PUBLIC, kind),
                new GivenDisclosure(Audience.PUBLIC, jurisdiction));
        Application application = Application.sign(
                content, registry.envelope(), sent.organisation().key());
        return applications.apply(application, given, registry.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "vct", "sub", "aud", "vct#integrity", "account"})
    void refusesNamesThatNoCredentialCanDisclose(String name) {
        assertRefused(
                applyWithProfile(TestCases.text(name, "x"), TestCases.text("kind", "rescue_team"), DigestSet.EMPTY),
                Refusal.DISCLOSURE_BAD_NAME);
    }

    @Test
    void refusesAccountsAndNamesThatAreNone() {
        Disclosure kind = TestCases.text("kind", "rescue_team");
        assertRefused(
                applyWithProfile(TestCases.text("name", "not by language"), kind, DigestSet.EMPTY),
                Refusal.DISCLOSURE_UNREADABLE);
        assertRefused(
                applyWithProfile(TestCases.text("city", "Mae Sot"), kind, DigestSet.of(kind.digest())),
                Refusal.DISCLOSURE_UNREADABLE);
    }

    @Test
    void refusesDisclosuresTooLongForACredential() {
        Disclosure profile = TestCases.text("history", "x".repeat(45_000));
        Disclosure kind = TestCases.text("kind", "y".repeat(45_000));
        DigestSet none = DigestSet.EMPTY;
        assertThat(applyWithProfile(profile, TestCases.text("kind", "y"), none)).isInstanceOf(Decision.Granted.class);
        assertThat(profile.text().length() + kind.text().length()).isLessThan(DisclosureRules.MAX_CHARS);
        Disclosure more = TestCases.text("kind", "y".repeat(48_000));
        assertThat(profile.text().length() + more.text().length()).isLessThan(DisclosureRules.MAX_CHARS);
        List<GivenDisclosure> long3 = List.of(
                new GivenDisclosure(Audience.PUBLIC, profile),
                new GivenDisclosure(Audience.PUBLIC, kind),
                new GivenDisclosure(Audience.PUBLIC, more));
        assertRefused(applyWith(long3), Refusal.DISCLOSURES_TOO_LONG);
    }

    @Test
    void refusesMoreApplicationsThanCanWait() {
        for (int i = 0; i < Applications.MAX_OPEN; i++) {
            Application application = Application.sign(
                    sent.application().content(),
                    registry.envelope(),
                    sent.organisation().key());
            assertThat(applications.apply(application, sent.given(), registry.now()))
                    .isInstanceOf(Decision.Granted.class);
        }
        assertRefused(apply(sent), Refusal.TOO_MANY_OPEN_APPLICATIONS);
        registry.advance(Applications.LIFETIME.plus(Duration.ofSeconds(1)));
        assertThat(apply(sent)).isInstanceOf(Decision.Granted.class);
    }

    // Vouching

    @Test
    void filesAVouchOfAVetterInOffice() {
        apply(sent);
        Vouch vouch = TestCases.vouch(registry, sent, vetter);
        assertThat(applications.vouch(id, vouch, registry.now())).isEqualTo(new Decision.Granted<>(id));
        assertThat(reportTo(vetter).record().vouches()).containsExactly(vouch);
    }

    @Test
    void refusesVouchesThatAreWorthNothing() {
        apply(sent);
        TestCases.Sent other = TestCases.application(registry);
        assertRefused(
                applications.vouch(TestCases.nothing(), TestCases.vouch(registry, sent, vetter), registry.now()),
                Refusal.UNKNOWN_APPLICATION);
        assertRefused(
                applications.vouch(id, TestCases.vouch(registry, other, vetter), registry.now()),
                Refusal.VOUCH_WRONG_APPLICATION);
        assertRefused(
                applications.vouch(id, TestCases.vouch(registry, sent, registry.auditor("hill-desk")), registry.now()),
                Refusal.VOUCH_NOT_BY_VETTER);
        Vouch expired = Vouch.sign(sent.application(), registry.stamp(), registry.now(), vetter);
        assertRefused(applications.vouch(id, expired, registry.now()), Refusal.VOUCH_EXPIRED);
    }

    @Test
    void refusesAVouchWithAnothersSignature() throws MalformedException {
        apply(sent);
        String good = TestCases.vouch(registry, sent, vetter).compact();
        String other = TestCases.vouch(registry, sent, vetter).compact();
        Vouch forged = Vouch.parse(good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
        assertRefused(applications.vouch(id, forged, registry.now()), Refusal.VOUCH_BAD_SIGNATURE);
    }

    // Objecting

    @Test
    void holdsAnAdmissionBackWhileAVetterObjects() throws MalformedException {
        apply(sent);
        Act.Admit admit = (Act.Admit) TestCases.admission(registry, sent).get(0).act();
        assertThat(admissible(admit)).isTrue();
        Objection objection = objection(vetter);
        assertThat(applications.object(id, objection)).isEqualTo(new Decision.Granted<>(objection.id()));
        assertThat(applications.object(id, objection)).isEqualTo(new Decision.Granted<>(objection.id()));
        assertThat(reportTo(vetter).status()).isEqualTo(new CaseStatus.Objected());
        assertThat(admissible(admit)).isFalse();

        ObjectionWithdrawal withdrawal =
                ObjectionWithdrawal.sign(registry.log(), objection.id(), registry.stamp(), vetter);
        assertThat(applications.withdraw(id, objection.id(), withdrawal))
                .isEqualTo(new Decision.Granted<>(objection.id()));
        assertThat(reportTo(vetter).status()).isEqualTo(new CaseStatus.Open());
        assertThat(admissible(admit)).isTrue();
    }

    private boolean admissible(Act.Admit admit) {
        try {
            applications.requireAdmissible(admit);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    @Test
    void forgetsTheObjectionOfADismissedVetter() throws MalformedException {
        apply(sent);
        applications.object(id, objection(vetter));
        registry.write(registry.about(
                new Act.Dismiss(vetter.keyId(), Reason.KEY_COMPROMISE, null), registry.body("hill-desk")));
        assertThat(reportTo(registry.operator(0)).status()).isEqualTo(new CaseStatus.Open());
    }

    @Test
    void refusesObjectionsThatAreWorthNothing() throws MalformedException {
        apply(sent);
        TestCases.Sent other = TestCases.application(registry);
        apply(other);
        assertRefused(applications.object(TestCases.nothing(), objection(vetter)), Refusal.UNKNOWN_APPLICATION);
        assertRefused(
                applications.object(other.application().id(), objection(vetter)), Refusal.OBJECTION_WRONG_APPLICATION);
        assertRefused(applications.object(id, objection(registry.operator(0))), Refusal.OBJECTION_NOT_BY_VETTER);
        String good = objection(vetter).compact();
        String another = objection(vetter).compact();
        Objection forged =
                Objection.parse(good.substring(0, good.lastIndexOf('.')) + another.substring(another.lastIndexOf('.')));
        assertRefused(applications.object(id, forged), Refusal.OBJECTION_BAD_SIGNATURE);
        applications.object(id, objection(vetter));
        assertRefused(applications.object(id, objection(vetter)), Refusal.ALREADY_OBJECTED);
    }

    @Test
    void letsNobodyElseWithdrawAnObjection() throws MalformedException {
        apply(sent);
        Digest objection = objectionOf(vetter);
        assertRefused(
                applications.withdraw(id, TestCases.nothing(), withdrawal(objection, vetter)),
                Refusal.UNKNOWN_OBJECTION);
        assertRefused(
                applications.withdraw(id, objection, withdrawal(TestCases.nothing(), vetter)),
                Refusal.UNKNOWN_OBJECTION);
        assertRefused(
                applications.withdraw(id, objection, withdrawal(objection, registry.vetter("hill-desk", 1))),
                Refusal.WITHDRAWAL_NOT_BY_OBJECTOR);
        String good = withdrawal(objection, vetter).compact();
        String other = withdrawal(objection, vetter).compact();
        ObjectionWithdrawal forged = ObjectionWithdrawal.parse(
                good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
        assertRefused(applications.withdraw(id, objection, forged), Refusal.WITHDRAWAL_BAD_SIGNATURE);
    }

    private Digest objectionOf(Es256Signer signer) throws MalformedException {
        Objection objection = objection(signer);
        applications.object(id, objection);
        return objection.id();
    }

    private ObjectionWithdrawal withdrawal(Digest objection, Es256Signer signer) {
        return ObjectionWithdrawal.sign(registry.log(), objection, registry.stamp(), signer);
    }

    // Reading

    @Test
    void isReadByVettersOperatorsAndTheApplicantAlone() {
        apply(sent);
        for (Es256Signer reader :
                List.of(vetter, registry.operator(2), sent.organisation().key())) {
            assertThat(reportTo(reader).record().application()).isEqualTo(sent.application());
        }
        for (Es256Signer stranger : List.of(
                registry.auditor("hill-desk"),
                registry.platform(),
                registry.council(),
                sent.organisation().pauseKey(),
                TestKeys.es256("somebody"))) {
            assertRefused(applications.read(id, stranger.keyId()), Refusal.NOT_ENTITLED);
            assertRefused(applications.read(TestCases.nothing(), stranger.keyId()), Refusal.NOT_ENTITLED);
            assertRefused(applications.list(stranger.keyId()), Refusal.NOT_ENTITLED);
        }
        assertRefused(applications.list(sent.organisation().key().keyId()), Refusal.NOT_ENTITLED);
        assertRefused(applications.read(TestCases.nothing(), vetter.keyId()), Refusal.UNKNOWN_APPLICATION);
    }

    @Test
    void showsAllDisclosuresButThoseToCompareWith() {
        apply(sent);
        assertThat(reportTo(vetter).disclosures())
                .hasSize(4)
                .noneMatch(given -> given.audience().equals(Audience.CHECK_ONLY));
    }

    @Test
    void closesTheCaseOnceTheLogHasAdmitted() throws MalformedException {
        apply(sent);
        registry.write(TestCases.admission(registry, sent));
        vetting.follower().advance(TestCases.state(registry));
        assertThat(reportTo(vetter).status())
                .isEqualTo(new CaseStatus.Admitted(sent.organisation().code()));
        assertThat(applications.list(vetter.keyId())).isEqualTo(new Decision.Granted<>(List.of()));
        assertRefused(
                applications.vouch(id, TestCases.vouch(registry, sent, vetter), registry.now()),
                Refusal.APPLICATION_ADMITTED);
        assertRefused(applications.object(id, objection(vetter)), Refusal.APPLICATION_ADMITTED);
    }

    @Test
    void printsACase() throws MalformedException {
        apply(sent);
        Vouch vouch = TestCases.vouch(registry, sent, vetter);
        applications.vouch(id, vouch, registry.now());
        Objection objection = objection(vetter);
        applications.object(id, objection);
        assertThat(reportTo(vetter).json())
                .isEqualTo(Json.object()
                        .put("application", sent.application().compact())
                        .put(
                                "disclosures",
                                GivenDisclosure.json(reportTo(vetter).disclosures()))
                        .put("id", id.base64Url())
                        .put("objections", Json.strings(List.of(objection.compact())))
                        .put("received", registry.now().getEpochSecond())
                        .put("status", "objected")
                        .put("vouches", Json.strings(List.of(vouch.compact())))
                        .build());
        registry.write(TestCases.admission(registry, sent));
        vetting.follower().advance(TestCases.state(registry));
        assertThat(reportTo(vetter).json().members())
                .containsEntry("status", new Json.Str("admitted"))
                .containsEntry("code", new Json.Str(sent.organisation().code().canonical()));
    }
}
