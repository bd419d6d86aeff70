package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** {@code rescue proof}: got once with a network, checked ever after without. */
class ProofTest {
    @TempDir
    private Path dir;

    private final FakeFederation federation = new FakeFederation();
    private final TestOrganisation team = federation.registry.admit();
    private Instant now;
    private String anchors;
    private Path file;

    @BeforeEach
    void publish() throws Exception {
        federation.publish();
        now = federation.registry.now();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors()).toString();
        file = dir.resolve("team.status-proof");
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private Shell.Run get(String code, String... more) {
        return run(now, "proof get " + code + " --anchors " + anchors + " --out " + file, more);
    }

    private Shell.Run check(Instant time, String... more) {
        return run(time, "proof check " + file, more);
    }

    private static Shell.Run run(Instant time, String command, String... more) {
        return Shell.at(time)
                .run((command + " " + String.join(" ", more)).strip().split(" "));
    }

    @Test
    void getsAProofThatTheAnchorsAloneVerifyWhenNobodyAnswers() {
        Shell.Run got = get(team.code().canonical());
        assertThat(got.exit()).as(got.err()).isZero();
        assertThat(got.out()).startsWith(team.code() + " is active\n").contains("proven as of", "fresh until");
        assertThat(got.err()).contains("wrote " + file);
        federation.close();
        Shell.Run checked = check(now.plus(Duration.ofHours(20)), "--anchors", anchors);
        assertThat(checked.exit()).as(checked.err() + checked.out()).isZero();
        assertThat(checked.out()).startsWith(team.code() + " is active\n");
    }

    @Test
    void checksByAPolicyThatIsKnownFromElsewhere() throws Exception {
        get(team.code().canonical());
        Path policy = Files.writeString(dir.resolve("policy"), federation.policy());
        Shell.Run run = check(now, team.code().compact(), "--policy", policy.toString(), "--output", "json");
        assertThat(run.exit()).as(run.err()).isZero();
        Members answer = Members.of(Json.parse(run.out().strip().getBytes()), "answer");
        assertThat(answer.string("outcome")).isEqualTo("registered");
        assertThat(answer.string("status")).isEqualTo("active");
        assertThat(answer.bool("valid")).isTrue();
        assertThat(answer.integer("fresh_until")).isEqualTo(answer.integer("as_of") + 86_400);
    }

    @Test
    void isOfNoUseForNowWhenItIsOldAndStaysAProofOfThen() throws Exception {
        get(team.code().canonical());
        Path policy = Files.writeString(dir.resolve("policy"), federation.policy());
        Instant later = now.plus(Duration.ofDays(400));
        Shell.Run stale = check(later, "--policy", policy.toString());
        assertThat(stale.exit()).isEqualTo(3);
        assertThat(stale.out()).contains("[too_old]");
        assertThat(check(now.plusSeconds(700), "--policy", policy.toString(), "--max-age", "10m")
                        .exit())
                .isEqualTo(3);
        Shell.Run then = check(later, "--policy", policy.toString(), "--at", now.toString());
        assertThat(then.exit()).as(then.out()).isZero();
        assertThat(then.out()).startsWith(team.code() + " was active\n");
        Shell.Run expired = check(later, "--anchors", anchors);
        assertThat(expired.exit()).isNotZero();
        Shell.Run chain = check(now.plus(Duration.ofHours(30)), "--anchors", anchors);
        assertThat(chain.exit()).isEqualTo(3);
        assertThat(chain.out()).contains("the chain in the file does not lead to these anchors now");
    }

    @Test
    void provesThatNobodyHasACodeAndDoesNotCallItFalse() throws Exception {
        Shell.Run run = get(Code.of("CN", "99999999").canonical(), "--with-last");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("is not registered").doesNotContain("false");
        assertThat(file).exists();
    }

    @Test
    void provesWhatSpeaksAgainstAnOrganisationToo() throws Exception {
        federation.registry.write(federation.registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        federation.publish();
        now = federation.registry.now();
        Shell.Run run = get(team.code().canonical());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith(team.code() + " is paused\n").doesNotContain("protective");
        assertThat(StatusProof.parse(Files.readAllBytes(file)).code()).isEqualTo(team.code());
    }

    @Test
    void saysThatAFileIsFalseAndNotTheOrganisation() throws Exception {
        get(team.code().canonical());
        Files.writeString(file, Files.readString(file).replace("\"status_index\":0", "\"status_index\":1"));
        Shell.Run run = check(now, "--anchors", anchors);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("the proof is false", "[map_proof_false]", "Of the organisation that says nothing");
        Files.writeString(file, "nothing");
        assertThat(check(now, "--anchors", anchors).out()).contains("[status_proof_malformed]");
        Shell.Run other = check(now, Code.of("CN", "99999999").canonical(), "--anchors", anchors);
        assertThat(other.exit()).isEqualTo(1);
    }

    @Test
    void takesNoProofOfAnotherCodeForTheOneAsked() throws Exception {
        get(team.code().canonical());
        Shell.Run run = check(now, Code.of("CN", "99999999").canonical(), "--anchors", anchors);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("[wrong_code]");
    }

    @Test
    void wantsToKnowWhomYouTrust() {
        get(team.code().canonical());
        assertThat(check(now).err()).contains("[anchors_missing]");
        assertThat(check(now, "--anchors", anchors, "--policy", anchors).exit()).isEqualTo(2);
        assertThat(check(now, "--policy", anchors).err()).contains("[policy_malformed]");
        assertThat(get(team.code().canonical()).err()).contains("[file_exists]");
    }

    @Test
    void aFileWithoutAChainNeedsThePolicy() throws Exception {
        Files.write(file, federation.statusProof(team.code()).toBytes());
        Shell.Run run = check(now, "--anchors", anchors);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("[no_chain]", "--policy");
    }

    @Test
    void writesNothingThatItCouldNotVerify() {
        now = federation.registry.now().plus(Duration.ofHours(2));
        Shell.Run run = get(team.code().canonical());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("[too_old]");
        assertThat(file).doesNotExist();
    }

    @Test
    void asksOnlyTheRegistryTheCodeIsOf() throws Exception {
        Shell.Run run = get(Code.of("TH", "7K3M9QXD").canonical());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("[registry_unknown]");
        assertThat(get(team.code().canonical(), "--at", "yesterday").exit()).isEqualTo(2);
    }
}
