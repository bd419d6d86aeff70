package org.rescueregistry.cli.command;

import java.util.Optional;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.AnswerFinding;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.statement.ReportDecision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something about one report that a registry has. */
abstract class ReportFileCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "REPORT",
            converter = ValueReader.OfDigest.class,
            description = "the id of the report or appeal")
    @SuppressWarnings("NullAway.Init")
    private Digest report;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry it was sent to")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Mixin
    private final Anchors anchors = new Anchors();

    ReportFileCommand(World world) {
        super(world);
    }

    /** Whose key asks. */
    abstract Es256Signer reader() throws Stopped;

    abstract ExitCode run(RegistryClient client, ReportView view, Es256Signer reader) throws Stopped;

    @Override
    final ExitCode run() throws Stopped {
        anchors.load(world); // before anything else, so that whoever forgot them is asked for no passphrase
        Es256Signer reader = reader();
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        ReportView view = Asking.ask(() -> client.report(report, reader));
        if (!view.report().id().equals(report)) {
            throw new Stopped(StopCode.ANSWER_UNREADABLE, registry + " shows another report than the one asked for");
        }
        return run(client, view, reader);
    }

    /** The desk to which a chain from the anchors leads. */
    final ReportDesk desk(ReportView view, Es256Signer reader) throws Stopped {
        ReportDesk desk = View.of(world, anchors.load(world), reader)
                .desk(view.report().content().code());
        if (!desk.registry().equals(registry)) {
            throw new Stopped(StopCode.REGISTRY_UNKNOWN, "codes like this one are given by " + desk.registry());
        }
        return desk;
    }

    /** The decision, if there is one and it is the registry's. */
    static Optional<ReportDecision> checked(ReportView view, ReportDesk desk) throws Stopped {
        Optional<ReportDecision> decision = view.decision();
        if (decision.isPresent()
                && desk.check(decision.get().compact(), view.report()) instanceof AnswerFinding.Refused refused) {
            throw Stopped.refused(refused.code(), "the decision is worth nothing: " + refused.message());
        }
        return decision;
    }

    final Digest report() {
        return report;
    }
}
