package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.sdk.VerdictScene.BLUE;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.STRANGER;
import static org.rescueregistry.sdk.VerdictScene.blues;
import static org.rescueregistry.sdk.VerdictScene.by;
import static org.rescueregistry.sdk.VerdictScene.verifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class ReportDeskTest {
    private static final String LOG = "cn.example/log";
    private static final Es256Signer PLATFORM = TestKeys.es256("a platform");
    private static final Es256Signer REGISTRY = TestKeys.es256("the registry's own key");

    private final VerdictScene scene = VerdictScene.cn();
    private final ReportDesk desk =
            new ReportDesk(new RegistrySnapshot.Origin(VerdictScene.CN, "CN"), LOG, Set.of(REGISTRY.publicKey()));
    private final Random random = new Random(3);

    private Stamp stamp() {
        return Stamp.at(NOW, random);
    }

    private KeptDecision decision(Post post) {
        return Decision.of(post, NOW, scene.verdict(post)).kept();
    }

    private Post impostor() {
        return by(STRANGER, "蓝舟救援官方", "认证 " + scene.blue().code, "私信我").withRef("p-1");
    }

    private ReportDecision answer(PlatformReport report, FindingOutcome outcome) {
        ReportRuling ruling = ReportRuling.sign(
                new ReportRuling.Content(report.id(), outcome, DigestSet.EMPTY),
                report.log(),
                stamp(),
                TestKeys.es256("an auditor"));
        return ReportDecision.sign(report, ruling, NOW, REGISTRY);
    }

    @Test
    void reportsWhatAVerdictFoundOnTheAccountItself() {
        KeptDecision decision = decision(impostor());
        PlatformReport report = desk.report(decision, stamp(), PLATFORM).orElseThrow();

        assertThat(report.content().reason()).isEqualTo(ReportReason.PROFILE_CODE_OF_ANOTHER);
        assertThat(report.content().code()).isEqualTo(scene.blue().code);
        assertThat(report.content().account()).isEqualTo(STRANGER);
        assertThat(report.content().decisionId()).isEqualTo(decision.id());
        assertThat(report.log()).isEqualTo(LOG);
        assertThat(report.isSignedBy(PLATFORM.publicKey())).isTrue();
    }

    @Test
    void hasNothingToReportOfWhoQuotesACodeOrOfferOrOfWhomAllIsWellWith() {
        String code = scene.blue().code.canonical();
        assertThat(desk.report(decision(by(STRANGER, "妈妈", "", "求问 " + code + " 是真的吗？")), stamp(), PLATFORM))
                .isEmpty();
        assertThat(desk.report(decision(by(STRANGER, "李四", "", "我们是救援队，救人先付定金")), stamp(), PLATFORM))
                .isEmpty();
        assertThat(desk.report(decision(blues()), stamp(), PLATFORM)).isEmpty();
    }

    @Test
    void reportsNothingThatIsOnlyTriedOut() {
        Verdict shadow = verifier(RescueVerifier.builder().shadow(), scene).verify(impostor(), NOW);
        KeptDecision decision = Decision.of(impostor(), NOW, shadow).kept();
        assertThat(desk.report(decision, stamp(), PLATFORM)).isEmpty();
    }

    @Test
    void reportsWhatPeopleSawOfACodeOfItsRegistryAlone() {
        KeptDecision decision = decision(by(BLUE, "蓝舟救援", "", "转账到这个账户"));
        PlatformReport report = desk.report(
                decision,
                new ReportDesk.Seen(scene.blue().code, ReportReason.ADVANCE_FEE_OR_EXTORTION),
                stamp(),
                PLATFORM);
        assertThat(report.content().kind()).isEqualTo(PlatformReport.Kind.REPORT);
        ReportDesk.Seen elsewhere = new ReportDesk.Seen(
                new VerdictScene(VerdictScene.TH, "TH").code("7K3M9QXD"), ReportReason.IMPERSONATION);
        assertThatIllegalArgumentException().isThrownBy(() -> desk.report(decision, elsewhere, stamp(), PLATFORM));
    }

    @Test
    void takesTheRegistrysAnswerToThisReportAlone() {
        PlatformReport report =
                desk.report(decision(impostor()), stamp(), PLATFORM).orElseThrow();
        PlatformReport another =
                desk.report(decision(impostor()), stamp(), PLATFORM).orElseThrow();
        ReportDecision answer = answer(report, FindingOutcome.UPHELD);

        assertThat(desk.check(answer.compact(), report)).isEqualTo(new AnswerFinding.Good(answer));
        assertThat(code(desk.check(answer.compact(), another))).isEqualTo("decision_of_another");
        ReportDesk strange = new ReportDesk(desk.origin(), LOG, Set.of(PLATFORM.publicKey()));
        assertThat(code(strange.check(answer.compact(), report))).isEqualTo("decision_signature");
        assertThat(code(desk.check("no answer", report))).isEqualTo("jws_not_three_parts");
    }

    private static String code(AnswerFinding finding) {
        return finding.match(new AnswerFinding.Cases<>() {
            @Override
            public String good(ReportDecision decision) {
                return "good";
            }

            @Override
            public String refused(String code, String message) {
                return code;
            }
        });
    }

    @Test
    void anAppealStandsUnderTheSameDecisionId() {
        PlatformReport report =
                desk.report(decision(impostor()), stamp(), PLATFORM).orElseThrow();
        ReportDecision answer = answer(report, FindingOutcome.UPHELD);
        PlatformReport appeal =
                desk.appeal(new ReportDesk.Disputed(report, answer), ReportReason.WRONG_ACCOUNT, stamp(), PLATFORM);

        assertThat(appeal.content().decisionId()).isEqualTo(report.content().decisionId());
        assertThat(appeal.content().inReplyTo()).isEqualTo(answer.id());
        assertThat(appeal.content().account()).isEqualTo(report.content().account());
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportDesk.Disputed(appeal, answer));
        ReportDecision last = answer(appeal, FindingOutcome.UPHELD);
        assertThat(last.decisionId()).isEqualTo(answer.decisionId());
        assertThat(desk.check(last.compact(), appeal)).isInstanceOf(AnswerFinding.Good.class);
    }

    @Test
    void aKeptDecisionIsReadAsItWasMadeAndNotOtherwise() throws Exception {
        Post post = impostor();
        Decision made = Decision.of(post, NOW, scene.verdict(post));
        assertThat(KeptDecision.parse(Json.parse(made.json().canonical()))).isEqualTo(made.kept());

        TreeMap<String, Json> members = new TreeMap<>(made.json().members());
        members.put("ref", new Json.Str("p-2"));
        assertThatThrownBy(() -> KeptDecision.parse(new Json.Obj(members)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("decision_id_wrong"));
    }

    @Test
    void everyReasonFromAVerdictIsOneAndLiesInTheAccount() {
        for (ReportReason reason : ReportReason.values()) {
            Optional<VerdictReason> same = Arrays.stream(VerdictReason.values())
                    .filter(one -> one.name().equals(reason.text()))
                    .findFirst();
            assertThat(same.isPresent()).isEqualTo(reason.source() == ReportReason.Source.VERDICT);
            same.ifPresent(one -> assertThat(one.display()).isEqualTo(VerdictReason.Display.QUEUE));
        }
    }
}
