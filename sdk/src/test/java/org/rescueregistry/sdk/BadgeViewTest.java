package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;
import static org.rescueregistry.sdk.VerdictScene.blues;
import static org.rescueregistry.sdk.VerdictScene.by;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Reason;

class BadgeViewTest {
    private final VerdictScene scene = VerdictScene.cn();
    private final VerdictScene.Team blue = scene.blue();

    private BadgeView view(RescueVerifier.Builder builder, Post post, String locale) {
        RescueVerifier verifier = VerdictScene.verifier(builder, scene);
        return verifier.badge(verifier.verify(post, NOW), Messages.in(locale));
    }

    private BadgeView view(Post post, String locale) {
        return view(RescueVerifier.builder(), post, locale);
    }

    private static BadgeView.Badge badge(BadgeView view) {
        return Objects.requireNonNull(view.badge());
    }

    @Test
    void aBadgeSaysWhoseItIsAndAsOfWhen() {
        BadgeView.Badge badge = badge(view(blues(), "en"));
        assertThat(badge.tone()).isEqualTo(BadgeView.Tone.GOOD);
        assertThat(badge.text()).isEqualTo("Vetted rescue team");
        assertThat(badge.alt()).contains("蓝舟救援").contains("UTC");
        assertThat(badge.card().facts())
                .contains(new BadgeView.Fact("Code", blue.code.canonical()))
                .contains(new BadgeView.Fact("Registry", "https://cn.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans", "zh-Hant", "th"})
    void everyLanguageHasAWholeCardWithoutALink(String locale) {
        BadgeView.Badge badge = badge(view(blues(), locale));
        assertThat(badge.card().title()).contains("蓝舟救援");
        assertThat(badge.card().paragraphs())
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).isNotBlank().doesNotContain("http", "{"));
        assertThat(badge.card().facts()).extracting(BadgeView.Fact::label).doesNotHaveDuplicates();
    }

    @Test
    void aPauseLooksLikeNoFault() {
        blue.now(record -> record.withSuspension(VerdictScene.suspension(Reason.PROTECTIVE, null)));
        BadgeView.Badge badge = badge(view(blues(), "en"));
        assertThat(badge.tone()).isEqualTo(BadgeView.Tone.PAUSED);
        assertThat(view(blues(), "en").json().text()).doesNotContainIgnoringCase("protective");
        blue.now(record -> record.revoked(Reason.VETTING_ERROR, NOW.minusSeconds(1)));
        assertThat(badge(view(blues(), "en")).tone()).isEqualTo(BadgeView.Tone.ENDED);
    }

    @Test
    void whatIsForTheQueueIsShownToNobody() {
        assertThat(view(by(STRANGER, "小店", blue.code.canonical(), ""), "en").isEmpty())
                .isTrue();
        assertThat(view(by(STRANGER, "b\u04CFueboat", "", "我们是民间救援队，可以联系我"), "en")
                        .isEmpty())
                .isTrue();
        assertThat(view(by(VerdictScene.BLUE, "蓝舟代购", "", ""), "en").isEmpty()).isTrue();
    }

    @Test
    void aQuotedCodeBecomesAPointerToTheTrueAccount() {
        Post post = by(STRANGER, "小丽", "", "请问 " + blue.code + " 是真的吗");
        assertThat(view(post, "en").badge()).isNull();
        assertThat(view(post, "en").pointers())
                .containsExactly("The code " + blue.code
                        + " belongs to 蓝舟救援. Its accounts: 蓝舟救援 / blueboat (weibo.example 100)");
        blue.withhold(BoundAccount.DISCLOSURE);
        assertThat(view(post, "en").pointers())
                .containsExactly("The code " + blue.code + " belongs to 蓝舟救援. Its accounts are not shown here.");
    }

    @Test
    void anUnnamedOrganisationIsItsCode() {
        blue.withhold("name");
        assertThat(badge(view(blues(), "en")).card().title()).contains("the organisation " + blue.code);
    }

    @Test
    void aShadowShowsNothing() {
        RescueVerifier verifier = VerdictScene.verifier(RescueVerifier.builder().shadow(), scene);
        Verdict verdict = verifier.verify(blues(), NOW);
        assertThat(verdict.outcome()).isEqualTo(Outcome.ACCOUNT_VERIFIED);
        assertThat(verdict.json().text()).contains("\"shadow\":true");
        assertThat(verifier.badge(verdict, Messages.in("en")).isEmpty()).isTrue();
    }
}
