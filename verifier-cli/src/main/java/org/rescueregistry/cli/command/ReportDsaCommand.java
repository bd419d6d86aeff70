package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.dsa.PlatformAnswers;
import org.rescueregistry.dsa.StatementOfReasons;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue report dsa}. */
@Command(
        name = "dsa",
        description = {
            "Make the statement of reasons that the EU's Digital Services Act asks of a platform, with"
                    + " the fields of the DSA Transparency Database (API version 2), of a decision that you kept"
                    + " and of what only you know: what you did, on which ground, since when.",
            "Nothing is sent, and no key is needed. What is missing is named, one field at a time. Read"
                    + " the words before you send them."
        })
final class ReportDsaCommand extends RescueCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "a decision, as the SDK and `rescue sidecar` give it")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "ANSWERS",
            description = "what only you know: a JSON object under the schema's names of the fields")
    @SuppressWarnings("NullAway.Init")
    private Path answers;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the statement, canonical JSON as the database takes it, into this new file")
    private @Nullable Path out;

    ReportDsaCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        Json.Obj statement = statement();
        Page page = new Page(statement).headline(Tone.PLAIN, "the statement of reasons; nothing was sent");
        for (Map.Entry<String, Json> field : statement.members().entrySet()) {
            page.line("  " + field.getKey()).line("    " + words(field.getValue()));
        }
        if (out != null) {
            Disk.writeNew(out, statement.canonical());
            page.line("written: " + out);
        }
        print(page);
        return ExitCode.VERIFIED;
    }

    private Json.Obj statement() throws Stopped {
        KeptDecision decision = DecisionFile.read(file);
        PlatformAnswers given = answers();
        try {
            return StatementOfReasons.of(decision, given).json();
        } catch (MalformedException e) {
            throw Stopped.at("no statement of reasons", e);
        }
    }

    private PlatformAnswers answers() throws Stopped {
        try {
            return PlatformAnswers.parse(Disk.readJson(answers));
        } catch (MalformedException e) {
            throw Stopped.at(answers.toString(), e);
        }
    }

    private static String words(Json value) {
        return value instanceof Json.Str text ? text.value() : value.text();
    }
}
