package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;
import picocli.CommandLine;

/** Every act of the rulebook can be done by a command, which shows to the byte what will be signed. */
class EveryActTest {
    private static final Pattern ROW = Pattern.compile("^### `([a-z]+)`", Pattern.MULTILINE);

    @TempDir
    private Path dir;

    @Test
    void everyRowOfTheRulebookHasItsCommand() throws Exception {
        String page = Files.readString(Path.of("../docs/reference/statements.md"));
        List<String> acts = new ArrayList<>(new TreeSet<>(
                ROW.matcher(page).results().map(row -> row.group(1)).toList()));
        assertThat(acts).hasSize(17);
        CommandLine rescue = Rescue.commandLine(Shell.at(Instant.EPOCH).world());
        for (String act : acts) {
            CommandLine command = rescue.getSubcommands().get(act);
            assertThat(command).as(act).isNotNull();
            List<CommandLine> signing = new ArrayList<>(command.getSubcommands().values());
            signing.add(command);
            assertThat(signing)
                    .as("shows what is signed to the byte: " + act)
                    .anyMatch(one -> one.getCommandSpec().findOption("--exact") != null);
        }
    }

    @Test
    void whatIsShownIsWhatIsSigned() throws Exception {
        try (Drill drill = new Drill(dir, Runbook.none())) {
            TestOrganisation team = drill.theTeam("hill-desk", "river-desk");
            String suspend =
                    "rescue suspend " + Drill.CODE + " --reason safeguarding_breach --for 24h --exact --out act.signed";
            Shell.Run run = drill.done(suspend + " --key sea-vetter.p12 --anchors anchors.json", "yes");
            String jws =
                    Members.of(Json.parse(drill.text("act.signed")), "file").string("statement");
            String[] parts = jws.split("\\.");
            assertThat(run.err().lines())
                    .contains(
                            "Exactly this is signed: a JWS with this header and this payload",
                            part(parts[0]),
                            part(parts[1]));
            assertThat(drill.record(team).suspensions()).as("nothing was filed").isEmpty();
            assertThat(drill.tried(suspend + " --key sea-vetter.p12 --anchors anchors.json", "yes")
                            .err())
                    .contains("[file_exists]");
            drill.done("rescue file act.signed --registry https://registry.example", "");
            assertThat(drill.record(team).suspensions()).hasSize(1);
            Shell.Run again = drill.tried("rescue sign act.signed --out twice.signed --key sea-vetter.p12", "yes");
            assertThat(again.err()).contains("somebody else has to sign", "[bad_file]");
        }
    }

    private static String part(String base64url) {
        return new String(Base64.getUrlDecoder().decode(base64url), StandardCharsets.UTF_8);
    }
}
