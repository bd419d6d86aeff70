package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

class HistoryTest {
    private final TestRegistry registry = TestRegistry.founded(11);
    private final TestOrganisation team = registry.admit();

    private History read(Instant until) {
        History history = History.of(team.code(), until);
        Fold fold = Fold.start(registry.log());
        registry.leaves().forEach(leaf -> fold.append(leaf).ifPresent(batch -> history.take(batch, fold)));
        return history;
    }

    private static History.Said said(History history, int number) {
        return (History.Said) history.events().get(number);
    }

    @Test
    void tellsWhoSignedAndWhatCompletedIt() {
        registry.admit();
        History history = read(Instant.MAX);
        assertThat(history.events()).hasSize(2);
        assertThat(said(history, 0).by()).isEqualTo(new Signatory("operator", null));
        assertThat(said(history, 0).leaf().judgement()).isEqualTo(new Judgement.Pending(1, 2));
        assertThat(said(history, 0).later())
                .isEqualTo(new History.Later(
                        History.Later.Kind.COMPLETED, said(history, 1).index()));
        assertThat(said(history, 1).leaf().judgement()).isInstanceOf(Judgement.Effective.class);
        assertThat(history.record()).contains(registry.record(team));
    }

    @Test
    void endsAtTheLastStateLeafThatIsNotLater() {
        Instant before = registry.now();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        assertThat(read(before.minusSeconds(1)).record().orElseThrow().status()).isEqualTo(Status.ACTIVE);
        History then = read(before);
        assertThat(then.record().orElseThrow().status()).isEqualTo(Status.SUSPENDED);
        assertThat(then.state().orElseThrow().time()).isEqualTo(before);
        assertThat(said(then, 2).by())
                .isEqualTo(new Signatory("pause key", team.code().canonical()));
    }

    @Test
    void hasNoRecordBeforeTheAdmission() {
        assertThat(read(Instant.ofEpochSecond(1)).record()).isEmpty();
        assertThat(read(Instant.ofEpochSecond(1)).state()).isEmpty();
    }

    @Test
    void tellsWhatTimeAloneChanged() {
        Instant until = registry.now().plus(Duration.ofHours(1));
        registry.write(registry.about(
                team, new Act.Suspend(Reason.SAFEGUARDING_BREACH, until), registry.vetter("hill-desk", 0)));
        registry.advance(Duration.ofHours(2));
        registry.admit();
        History.Event last = read(Instant.MAX).events().get(3);
        assertThat(last).isInstanceOfSatisfying(History.FellDue.class, due -> {
            assertThat(due.before().status()).isEqualTo(Status.SUSPENDED);
            assertThat(due.after().status()).isEqualTo(Status.ACTIVE);
        });
    }

    @Test
    void tellsWhatWaitsAndWhatCameToNothing() {
        Statement first = registry.about(team, new Act.Revoke(Reason.CEASED_OPERATING), registry.auditor("hill-desk"));
        registry.write(first);
        assertThat(said(read(Instant.MAX), 2).later().kind()).isEqualTo(History.Later.Kind.WAITS);
        registry.advance(Duration.ofHours(80));
        registry.admit();
        List<History.Event> events = read(Instant.MAX).events();
        assertThat(((History.Said) events.get(2)).later().kind()).isEqualTo(History.Later.Kind.LAPSED);
    }

    @Test
    void tellsOfAnActAboutSomebodyElseThatChangedTheRecord() {
        registry.write(registry.about(
                new Act.Dismiss(registry.vetter("hill-desk", 0).keyId(), Reason.KEY_COMPROMISE, 0L),
                registry.body("hill-desk")));
        History history = read(Instant.MAX);
        History.Said last = said(history, history.events().size() - 1);
        assertThat(last.statement().act()).isInstanceOf(Act.Dismiss.class);
        assertThat(last.leaf().touched()).contains(team.code());
        assertThat(last.after().status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void aVoidLeafIsTold() throws MalformedException {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        StateLeaf last = StateLeaf.parse(leaves.get(leaves.size() - 1));
        leaves.add(registry.about(team, new Act.Revoke(Reason.UNSPECIFIED), registry.platform())
                .bytes());
        leaves.add(new StateLeaf(
                        last.attestations(),
                        last.charter(),
                        last.log(),
                        last.map(),
                        leaves.size(),
                        last.statusLists(),
                        last.time())
                .bytes());
        History history = History.of(team.code(), Instant.MAX);
        Fold fold = Fold.start(registry.log());
        leaves.forEach(leaf -> fold.append(leaf).ifPresent(batch -> history.take(batch, fold)));
        assertThat(said(history, 2).leaf().judgement().isVoid()).isTrue();
        assertThat(said(history, 2).by()).isEqualTo(new Signatory("platform", TestRegistry.PLATFORM));
    }
}
