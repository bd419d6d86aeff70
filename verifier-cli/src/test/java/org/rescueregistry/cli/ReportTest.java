package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Decision;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** A platform reports, an auditor decides, the account's side appeals: the whole way, command by command. */
class ReportTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path dir;

    private FakeFederation federation;
    private TestOrganisation team;
    private Path anchors;
    private Path passphrase;

    @BeforeEach
    void open() throws IOException {
        federation = new FakeFederation();
        team = federation.registry.admit();
        federation.publish();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors());
        passphrase = Files.writeString(dir.resolve("passphrase"), PASSPHRASE + "\n");
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private Path decision(VerdictReason reason) throws IOException {
        Verdict verdict = new Verdict(
                Outcome.CLAIM_MISMATCH,
                List.of(new Because(reason, team.code(), federation.entity, "蓝舟救援官方")),
                List.of(),
                new Verdict.Basis(
                        new Verdict.Versions("0.1.0", "79", "2026", "s"), VerificationPolicy.ONLINE, null, false));
        Decision decision = new Decision(new AccountId("weibo.com", "200"), "p-77", federation.registry.now(), verdict);
        return Files.write(
                dir.resolve("decision-" + reason + ".json"),
                Json.object().put("decision", decision.json()).build().canonical());
    }

    private Shell.Run run(Es256Signer signer, boolean trusting, String... args) throws Exception {
        Path key = dir.resolve(signer.keyId() + ".p12");
        if (!Files.exists(key)) {
            Files.write(key, KeyFile.seal(signer, PASSPHRASE.toCharArray()));
        }
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(args));
        all.addAll(List.of("--key", key.toString(), "--passphrase-file", passphrase.toString(), "--output", "json"));
        if (trusting) {
            all.addAll(List.of("--anchors", anchors.toString()));
        }
        if (Set.of("send", "appeal", "decide").contains(args[0])) {
            all.add("--yes");
        }
        return new Shell(federation.registry::now).run(all.toArray(String[]::new));
    }

    private String at() {
        return federation.entity.toString();
    }

    private String id(Shell.Run sent) throws Exception {
        assertThat(sent.exit()).as(sent.err()).isZero();
        return Members.of(Json.parse(sent.out()), "answer").string("id");
    }

    @Test
    void goesFromAReportToTheLastWord() throws Exception {
        Es256Signer platform = federation.registry.platform();
        Es256Signer auditor = federation.registry.auditor("hill-desk");
        Shell.Run sent = run(
                platform,
                true,
                "send",
                decision(VerdictReason.PROFILE_CODE_OF_ANOTHER).toString());
        assertThat(sent.err())
                .contains("You are about to report", "PROFILE_CODE_OF_ANOTHER", "the account 200 on weibo.com")
                .doesNotContain("p-77", "蓝舟");
        String report = id(sent);

        Shell.Run open = run(platform, true, "show", report, "--registry", at());
        assertThat(open.exit()).isEqualTo(3);
        assertThat(run(auditor, false, "list", "--registry", at()).out()).contains(report);
        assertThat(run(platform, true, "appeal", report, "--registry", at(), "--reason", "facts_new")
                        .err())
                .contains("not_decided");

        Shell.Run decided = run(auditor, true, "decide", report, "--registry", at(), "--outcome", "upheld");
        assertThat(decided.exit()).as(decided.err()).isZero();
        assertThat(decided.err()).contains("You are about to decide this report", "with the outcome upheld");
        Shell.Run shown = run(platform, true, "show", report, "--registry", at());
        assertThat(shown.exit()).isZero();

        Shell.Run appealed = run(platform, true, "appeal", report, "--registry", at(), "--reason", "facts_new");
        assertThat(appealed.err()).contains("You are about to appeal", "against the registry's decision");
        String appeal = id(appealed);
        Shell.Run last = run(
                federation.registry.auditor("sea-desk"),
                true,
                "decide",
                appeal,
                "--registry",
                at(),
                "--outcome",
                "not_upheld");
        assertThat(last.exit()).as(last.err()).isZero();
        assertThat(last.err()).contains("You are about to decide this appeal");
    }

    @Test
    void reportsWhatPeopleSawButNothingThatAPostOnlyQuotes() throws Exception {
        String quoted = decision(VerdictReason.CODE_OF_ANOTHER).toString();
        Shell.Run nothing = run(federation.registry.platform(), true, "send", quoted);
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err() + nothing.out()).contains("bad_option");
        Shell.Run wrong = run(federation.registry.platform(), true, "send", quoted, "--reason", "facts_wrong");
        assertThat(wrong.exit()).isEqualTo(2);
        Shell.Run seen = run(federation.registry.platform(), true, "send", quoted, "--reason", "impersonation");
        assertThat(seen.exit()).as(seen.err()).isZero();
    }

    @Test
    void takesNoDecisionThatTheRegistryDidNotSign() throws Exception {
        String report = id(run(
                federation.registry.platform(),
                true,
                "send",
                decision(VerdictReason.NAME_LOOKS_LIKE).toString()));
        federation.answerAsAnother();
        Shell.Run decided = run(
                federation.registry.auditor("hill-desk"),
                true,
                "decide",
                report,
                "--registry",
                at(),
                "--outcome",
                "settled");
        assertThat(decided.exit()).isEqualTo(1);
        Shell.Run shown = run(federation.registry.platform(), true, "show", report, "--registry", at());
        assertThat(shown.exit()).isEqualTo(1);
        assertThat(shown.err() + shown.out()).contains("decision_signature");
    }

    @Test
    void readsNoDecisionThatWasChanged() throws Exception {
        Path file = decision(VerdictReason.NAME_LOOKS_LIKE);
        Files.writeString(file, Files.readString(file).replace("\"200\"", "\"300\""));
        Shell.Run run = run(federation.registry.platform(), true, "send", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err() + run.out()).contains("decision_id_wrong");
    }

    @Test
    void makesAStatementOfReasonsWithoutAKeyOrANetwork() throws Exception {
        federation.close();
        Path decision = decision(VerdictReason.PROFILE_CODE_OF_ANOTHER);
        Path answers = Files.writeString(dir.resolve("answers.json"), """
                {"application_date":"2026-11-22","automated_decision":"AUTOMATED_DECISION_NOT_AUTOMATED",
                 "automated_detection":"Yes","content_date":"2026-11-20","content_type":["CONTENT_TYPE_TEXT"],
                 "decision_account":"DECISION_ACCOUNT_SUSPENDED","decision_ground":"DECISION_GROUND_INCOMPATIBLE_CONTENT",
                 "incompatible_content_ground":"Community rules, section 4.2","source_type":"SOURCE_VOLUNTARY",
                 "territorial_scope":["DE","FR"]}
                """);
        Path out = dir.resolve("statement.json");
        Shell.Run made = dsa(decision, answers, "--out", out.toString());
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("nothing was sent", "decision_facts", "Outcome: CLAIM_MISMATCH.", "written: " + out)
                .doesNotContain("蓝舟");
        Members statement = Members.of(Json.parse(Files.readAllBytes(out)), "statement");
        assertThat(statement.string("category")).isEqualTo("STATEMENT_CATEGORY_SCAMS_AND_FRAUD");
        assertThat(dsa(decision, answers, "--output", "json").out().strip()).isEqualTo(Files.readString(out));

        assertThat(dsa(decision, answers, "--out", out.toString()).err()).contains("[file_exists]");
        Path empty = Files.writeString(dir.resolve("empty.json"), "{}");
        Shell.Run missing = dsa(decision, empty);
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("[dsa_missing]");
        assertThat(dsa(empty, answers).err()).contains("[missing_member]", empty.toString());
    }

    private Shell.Run dsa(Path decision, Path answers, String... more) {
        List<String> all = new ArrayList<>(List.of("report", "dsa", decision.toString(), answers.toString()));
        all.addAll(List.of(more));
        return new Shell(federation.registry::now).run(all.toArray(String[]::new));
    }
}
