package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** What is proposed is signed and offered to the reducer, which alone decides whether it was right. */
class ProposalsTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final TestRegistry registry = TestRegistry.founded(3);

    private Proposals by(Es256Signer signer) {
        return new Proposals(registry.fold().state(), signer.keyId(), registry.now(), new SecureRandom());
    }

    private Judgement write(Proposal proposal, Es256Signer signer) {
        assertThat(proposal).isInstanceOf(Proposal.Ready.class);
        return registry.write(((Proposal.Ready) proposal).sign(signer)).get(0);
    }

    private static void assertImpossible(Proposal proposal, RefusalCode code) {
        assertThat(proposal)
                .isInstanceOfSatisfying(
                        Proposal.Impossible.class,
                        impossible -> assertThat(impossible.code()).isEqualTo(code));
    }

    private Application application(TestOrganisation organisation) {
        return Application.sign(organisation.content(DigestSet.EMPTY), registry.envelope(), organisation.key());
    }

    private Vouch vouch(Application application, Es256Signer vetter) {
        return Vouch.sign(application, registry.stamp(), registry.now().plus(MONTH), vetter);
    }

    private Instant inAYear() {
        return registry.now().plus(Duration.ofDays(365));
    }

    private Proposal admission(Application application, List<Vouch> vouches, Es256Signer operator) {
        return by(operator).admit(application, vouches, registry.now(), inAYear());
    }

    @Test
    void appointsWithTheBodyAndTheOperatorsOneAfterTheOther() {
        Es256Signer person = TestKeys.es256("a new vetter");
        for (Es256Signer signer : List.of(registry.body("sea-desk"), registry.operator(2), registry.operator(0))) {
            write(by(signer).appoint("sea-desk", person.publicKey(), Role.VETTER, null), signer);
        }
        assertThat(registry.fold().person(person.keyId())).isPresent();
        assertImpossible(
                by(registry.operator(0)).appoint("moon-desk", person.publicKey(), Role.VETTER, null),
                RefusalCode.UNKNOWN_BODY);
    }

    @Test
    void admitsWithACodeOfItsOwnAndTheSecondOperatorTakesItUp() {
        Application application = application(registry.organisation());
        List<Vouch> vouches = List.of(
                vouch(application, registry.vetter("hill-desk", 0)),
                vouch(application, registry.vetter("sea-desk", 1)),
                vouch(application, registry.auditor("sea-desk")));
        Proposal first = admission(application, vouches, registry.operator(0));
        write(first, registry.operator(0));
        assertImpossible(admission(application, vouches, registry.operator(0)), RefusalCode.ALREADY_SIGNED);
        registry.advance(Duration.ofMinutes(5));
        Proposal second = admission(application, vouches, registry.operator(2));
        assertThat(((Proposal.Ready) second).signers())
                .containsExactly(registry.operator(0).keyId());
        assertThat(write(second, registry.operator(2))).isEqualTo(new Judgement.Effective());
        assertThat(registry.fold().records())
                .singleElement()
                .satisfies(record -> assertThat(record.code().prefix()).isEqualTo("CN"));
    }

    @Test
    void leavesOutVouchesThatDoNotCount() {
        Application application = application(registry.organisation());
        Vouch good = vouch(application, registry.vetter("hill-desk", 0));
        Vouch sameBody = vouch(application, registry.vetter("hill-desk", 1));
        Vouch stranger = vouch(application, TestKeys.es256("a stranger"));
        Vouch expired = Vouch.sign(application, registry.stamp(), registry.now(), registry.vetter("sea-desk", 0));
        Vouch other = vouch(application(registry.organisation()), registry.vetter("sea-desk", 0));
        assertImpossible(
                admission(application, List.of(good, sameBody, stranger, expired, other), registry.operator(0)),
                RefusalCode.VOUCHES_SHORT);
    }

    @Test
    void beginsAnewWhenWhatAnotherBeganHasLostAVetter() {
        Application application = application(registry.organisation());
        List<Vouch> vouches = new ArrayList<>(List.of(
                vouch(application, registry.vetter("hill-desk", 0)),
                vouch(application, registry.vetter("sea-desk", 0))));
        write(admission(application, vouches, registry.operator(0)), registry.operator(0));
        registry.write(registry.about(
                new Act.Dismiss(registry.vetter("sea-desk", 0).keyId(), Reason.UNSPECIFIED, null),
                registry.body("sea-desk")));
        vouches.add(vouch(application, registry.vetter("river-desk", 0)));
        Proposal second = admission(application, vouches, registry.operator(1));
        assertThat(((Proposal.Ready) second).signers()).isEmpty();
        assertThat(write(second, registry.operator(1))).isEqualTo(new Judgement.Pending(1, 2));
    }

    @Test
    void drawsStatusIndicesThatNobodyHas() {
        for (int i = 0; i < 20; i++) {
            Application application = application(registry.organisation());
            List<Vouch> vouches = List.of(
                    vouch(application, registry.vetter("hill-desk", 0)),
                    vouch(application, registry.vetter("river-desk", 1)));
            write(admission(application, vouches, registry.operator(0)), registry.operator(0));
            write(admission(application, vouches, registry.operator(1)), registry.operator(1));
        }
        assertThat(registry.fold().statusLists().count()).isEqualTo(1);
        assertThat(registry.fold().records()).hasSize(20);
    }

    @Test
    void bindsAndConfirmsByAPlatformOrTwoVetters() {
        TestOrganisation team = registry.admit();
        Digest account = TestKeys.digest("an account");
        write(by(team.key()).bind(team.code(), account), team.key());
        Instant until = registry.now().plus(MONTH);
        write(by(registry.platform()).confirm(team.code(), account, until), registry.platform());
        Es256Signer first = registry.vetter("hill-desk", 0);
        Es256Signer second = registry.vetter("sea-desk", 0);
        write(by(first).confirm(team.code(), account, until), first);
        Proposal taken = by(second).confirm(team.code(), account, until.plusSeconds(77));
        assertThat(write(taken, second)).isEqualTo(new Judgement.Effective());
        assertThat(registry.record(team).account(account).orElseThrow().confirmations())
                .hasSize(2);
        assertImpossible(
                by(first).confirm(team.code(), TestKeys.digest("no account"), until), RefusalCode.UNKNOWN_ACCOUNT);
    }

    @Test
    void suspendsUpholdsAndReinstates() {
        TestOrganisation team = registry.admit();
        Es256Signer hill = registry.vetter("hill-desk", 0);
        Es256Signer sea = registry.auditor("sea-desk");
        assertImpossible(by(sea).uphold(team.code(), Reason.UNSPECIFIED), RefusalCode.NOTHING_TO_CONFIRM);
        Instant until = registry.now().plus(Duration.ofHours(5));
        write(by(hill).suspend(team.code(), Reason.SAFEGUARDING_BREACH, until), hill);
        write(by(sea).uphold(team.code(), Reason.SAFEGUARDING_BREACH), sea);
        assertThat(registry.record(team).standing().until()).isNull();
        write(by(hill).reinstate(team.code(), Suspension.Kind.OFFICERS), hill);
        write(by(sea).reinstate(team.code(), Suspension.Kind.OFFICERS), sea);
        assertThat(registry.record(team).status()).isEqualTo(Status.ACTIVE);
        assertImpossible(by(sea).reinstate(team.code(), Suspension.Kind.OFFICERS), RefusalCode.NOT_IN_FORCE);
    }

    @Test
    void pausesWithNothingAtHandButTheLogsName() {
        TestOrganisation team = registry.admit();
        write(Proposals.pause(registry.log(), team.code(), Reason.PROTECTIVE, registry.stamp()), team.pauseKey());
        assertThat(registry.record(team).status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void revokesAndTellsTheSecondPersonOfTheFirst() {
        TestOrganisation team = registry.admit();
        Es256Signer first = registry.auditor("hill-desk");
        Es256Signer second = registry.vetter("sea-desk", 1);
        assertThat(by(second).revocationBegun(team.code())).isEmpty();
        write(by(first).revoke(team.code(), Reason.SANCTIONS_MATCH), first);
        assertThat(by(first).revocationBegun(team.code())).isEmpty();
        assertThat(by(second).revocationBegun(team.code())).contains(Reason.SANCTIONS_MATCH);
        write(by(second).revoke(team.code(), Reason.SANCTIONS_MATCH), second);
        assertThat(registry.record(team).status()).isEqualTo(Status.REVOKED);
    }

    @Test
    void saysWhenNobodyHasTheCode() {
        TestOrganisation nobody = registry.organisation();
        Proposals proposals = by(registry.operator(0));
        assertImpossible(proposals.revoke(nobody.code(), Reason.UNSPECIFIED), RefusalCode.UNKNOWN_SUBJECT);
        assertImpossible(proposals.bind(nobody.code(), TestKeys.digest("x")), RefusalCode.UNKNOWN_SUBJECT);
        assertImpossible(proposals.suspend(nobody.code(), Reason.UNSPECIFIED, inAYear()), RefusalCode.UNKNOWN_SUBJECT);
    }
}
