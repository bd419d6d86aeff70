package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.ReportDecision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue report show}. */
@Command(
        name = "show",
        description = {
            "Show a report and, once there is one, the registry's decision, whose signature is checked.",
            "Ends with 0 if it is decided, 3 while nobody has decided, 1 if the decision is not the registry's."
        })
final class ReportShowCommand extends ReportFileCommand {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "your key: a platform's, or an auditor's, vetter's or operator's")
    @SuppressWarnings("NullAway.Init")
    private Path key;

    @Mixin
    private final Passphrase passphrase = new Passphrase();

    ReportShowCommand(World world) {
        super(world);
    }

    @Override
    Es256Signer reader() throws Stopped {
        return SigningKey.open(world, key, passphrase);
    }

    @Override
    ExitCode run(RegistryClient client, ReportView view, Es256Signer reader) throws Stopped {
        Optional<ReportDecision> decision = checked(view, desk(view, reader));
        Page page = ReportPage.of(view);
        print(
                decision.isPresent()
                        ? page.headline(
                                Tone.GOOD,
                                "decided: " + decision.get().outcome().text())
                        : page.headline(Tone.DOUBT, "nobody has decided yet"));
        return decision.isPresent() ? ExitCode.VERIFIED : ExitCode.UNDETERMINED;
    }
}
