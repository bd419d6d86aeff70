package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.LiveAttestations.Accepted;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

final class LiveAttestationsTest {
    private static final Duration LIFE = Duration.ofDays(30);

    private final TestRegistry registry = TestRegistry.founded(5);
    private final TestOrganisation team = registry.admit();
    private final TestOrganisation other = registry.admit();

    private PostAttestation attest(TestOrganisation organisation, Es256Signer key) {
        PostAttestation.Content content = new PostAttestation.Content(
                new AccountId("weibo.example", "7"), TestKeys.digest("a text"), DigestSet.EMPTY, null);
        return PostAttestation.sign(
                content,
                Envelope.about(organisation.code(), registry.log(), registry.stamp()),
                registry.now().plus(LIFE),
                key);
    }

    private boolean isLive(PostAttestation attestation, Instant time) {
        return LiveAttestations.isLive(attestation, registry.record(team), time);
    }

    private boolean isLive(PostAttestation attestation) {
        return isLive(attestation, registry.now());
    }

    private void judge(TestOrganisation of, Act act, Es256Signer signer, Digest... basis) {
        assertThat(registry.write(registry.about(of, act, signer, basis))).allMatch(judgement -> !judgement.isVoid());
    }

    @Test
    void livesFromItsTimeToItsEnd() {
        PostAttestation attestation = attest(team, team.key());
        Instant iat = attestation.iat();
        assertThat(isLive(attestation)).isTrue();
        assertThat(isLive(attestation, iat.minus(LiveAttestations.SKEW))).isTrue();
        assertThat(isLive(attestation, iat.minus(LiveAttestations.SKEW).minusSeconds(1)))
                .isFalse();
        assertThat(isLive(attestation, attestation.exp().minusSeconds(1))).isTrue();
        assertThat(isLive(attestation, attestation.exp())).isFalse();
    }

    @Test
    void livesByTheKeyInForceAlone() {
        assertThat(isLive(attest(team, other.key()))).isFalse();
        assertThat(isLive(attest(team, team.pauseKey()))).isFalse();
        assertThat(isLive(attest(other, other.key()))).isFalse();
    }

    @Test
    void doesNotLiveWhileTheOrganisationIsPaused() {
        PostAttestation attestation = attest(team, team.key());
        judge(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey());
        assertThat(isLive(attestation)).isFalse();
        OrganisationRecord paused = registry.record(team);
        OrganisationRecord lifted = new OrganisationRecord(
                paused.code(),
                paused.admission(),
                paused.profile(),
                paused.keys(),
                paused.accounts(),
                List.of(),
                List.of(),
                null,
                paused.last());
        assertThat(LiveAttestations.isLive(attestation, lifted, registry.now())).isTrue();
    }

    @Test
    void diesWithARevocation() {
        PostAttestation attestation = attest(team, team.key());
        OrganisationRecord revoked = registry.record(team).revoked(Reason.VETTING_ERROR, registry.now());
        assertThat(LiveAttestations.isLive(attestation, revoked, registry.now()))
                .isFalse();
    }

    @Test
    void countsBetweenTheLeavesThatBroughtAndEndedIt() {
        Accepted row = new Accepted(attest(team, team.key()), 10, 20);
        OrganisationRecord record = registry.record(team);
        assertThat(List.of(9L, 10L, 19L, 20L, 21L))
                .extracting(index -> LiveAttestations.isLive(row, record, index, registry.now()))
                .containsExactly(false, true, true, false, false);
    }

    @Test
    void findsTheSetBehindAStateLeaf() {
        PostAttestation one = attest(team, team.key());
        PostAttestation two = attest(other, other.key());
        PostAttestation late = attest(team, team.key());
        List<Accepted> rows = List.of(new Accepted(one, 3), new Accepted(two, 4, 6), new Accepted(late, 8));
        assertThat(LiveAttestations.at(rows, registry.fold()::record, 5, registry.now()))
                .containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(LiveAttestations.at(rows, registry.fold()::record, 8, registry.now()))
                .containsExactlyInAnyOrder(one.id(), late.id());
        assertThat(LiveAttestations.at(rows, code -> Optional.empty(), 8, registry.now()))
                .isEmpty();
        assertThat(LiveAttestations.hash(List.of(one.id(), two.id())))
                .isEqualTo(LiveAttestations.hash(List.of(two.id(), one.id())));
        assertThat(LiveAttestations.hash(List.of())).isEqualTo(TestRegistry.NO_ATTESTATIONS);
    }

    @Test
    void isEndedByItsRetraction() {
        PostAttestation attestation = attest(team, team.key());
        judge(team, new Act.Retract(attestation.id()), team.key());
        judge(other, new Act.Pause(Reason.PROTECTIVE), other.key());
        assertThat(ended()).containsExactly(new LiveAttestations.Ended(team.code(), attestation.id()));
    }

    @Test
    void isEndedByARekeyOfVettersForGood() {
        Judgement done = new Judgement.Effective();
        Statement byVetter = rekey(registry.vetter("hill-desk", 0));
        assertThat(ended(byVetter, done)).contains(new LiveAttestations.Ended(team.code(), null));
        assertThat(ended(byVetter, new Judgement.Pending(1, 2))).isEmpty();
        assertThat(ended(rekey(team.key()), done)).isEmpty();
    }

    @Test
    void isNotEndedByAnOrganisationsOwnRekeyBeforeThatCounts() {
        PostAttestation attestation = attest(team, team.key());
        assertThat(registry.write(rekey(team.key()))).allMatch(judgement -> !judgement.isVoid());
        assertThat(isLive(attestation)).isTrue();
        Instant later = registry.now().plus(Duration.ofDays(3));
        assertThat(LiveAttestations.isLive(attestation, registry.record(team).at(later), later))
                .isFalse();
    }

    private Statement rekey(Es256Signer signer) {
        Es256Signer key = TestKeys.es256("a new key");
        Act act = new Act.Rekey(
                key.publicKey(),
                null,
                Approval.sign(
                        Approval.Of.REKEY,
                        Approval.rekeyContent(key.publicKey(), null),
                        Envelope.about(team.code(), registry.log(), registry.stamp()),
                        key));
        return registry.about(team, act, signer, registry.record(team).keys().by());
    }

    private Optional<LiveAttestations.Ended> ended(Statement statement, Judgement judgement) {
        Judged judged = new Judged(7, new Leaf.Signed(statement), judgement, Set.of(team.code()));
        return LiveAttestations.endedBy(judged, registry.fold()::signatory);
    }

    /** By all leaves of the log. */
    private List<LiveAttestations.Ended> ended() {
        Fold fold = Fold.start(registry.log());
        List<LiveAttestations.Ended> ended = new ArrayList<>();
        for (byte[] leaf : registry.leaves()) {
            fold.append(leaf).stream()
                    .flatMap(batch -> batch.judged().stream())
                    .flatMap(judged -> LiveAttestations.endedBy(judged, fold::signatory).stream())
                    .forEach(ended::add);
        }
        return ended;
    }
}
