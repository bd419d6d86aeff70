package org.rescueregistry.cli.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Proposals;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rescue pause}. Asks for no anchors and reads nothing first: whoever pauses may be in danger, and a pause filed
 * with the wrong registry changes nothing.
 */
@Command(
        name = "pause",
        description = "Pause your own organisation at once, with its key or its pause key. Needs nothing but"
                + " the registry's address and your code. To end it the organisation and a vetter run"
                + " `rescue reinstate`.")
public final class PauseCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "your organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "your registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "protective",
            converter = ValueReader.OfReason.class,
            description = "at_own_request, protective or key_compromise (default: ${DEFAULT-VALUE})")
    private Reason reason = Reason.PROTECTIVE;

    @Option(names = "--log", paramLabel = "ORIGIN", description = "the log's name (default: as the log says)")
    private @Nullable String log;

    @Mixin
    private final SigningKey key = new SigningKey();

    @Mixin
    private final Filing filing = new Filing();

    public PauseCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        Es256Signer signer = key.open(world);
        Stamp stamp = Stamp.at(world.now(), world.random());
        Proposal.Ready pause = Proposals.pause(origin(), code, reason, stamp);
        key.confirm(world, PlainWords.preview(pause, signer.keyId(), digest -> digest.toString()));
        Statement statement = pause.sign(signer);
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        print(filing.file(statement, client, () -> SelfSaid.keys(registry, world), world));
        return ExitCode.VERIFIED;
    }

    /** As the log's checkpoint says; a log that shows none just now is named after its registry. */
    private String origin() {
        if (log != null) {
            return log;
        }
        try {
            byte[] checkpoint =
                    LogSource.at(registry.resolve("/log"), world.web()).checkpoint();
            return Checkpoint.parse(SignedNote.parse(checkpoint).text()).origin();
        } catch (IOException | MalformedException none) {
            return Home.usualLog(registry);
        }
    }
}
