package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;

/** How removing acts reach the world when their own registry lies or is silent. */
class FilingTest {
    private static final String AS_VETTER = " --key sea-vetter.p12 --anchors anchors.json";
    private static final String SUSPEND = "rescue suspend " + Drill.CODE + " --reason safeguarding_breach";

    @TempDir
    private Path dir;

    private Drill drill;
    private TestOrganisation team;

    @BeforeEach
    void open() throws Exception {
        drill = new Drill(dir, Runbook.none());
        team = drill.theTeam("hill-desk", "river-desk");
        drill.meaning("PEER", drill.federation.peer().toString());
    }

    @AfterEach
    void close() {
        drill.close();
    }

    @Test
    void keepsNoPromiseThatIsSignedBySomebodyElse() {
        drill.federation.promises =
                act -> Optional.of(Promise.sign(act, drill.registry.now(), TestKeys.es256("somebody")));
        Shell.Run run = drill.tried(SUSPEND + " --promises kept.json" + AS_VETTER, "yes");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("[promise_signature]", "says that it has taken this as leaf", "--via");
        assertThat(Files.exists(drill.file("kept.json"))).isFalse();
    }

    @Test
    void whoeverPausesSeesThatNothingWasPromised() {
        drill.federation.promises = act -> Optional.empty();
        Shell.Run run = drill.tried(
                "rescue pause " + Drill.CODE + " --registry https://registry.example --key pause.p12", "yes");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("[promise_missing]");
    }

    @Test
    void aSuspensionIsComposedAndPassedOnWhileItsRegistryIsSilent() {
        drill.federation.fallSilent();
        assertThat(drill.tried(SUSPEND + AS_VETTER, "yes").exit()).isEqualTo(4);
        Shell.Run run = drill.done(SUSPEND + " --via PEER" + AS_VETTER, "yes");
        assertThat(run.err()).contains("nobody has looked whether this can be", "by what it has read of that log");
        assertThat(run.out()).contains("waiting: suspend " + team.code());
        Statement passedOn = drill.federation.relayed.get(0);
        assertThat(passedOn.act()).isInstanceOf(Act.Suspend.class);
        assertThat(passedOn.log()).isEqualTo(drill.registry.log());
        drill.registry.write(passedOn);
        assertThat(drill.record(team).suspensions()).hasSize(1);
    }

    @Test
    void aRevocationByTwoIsComposedAndPassedOnWhileItsRegistryIsSilent() {
        drill.federation.fallSilent();
        String revoke = "rescue revoke " + Drill.CODE + " --via PEER --anchors anchors.json --key ";
        String code = team.code().canonical();
        String reason = " --reason advance_fee_or_extortion";
        drill.done(revoke + "hill-auditor.p12" + reason, code);
        assertThat(drill.tried(revoke + "sea-vetter.p12", code).err())
                .contains("[bad_option]", "say why with --reason");
        drill.registry.write(drill.federation.relayed.get(0));
        drill.done(revoke + "sea-vetter.p12" + reason, code);
        drill.registry.write(drill.federation.relayed.get(1));
        assertThat(drill.record(team).standing().status().text()).isEqualTo("revoked");
    }

    @Test
    void aPeerRefusesWhatTheSilentRegistryWouldRefuse() {
        drill.federation.fallSilent();
        Shell.Run stranger = drill.tried(
                "rescue suspend RR-CN7K-3M9Q-XDPQ --reason unspecified --via PEER --home https://registry.example"
                        + AS_VETTER,
                "yes");
        assertThat(stranger.exit()).isEqualTo(2);
        Shell.Run another = drill.tried(SUSPEND + " --log elsewhere.example/log --via PEER" + AS_VETTER, "yes");
        assertThat(another.err()).contains("[unknown_log]");
        Shell.Run dismiss = drill.tried(
                "rescue dismiss --registry https://registry.example --person hill-vetter.jwk --reason unspecified --via PEER --key sea-body.p12 --anchors anchors.json",
                Drill.beginning(drill.registry.vetter("hill-desk", 0).keyId()));
        assertThat(dismiss.err()).contains("[signer_not_entitled]");
        assertThat(drill.federation.relayed).isEmpty();
    }
}
