package org.rescueregistry.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** What every keeper of a case file does. */
public abstract class FilesContract {
    private static final int MOST = 3;

    protected final TestRegistry registry = TestRegistry.founded(7);

    /** The files under test, empty at the beginning of a test. */
    protected abstract Vetting.Files files();

    private CaseFile.Opening open(TestCases.Sent sent) {
        return open(sent, registry.now());
    }

    private CaseFile.Opening open(TestCases.Sent sent, Instant received) {
        return files().cases()
                .open(
                        CaseRecord.opened(sent.application(), sent.given(), received),
                        received.minus(Duration.ofDays(90)),
                        MOST);
    }

    private static HeldDigests held(TestCases.Sent sent, List<GivenDisclosure> given) {
        Digest source = sent.application().id();
        return new HeldDigests(
                sent.organisation().code(),
                source,
                given.stream()
                        .map(one ->
                                new HeldDigests.Held(source, one.disclosure().digest()))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void findsACaseAsItWasOpened() {
        TestCases.Sent sent = TestCases.application(registry);
        assertThat(open(sent)).isEqualTo(CaseFile.Opening.OPENED);
        assertThat(files().cases().find(sent.application().id()))
                .contains(CaseRecord.opened(sent.application(), sent.given(), registry.now()));
        assertThat(files().cases().find(TestCases.nothing())).isEmpty();
    }

    @Test
    void opensACaseOnce() {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        assertThat(open(sent)).isEqualTo(CaseFile.Opening.KNOWN);
        assertThat(files().cases().waiting()).containsExactly(sent.application().id());
    }

    @Test
    void opensNoMoreCasesThanAllowedUntilOneIsAdmitted() {
        TestCases.Sent first = TestCases.application(registry);
        open(first);
        open(TestCases.application(registry), registry.now().plusSeconds(1));
        open(TestCases.application(registry), registry.now().plusSeconds(2));
        TestCases.Sent late = TestCases.application(registry);
        assertThat(open(late)).isEqualTo(CaseFile.Opening.FULL);
        assertThat(files().cases().find(late.application().id())).isEmpty();
        assertThat(files().cases().waiting())
                .hasSize(3)
                .startsWith(first.application().id());

        files().projection().rebuild(1, List.of(held(first, first.given())));
        assertThat(files().cases().waiting())
                .hasSize(2)
                .doesNotContain(first.application().id());
        assertThat(open(late)).isEqualTo(CaseFile.Opening.OPENED);
    }

    @Test
    void dropsCasesThatNobodyAdmittedForTooLong() {
        TestCases.Sent forgotten = TestCases.application(registry);
        TestCases.Sent admitted = TestCases.application(registry);
        open(forgotten);
        open(admitted);
        files().projection().rebuild(1, List.of(held(admitted, admitted.given())));
        open(TestCases.application(registry), registry.now().plus(Duration.ofDays(90)));
        assertThat(files().cases().find(forgotten.application().id())).isPresent();
        open(
                TestCases.application(registry),
                registry.now().plus(Duration.ofDays(90)).plusSeconds(1));
        assertThat(files().cases().find(forgotten.application().id())).isEmpty();
        assertThat(files().cases().find(admitted.application().id())).isPresent();
    }

    @Test
    void keepsTheNewestVouchOfEachKey() {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        Stamp early = registry.stamp();
        registry.advance(Duration.ofSeconds(5));
        Vouch newer = Vouch.sign(
                sent.application(), registry.stamp(), registry.now().plusSeconds(900), registry.vetter("hill-desk", 0));
        Vouch older =
                Vouch.sign(sent.application(), early, registry.now().plusSeconds(800), registry.vetter("hill-desk", 0));
        Vouch other = Vouch.sign(
                sent.application(),
                registry.stamp(),
                registry.now().plusSeconds(900),
                registry.vetter("river-desk", 0));
        files().cases().file(older);
        files().cases().file(other);
        files().cases().file(newer);
        files().cases().file(older);
        assertThat(files().cases().find(sent.application().id()).orElseThrow().vouches())
                .containsExactlyInAnyOrder(newer, other);
    }

    @Test
    void dropsAVouchWithoutCase() {
        TestCases.Sent sent = TestCases.application(registry);
        files().cases()
                .file(Vouch.sign(
                        sent.application(),
                        registry.stamp(),
                        registry.now().plusSeconds(900),
                        registry.vetter("hill-desk", 0)));
        assertThat(files().cases().find(sent.application().id())).isEmpty();
    }

    @Test
    void filesOneStandingObjectionOfEachKey() throws MalformedException {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        Objection first = objection(sent);
        Objection second = objection(sent);
        assertThat(files().cases().file(first)).isTrue();
        assertThat(files().cases().file(second)).isFalse();

        ObjectionWithdrawal withdrawal =
                ObjectionWithdrawal.sign(registry.log(), first.id(), registry.stamp(), registry.vetter("hill-desk", 0));
        files().cases().file(withdrawal);
        assertThat(files().cases().file(second)).isTrue();

        List<FiledObjection> filed =
                files().cases().find(sent.application().id()).orElseThrow().objections();
        assertThat(filed).hasSize(2);
        for (FiledObjection one : filed) {
            boolean isFirst = one.objection().id().equals(first.id());
            assertThat(one.withdrawal() != null).isEqualTo(isFirst);
        }
    }

    @Test
    void filesNoObjectionWithoutCase() throws MalformedException {
        assertThat(files().cases().file(objection(TestCases.application(registry))))
                .isFalse();
    }

    private Objection objection(TestCases.Sent sent) throws MalformedException {
        return Objection.sign(
                sent.application(), "Another team's telephone.", registry.stamp(), registry.vetter("hill-desk", 0));
    }

    @Test
    void showsDisclosuresOnlyOnceARecordHoldsThem() {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        files().projection().rebuild(1, List.of());
        assertThat(files().disclosures().held(Set.of(Audience.PUBLIC, Audience.VETTERS)))
                .isEmpty();

        files().projection().advance(1, 2, List.of(held(sent, sent.given())));
        assertThat(files().disclosures().held(Set.of(Audience.PUBLIC)))
                .containsExactlyInAnyOrderElementsOf(TestCases.only(Audience.PUBLIC, sent.given()));
        assertThat(files().disclosures().held(sent.organisation().code()))
                .containsExactlyInAnyOrderElementsOf(sent.given());
        assertThat(files().projection().admitted(sent.application().id()))
                .contains(sent.organisation().code());
    }

    @Test
    void deletesWhatARecordHoldsNoMore() {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        files().projection().rebuild(1, List.of(held(sent, sent.given())));
        files().projection().advance(1, 2, List.of(held(sent, sent.given().subList(1, 5))));
        // Even if the digest comes back, what it stood for does not.
        files().projection().advance(2, 3, List.of(held(sent, sent.given())));
        assertThat(files().disclosures().held(sent.organisation().code()))
                .containsExactlyInAnyOrderElementsOf(sent.given().subList(1, 5));
        assertThat(files().cases().find(sent.application().id()).orElseThrow().disclosures())
                .containsExactlyInAnyOrderElementsOf(sent.given().subList(1, 5));
    }

    @Test
    void keepsWhatASecondSourceBroughtApart() {
        TestCases.Sent sent = TestCases.application(registry);
        TestCases.Sent copycat = TestCases.application(registry);
        open(sent);
        // Whoever was shown a disclosure can hand it in as their own, for everybody to see.
        GivenDisclosure copied = new GivenDisclosure(Audience.PUBLIC, sent.account());
        files().cases()
                .open(CaseRecord.opened(copycat.application(), List.of(copied), registry.now()), Instant.EPOCH, MOST);
        files().projection().rebuild(1, List.of(held(sent, sent.given()), held(copycat, List.of(copied))));
        files().projection().advance(1, 2, List.of(held(copycat, List.of())));
        assertThat(files().disclosures().held(sent.organisation().code()))
                .containsExactlyInAnyOrderElementsOf(sent.given());
        assertThat(files().disclosures().held(Set.of(Audience.PUBLIC))).doesNotContain(copied);
    }

    @Test
    void discardsWhatCameWithAVoidStatementAlone() {
        TestCases.Sent sent = TestCases.application(registry);
        open(sent);
        Digest bind = TestCases.nothing();
        Code code = sent.organisation().code();
        GivenDisclosure account = new GivenDisclosure(Audience.PUBLIC, TestCases.account("2"));
        HeldDigests.Held bound = new HeldDigests.Held(bind, account.disclosure().digest());
        HeldDigests holding = new HeldDigests(code, sent.application().id(), Set.of(bound));

        files().disclosures().keep(bind, List.of(account));
        files().disclosures().discard(bind);
        files().projection().rebuild(1, List.of(holding));
        assertThat(files().disclosures().held(code)).isEmpty();

        files().disclosures().keep(bind, List.of(account));
        files().disclosures().discard(bind);
        assertThat(files().disclosures().held(code)).containsExactly(account);

        TestCases.Sent waiting = TestCases.application(registry);
        open(waiting);
        files().disclosures().discard(waiting.application().id());
        assertThat(files().cases()
                        .find(waiting.application().id())
                        .orElseThrow()
                        .disclosures())
                .hasSize(5);
    }

    @Test
    void rebuildingDeletesWhatNeitherRecordNorWaitingApplicationHas() {
        TestCases.Sent waiting = TestCases.application(registry);
        TestCases.Sent admitted = TestCases.application(registry);
        open(waiting);
        open(admitted);
        GivenDisclosure orphan = new GivenDisclosure(Audience.PUBLIC, TestCases.account("3"));
        files().disclosures().keep(TestCases.nothing(), List.of(orphan));
        files().projection().rebuild(1, List.of(held(admitted, admitted.given().subList(0, 2))));

        HeldDigests later = new HeldDigests(
                waiting.organisation().code(),
                waiting.application().id(),
                Set.of(new HeldDigests.Held(
                        TestCases.nothing(), orphan.disclosure().digest())));
        assertThat(files().cases()
                        .find(waiting.application().id())
                        .orElseThrow()
                        .disclosures())
                .hasSize(5);
        files().projection().advance(1, 2, List.of(later));
        assertThat(files().disclosures().held(waiting.organisation().code())).isEmpty();
        assertThat(files().disclosures().held(admitted.organisation().code()))
                .containsExactlyInAnyOrderElementsOf(admitted.given().subList(0, 2));
    }

    @Test
    void refusesToFollowALogThatSomebodyElseFollows() {
        files().projection().rebuild(4, List.of());
        files().projection().advance(4, 6, List.of());
        assertThatThrownBy(() -> files().projection().advance(4, 7, List.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
