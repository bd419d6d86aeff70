package org.rescueregistry.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue vouch}. */
@Command(
        name = "vouch",
        description = {
            "Give your word for an applicant, as a vetter. You are shown everything the application says.",
            "An admission takes vouches of two bodies."
        })
public final class VouchCommand extends CaseCommand {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long your word counts: 30d (default: as long as the charter allows)")
    private @Nullable Duration length;

    public VouchCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run(RegistryClient client, Es256Signer signer) throws Stopped {
        CaseView file = ApplicationFile.readWhole(client, application(), signer);
        Duration longest = state(signer).charter().limits().vouchMax();
        Stamp stamp = Stamp.at(world.now(), world.random());
        Instant until = stamp.iat().plus(ActCommand.orLongest(length, longest));
        key().confirm(
                        world,
                        Preview.of(
                                words(file, until, signer),
                                Vouch.TYPE,
                                signer.keyId(),
                                Vouch.payload(file.application(), stamp, until)));
        Vouch vouch = Vouch.sign(file.application(), stamp, until, signer);
        Asking.send(() -> client.vouch(vouch));
        print(new Page(Json.object()
                        .put("application", application().base64Url())
                        .put("until", until.getEpochSecond())
                        .put("vetter", signer.keyId().toString())
                        .build())
                .headline(Tone.GOOD, "vouched for the application " + application())
                .field("until", PlainWords.time(until)));
        return ExitCode.VERIFIED;
    }

    private static List<String> words(CaseView file, Instant until, Es256Signer signer) {
        List<String> words = new ArrayList<>();
        words.add("You are about to vouch for this applicant; your vouch becomes public if it is admitted:");
        ApplicationFile.words(file).forEach(line -> words.add("  " + line));
        file.objections().forEach(objection -> words.add("  somebody objects: " + objection.reason()));
        words.add("  until " + PlainWords.time(until));
        words.add("  signed with your key " + signer.keyId());
        return words;
    }
}
