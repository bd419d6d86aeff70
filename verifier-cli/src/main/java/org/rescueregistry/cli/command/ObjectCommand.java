package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue object}. */
@Command(
        name = "object",
        description = {
            "Object to an application, as a vetter: while an objection is open nobody can admit the applicant.",
            "It stays in the private case file. With --withdraw, take one of yours back."
        })
public final class ObjectCommand extends CaseCommand {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the operators and the other vetters")
    private @Nullable String reason;

    @Option(
            names = "--withdraw",
            paramLabel = "OBJECTION",
            converter = ValueReader.OfDigest.class,
            description = "the id of the objection to take back")
    private @Nullable Digest withdraw;

    public ObjectCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run(RegistryClient client, Es256Signer signer) throws Stopped {
        if ((reason == null) == (withdraw == null)) {
            throw new Stopped(StopCode.BAD_OPTION, "say either --reason or --withdraw");
        }
        CaseView file = ApplicationFile.read(client, application(), signer);
        Stamp stamp = Stamp.at(world.now(), world.random());
        return reason == null ? withdraw(client, signer, file, stamp) : object(client, signer, file, stamp);
    }

    private ExitCode object(RegistryClient client, Es256Signer signer, CaseView file, Stamp stamp) throws Stopped {
        String why = String.valueOf(reason);
        List<String> words = new ArrayList<>(List.of("You are about to object to this application:"));
        ApplicationFile.words(file).forEach(line -> words.add("  " + line));
        words.add("  because: " + why);
        words.add("  signed with your key " + signer.keyId());
        key().confirm(
                        world,
                        Preview.of(
                                words,
                                Objection.TYPE,
                                signer.keyId(),
                                Objection.payload(file.application(), why, stamp)));
        Objection objection;
        try {
            objection = Objection.sign(file.application(), why, stamp, signer);
        } catch (MalformedException e) {
            throw Stopped.at("--reason", e);
        }
        Asking.send(() -> client.object(objection));
        return done(objection.id(), "open", "objected to the application " + application());
    }

    private ExitCode withdraw(RegistryClient client, Es256Signer signer, CaseView file, Stamp stamp) throws Stopped {
        Digest id = Objects.requireNonNull(withdraw);
        String log = file.application().log();
        List<String> words = List.of(
                "You are about to take back the objection " + id,
                "  to the application " + application(),
                "  signed with your key " + signer.keyId());
        key().confirm(
                        world,
                        Preview.of(
                                words,
                                ObjectionWithdrawal.TYPE,
                                signer.keyId(),
                                ObjectionWithdrawal.payload(log, id, stamp)));
        ObjectionWithdrawal withdrawal = ObjectionWithdrawal.sign(log, id, stamp, signer);
        Asking.send(() -> client.withdraw(application(), withdrawal));
        return done(id, "withdrawn", "took back the objection to the application " + application());
    }

    private ExitCode done(Digest objection, String state, String words) {
        print(new Page(Json.object()
                        .put("application", application().base64Url())
                        .put("objection", objection.base64Url())
                        .put("state", state)
                        .build())
                .headline(Tone.GOOD, words)
                .field("objection", objection.base64Url()));
        return ExitCode.VERIFIED;
    }
}
