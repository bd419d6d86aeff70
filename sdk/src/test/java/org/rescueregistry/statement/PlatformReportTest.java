package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class PlatformReportTest {
    private final PlatformReport report = ReportScene.report();

    @Test
    void isReadAsItWasSigned() throws Exception {
        PlatformReport read = PlatformReport.parse(report.compact());

        assertThat(read.content()).isEqualTo(ReportScene.content());
        assertThat(read.log()).isEqualTo(ReportScene.LOG);
        assertThat(read.stamp().iat()).isEqualTo(ReportScene.NOW);
        assertThat(read.isSignedBy(ReportScene.PLATFORM.publicKey())).isTrue();
        assertThat(read.isSignedBy(ReportScene.AUDITOR.publicKey())).isFalse();
        assertThat(PlatformReport.parse(ReportScene.appeal().compact())
                        .content()
                        .inReplyTo())
                .isEqualTo(ReportScene.decision().id());
    }

    @Test
    void hasNoPlaceForTextsOrReaders() {
        for (String member : List.of("text", "note", "reader", "reported_by", "url", "ip")) {
            assertRefused(member, new Json.Str("x"), "unknown_member");
        }
    }

    @Test
    void reportsNobodyForTheTextOfAPost() {
        for (String reason :
                List.of("PHRASE", "CODE_OF_ANOTHER", "CODE_UNKNOWN", "CODE_WRONG", "LINK_LOOKS_LIKE", "EDITED_SINCE")) {
            assertRefused("reason", new Json.Str(reason), "unknown_word");
        }
    }

    private void assertRefused(String member, Json value, String code) {
        assertThatThrownBy(() -> PlatformReport.parse(changed(member, value)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void refusesWhatIsTooLong() {
        PlatformReport.Content content = ReportScene.content();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlatformReport.sign(
                        content, "l".repeat(PlatformReport.MAX_CHARS), report.stamp(), ReportScene.PLATFORM));
        PlatformReport.Content longest = new PlatformReport.Content(
                content.kind(),
                content.decisionId(),
                content.code(),
                new AccountId(("a".repeat(60) + ".").repeat(4) + "com", "字".repeat(AccountId.MAX_ID_CHARS)),
                content.reason(),
                null);
        assertThat(PlatformReport.sign(longest, ReportScene.LOG, report.stamp(), ReportScene.PLATFORM)
                        .compact())
                .hasSizeLessThan(PlatformReport.MAX_CHARS);
    }

    @Test
    void anAppealAndNothingElseNamesADecisionAndWhyItIsAppealed() {
        assertRefused("kind", new Json.Str("appeal"), "report_kind");
        assertRefused("reason", new Json.Str("facts_new"), "report_kind");
        assertRefused("in_reply_to", new Json.Str(report.id().base64Url()), "report_kind");
    }

    @Test
    void anAnswerCarriesTheAuditorsOwnWord() throws Exception {
        ReportDecision decision = ReportDecision.parse(ReportScene.decision().compact());

        assertThat(decision.answers(report)).isTrue();
        assertThat(decision.answers(ReportScene.appeal())).isFalse();
        assertThat(decision.outcome()).isEqualTo(FindingOutcome.UPHELD);
        assertThat(decision.statements().size()).isEqualTo(2);
        assertThat(decision.isSignedBy(ReportScene.REGISTRY.publicKey())).isTrue();
        assertThat(decision.ruling().isSignedBy(ReportScene.AUDITOR.publicKey()))
                .isTrue();
    }

    @Test
    void refusesAnAnswerWithARulingOnSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportDecision.sign(
                        ReportScene.appeal(),
                        ReportScene.ruling(FindingOutcome.UPHELD),
                        ReportScene.NOW,
                        ReportScene.REGISTRY))
                .havingCause()
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("decision_ruling"));
    }

    @Test
    void wordsAreReadAsTheyAreWritten() throws Exception {
        for (ReportReason reason : ReportReason.values()) {
            assertThat(ReportReason.parse(reason.text(), "reason")).isEqualTo(reason);
        }
        assertThat(Arrays.stream(ReportReason.values()).map(ReportReason::text)).doesNotHaveDuplicates();
    }

    private String changed(String member, Json value) throws MalformedException {
        TreeMap<String, Json> members = new TreeMap<>(
                Members.of(Json.parse(CompactJws.parse(report.compact()).payload()), "payload")
                        .json()
                        .members());
        members.put(member, value);
        return CompactJws.sign(PlatformReport.TYPE, new Json.Obj(members).canonical(), ReportScene.PLATFORM)
                .compact();
    }
}
