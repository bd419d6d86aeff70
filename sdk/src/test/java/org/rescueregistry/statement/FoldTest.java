package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

final class FoldTest {
    private final TestRegistry registry = TestRegistry.founded(1);

    private static Fold replay(String log, List<byte[]> leaves) {
        Fold fold = Fold.start(log);
        for (byte[] leaf : leaves) {
            fold.append(leaf).ifPresent(batch -> assertThat(batch.check()).isInstanceOf(ClosedBatch.Right.class));
        }
        return fold;
    }

    @Test
    void admitsBindsConfirmsAndRevokes() {
        TestOrganisation team = registry.admit();
        Digest account = TestKeys.digest("an account");
        registry.write(registry.about(
                team,
                new Act.Bind(account),
                team.key(),
                registry.record(team).keys().by()));
        assertThat(registry.record(team).account(account).orElseThrow().countsAt(registry.now()))
                .isFalse();
        Digest bind = registry.record(team).last().id();
        Act confirm = new Act.Confirm(account, registry.now().plus(Duration.ofDays(100)));
        registry.write(registry.about(team, confirm, registry.platform(), bind));
        assertThat(registry.record(team).account(account).orElseThrow().confirmations())
                .hasSize(1);
        Statement revoke = registry.about(team, new Act.Revoke(Reason.SANCTIONS_MATCH), registry.auditor("sea-desk"));
        assertThat(registry.write(revoke)).containsExactly(new Judgement.Pending(1, 2));
        assertThat(registry.record(team).status()).isEqualTo(Status.SUSPENDED);
        assertThat(registry.fold().pending()).hasSize(1);
        registry.write(registry.countersign(revoke, registry.vetter("hill-desk", 1)));
        assertThat(registry.record(team).status()).isEqualTo(Status.REVOKED);
        assertThat(registry.fold().pending()).isEmpty();
    }

    @Test
    void replayingWhatABatchWroteComesToTheSame() {
        TestOrganisation team = registry.admit();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        Fold replayed = replay(registry.log(), registry.leaves());
        assertThat(replayed.state().map().root())
                .isEqualTo(registry.fold().map().root());
        assertThat(replayed.state().records()).isEqualTo(registry.fold().state().records());
        assertThat(replayed.size()).isEqualTo(registry.leaves().size());
    }

    @Test
    void aVoidStatementChangesNothingAndTakesNoIndex() {
        TestOrganisation team = registry.admit();
        Digest before = registry.fold().map().root();
        long size = registry.fold().size();
        Statement stranger = registry.about(team, new Act.Pause(Reason.PROTECTIVE), TestKeys.es256("nobody's"));
        assertThat(registry.offer(List.of(stranger)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.UNKNOWN_SIGNER));
        assertThat(registry.fold().map().root()).isEqualTo(before);
        assertThat(registry.fold().size()).isEqualTo(size);
        assertThat(registry.fold().open(registry.now()).next()).isEqualTo(size);
    }

    @Test
    void reportsAWrongStateAndGoesOnFromItsOwnResult() throws Exception {
        List<byte[]> leaves = registry.leaves();
        StateLeaf right = StateLeaf.parse(leaves.get(leaves.size() - 1));
        StateLeaf wrong = new StateLeaf(
                right.attestations(),
                right.charter(),
                right.log(),
                TestKeys.digest("another map"),
                right.size(),
                right.statusLists(),
                right.time());
        Fold fold = replay(registry.log(), leaves.subList(0, leaves.size() - 1));
        Optional<ClosedBatch> batch = fold.append(wrong.bytes());
        assertThat(batch.orElseThrow().wrong().orElseThrow().differs()).containsExactly("map");
        assertThat(batch.orElseThrow().wrong().orElseThrow().computed()).isEqualTo(right);
        assertThat(fold.size()).isEqualTo(leaves.size());
    }

    @Test
    void whatItGaveDoesNotChangeWhenTheFoldGoesOn() {
        TestOrganisation team = registry.admit();
        FoldedState before = registry.fold().state();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.key()));
        registry.admit();
        assertThat(before.record(team.code()).orElseThrow().status()).isEqualTo(Status.ACTIVE);
        assertThat(before.records()).hasSize(1);
        assertThat(before.map().root()).isNotEqualTo(registry.fold().map().root());
    }

    @Test
    void aPendingActLapsesWithItsWindow() {
        TestOrganisation team = registry.admit();
        Statement erase = registry.about(
                team,
                new Act.Erase(DigestSet.of(
                        registry.record(team).profile().digests().items().get(0))),
                registry.operator(0));
        registry.write(erase);
        registry.advance(registry.charter().limits().approvalWindow());
        assertThat(registry.write(registry.countersign(erase, registry.operator(1))))
                .containsExactly(new Judgement.Pending(1, 2));
    }

    @Test
    void timeNeverGoesBack() {
        assertThatThrownBy(() -> registry.fold().open(registry.now().minusSeconds(60)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBatchThatHasStatementsMustBeClosedFirst() {
        TestOrganisation team = registry.admit();
        Batch batch = registry.fold().open(registry.now());
        batch.offer(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.key()));
        assertThatThrownBy(() -> registry.fold().open(registry.now())).isInstanceOf(IllegalStateException.class);
        batch.close(TestRegistry.NO_ATTESTATIONS);
        assertThatThrownBy(() -> batch.close(TestRegistry.NO_ATTESTATIONS)).isInstanceOf(IllegalStateException.class);
    }
}
