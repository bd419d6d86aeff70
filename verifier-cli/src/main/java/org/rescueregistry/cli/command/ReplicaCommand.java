package org.rescueregistry.cli.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue replica …}. */
@Command(
        name = "replica",
        description = "Keep what registries have published, for machines without an outward network.",
        subcommands = ReplicaCommand.Pull.class)
public final class ReplicaCommand extends GroupCommand {
    public ReplicaCommand(World world) {
        super(world);
    }

    /** {@code rescue replica pull}. */
    @Command(
            name = "pull",
            description = {
                "Fetch the snapshots of all registries that your anchors lead to, check everything but"
                        + " the leaves of their logs, and write them into a folder from which the SDK begins"
                        + " without a network. What does not hold is not written; what was good stays.",
                "Ends with 0 if all registries are as new as can be, 3 if one is in trouble, 4 if none"
                        + " could be reached."
            })
    static final class Pull extends RescueCommand {
        @Option(
                names = "--to",
                required = true,
                paramLabel = "DIR",
                description = "the folder; made if it is not there, brought up to date if it is")
        @SuppressWarnings("NullAway.Init")
        private Path folder;

        @Option(
                names = "--from",
                paramLabel = "URL",
                description =
                        "a mirror of such a folder, asked when a registry gives nothing that holds; may be given several times")
        private List<URI> mirrors = List.of();

        @Mixin
        private final Anchors anchors = new Anchors();

        @Mixin
        private final ReaderKey reader = new ReaderKey();

        Pull(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Replica replica = Replica.trusting(anchors.load(world).anchors())
                    .over(world.web())
                    .readingAs(reader.open(world))
                    .mirrors(mirrors)
                    .keptIn(folder)
                    .fromSnapshots();
            Replica.Report report = replica.sync(world.now());
            KeptCodes.keep(world, report.snapshot());
            report.troubleLines().forEach(this::say);
            print(page(report));
            return exit(report);
        }

        private static ExitCode exit(Replica.Report report) {
            if (report.isClean()) {
                return ExitCode.VERIFIED;
            }
            boolean silent = report.troubles().values().stream()
                    .flatMap(List::stream)
                    .allMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE);
            return silent && report.snapshot().registries().isEmpty() ? ExitCode.UNREACHABLE : ExitCode.UNDETERMINED;
        }

        private static Page page(Replica.Report report) {
            List<Json> registries = new ArrayList<>();
            Table table = new Table("REGISTRY", "ORGANISATIONS", "LEAVES", "AS OF");
            for (RegistrySnapshot one : report.snapshot().registries()) {
                registries.add(Json.object()
                        .put("as_of", one.proven().asOf().getEpochSecond())
                        .put("organisations", one.organisations())
                        .put("registry", one.registry().toString())
                        .put("size", one.proven().size())
                        .build());
                table.row(
                        one.registry().toString(),
                        Integer.toString(one.organisations()),
                        Long.toString(one.proven().size()),
                        one.proven().asOf().toString());
            }
            List<Json> troubles = new ArrayList<>();
            report.troubles()
                    .forEach((registry, found) -> found.forEach(trouble -> troubles.add(Json.object()
                            .put("kind", trouble.kind().code())
                            .put("message", trouble.message())
                            .put("place", trouble.place())
                            .put("registry", registry.toString())
                            .build())));
            Json.Obj data = Json.object()
                    .put("registries", Json.array(registries))
                    .put("troubles", Json.array(troubles))
                    .build();
            return new Page(data)
                    .line(registries.size() == 1 ? "1 registry" : registries.size() + " registries")
                    .table(table);
        }
    }
}
