package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.blues;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.wire.MalformedException;

class ReplayFileTest {
    private final VerdictScene scene = VerdictScene.cn();
    private final Snapshot snapshot = VerdictScene.snapshot(scene);
    private final Overrides overrides = Overrides.NONE.hideKind("other");
    private final VerificationPolicy policy = VerificationPolicy.OFFLINE.ignorePhrases();

    private byte[] file() {
        RescueVerifier verifier = RescueVerifier.builder()
                .policy(policy)
                .overrides(overrides)
                .shadow()
                .build();
        verifier.use(snapshot);
        Post post = blues().withRef("p-77");
        return ReplayFile.json(post, NOW, overrides, verifier.verify(post, NOW))
                .text()
                .getBytes(UTF_8);
    }

    @Test
    void comesToTheSameBytes() throws Exception {
        ReplayFile.Finding finding = ReplayFile.parse(file()).replay(snapshot, Lexicon.standard());
        assertThat(finding.isSame()).isTrue();
        assertThat(finding.differences()).isEmpty();
    }

    @Test
    void saysWhatIsOfAnotherVersion() throws Exception {
        ReplayFile file = ReplayFile.parse(file());
        scene.team("3M9QXD7K", "红岸");
        scene.provenAsOf = NOW.minusSeconds(1);
        scene.blue().now(record -> record.revoked(Reason.VETTING_ERROR, NOW));
        ReplayFile.Finding finding =
                file.replay(VerdictScene.snapshot(scene), Lexicon.parse("#version\tother\nT\t救援队\n"));
        assertThat(finding.isSame()).isFalse();
        assertThat(finding.differences()).contains("lexicon");
        assertThat(finding.now().outcome()).isEqualTo(Outcome.NO_LONGER_VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"max_status_age\":86400', '\"max_status_age\":0', policy_no_age",
        "'[\"phrases\"]', '[\"everything\"]', policy_unknown_check",
        "'\"at\":1795000000,', '', missing_member",
    })
    void refusesWhatCannotBeReplayed(String good, String bad, String code) {
        String text = new String(file(), UTF_8);
        assertThat(text).contains(good);
        assertThatThrownBy(() -> ReplayFile.parse(text.replace(good, bad).getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatWasDisclosedAndHeardIsPartOfTheSnapshot() throws Exception {
        ReplayFile file = ReplayFile.parse(file());
        scene.blue().withhold("name");
        assertThat(file.replay(VerdictScene.snapshot(scene), Lexicon.standard()).differences())
                .containsExactly("snapshot");
        Snapshot before = VerdictScene.snapshot(scene);
        scene.heardOf = Set.of(scene.blue().code);
        assertThat(VerdictScene.snapshot(scene).id()).isNotEqualTo(before.id());
        scene.heardOf = Set.of();
        assertThat(VerdictScene.snapshot(scene).id()).isEqualTo(before.id());
    }

    @Test
    void aDecisionIsNamedByWhatItIs() {
        Verdict verdict = scene.verdict(blues());
        Decision decision = Decision.of(blues().withRef("p-77"), NOW, verdict);
        assertThat(decision.id())
                .hasSize(22)
                .isEqualTo(Decision.of(blues().withRef("p-77"), NOW, verdict).id());
        assertThat(decision.id())
                .isNotEqualTo(Decision.of(blues().withRef("p-78"), NOW, verdict).id());
        assertThat(decision.json().text())
                .contains("\"decision_id\":\"" + decision.id())
                .doesNotContain(blues().text());
    }

    @Test
    void overridesAreReadAsTheyAreWritten() throws Exception {
        Overrides some = overrides.hide(VerdictScene.CN).hide(scene.blue().code).suspend(scene.blue().code);
        assertThat(Overrides.parse(some.json())).isEqualTo(some);
        assertThat(Overrides.parse(Overrides.NONE.json())).isEqualTo(Overrides.NONE);
        assertThat(Overrides.NONE.id()).isNull();
        assertThat(some.id()).isNotNull();
    }
}
