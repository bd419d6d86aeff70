package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.BLUE;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;
import static org.rescueregistry.sdk.VerdictScene.blues;
import static org.rescueregistry.sdk.VerdictScene.by;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Reevaluation.Cause;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Reason;

class ReevaluationIndexTest {
    private final VerdictScene scene = VerdictScene.cn();
    private final VerdictScene.Team blue = scene.blue();
    private final ReevaluationIndex index = new ReevaluationIndex(100);

    private void judge(Post post) {
        index.remember(post, scene.verdict(post));
    }

    @Test
    void namesThePostsOfAnOrganisationWhoseStatusChanged() {
        judge(blues().withRef("own"));
        judge(by(STRANGER, "小丽", "", blue.code + "?").withRef("quoted"));
        judge(by(STRANGER, "小王", "", "吃饭").withRef("other"));
        Snapshot before = VerdictScene.snapshot(scene);
        assertThat(index.changed(before, VerdictScene.snapshot(scene))).isEmpty();
        blue.now(record -> record.revoked(Reason.VETTING_ERROR, NOW));
        assertThat(index.changed(before, VerdictScene.snapshot(scene)))
                .containsExactly(
                        new Reevaluation(BLUE, "own", Cause.STATUS, blue.code),
                        new Reevaluation(STRANGER, "quoted", Cause.STATUS, blue.code));
    }

    @Test
    void namesThePostsOfAnAccountThatWasBound() {
        AccountId young = new AccountId(VerdictScene.WEIBO, "300");
        judge(by(young, "红岸", "", "").withRef("early"));
        Snapshot before = VerdictScene.snapshot(scene);
        scene.team("3M9QXD7K", "红岸", new BoundAccount(young, List.of("红岸")));
        assertThat(index.changed(before, VerdictScene.snapshot(scene)))
                .containsExactly(new Reevaluation(young, "early", Cause.ACCOUNT, null));
    }

    @Test
    void hearsayAndDoubtAreChangesToo() {
        judge(blues());
        Snapshot before = VerdictScene.snapshot(scene);
        scene.doubt = RegistrySnapshot.Doubt.WITHHELD;
        assertThat(index.changed(before, VerdictScene.snapshot(scene))).hasSize(1);
        scene.doubt = null;
        scene.heardOf = Set.of(blue.code);
        assertThat(index.changed(before, VerdictScene.snapshot(scene))).hasSize(1);
    }

    @Test
    void timeAloneIsAReason() {
        judge(blues());
        Snapshot snapshot = VerdictScene.snapshot(scene);
        assertThat(index.elapsed(snapshot, NOW, NOW.plusSeconds(999))).isEmpty();
        assertThat(index.elapsed(snapshot, NOW.plusSeconds(999), NOW.plusSeconds(1000)))
                .containsExactly(new Reevaluation(BLUE, "", Cause.TIME, blue.code));
        assertThat(index.elapsed(snapshot, NOW.plusSeconds(1000), NOW.plusSeconds(2000)))
                .isEmpty();
    }

    @Test
    void forgetsTheOldestWhenItIsFull() {
        ReevaluationIndex small = new ReevaluationIndex(2);
        for (String ref : List.of("a", "b", "c", "b")) {
            small.remember(blues().withRef(ref), scene.verdict(blues()));
        }
        assertThat(small.forgotten()).isEqualTo(1);
        Snapshot before = VerdictScene.snapshot(scene);
        blue.now(record -> record.revoked(Reason.VETTING_ERROR, NOW));
        small.forget(BLUE, "c");
        assertThat(small.changed(before, VerdictScene.snapshot(scene)))
                .extracting(Reevaluation::ref)
                .containsExactly("b");
    }

    @Test
    void writesWhatAPlatformReads() {
        assertThat(new Reevaluation(BLUE, "p-77", Cause.STATUS, blue.code)
                        .json()
                        .text())
                .isEqualTo("{\"cause\":\"status\",\"code\":\"" + blue.code
                        + "\",\"id\":\"100\",\"platform\":\"weibo.example\",\"ref\":\"p-77\"}");
    }
}
