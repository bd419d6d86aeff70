package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue file}. Asks for neither anchors nor key: a statement is whose it is, whoever brings it. */
@Command(
        name = "file",
        description = "File statements, and publish signed posts, that were signed into files, in this order:"
                + " those of an act that takes several people, or of somebody who signs on a machine"
                + " without a network. Anybody may. A statement counts within a day of being signed.")
public final class FileCommand extends RescueCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "what was signed, as --out or `rescue sign` wrote it")
    private List<Path> files = List.of();

    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry in whose log it belongs")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Mixin
    private final Filing filing = new Filing();

    public FileCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        List<Filed> all = new ArrayList<>();
        for (Path file : files) {
            all.add(read(file));
        }
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        List<Page> filed = new ArrayList<>();
        try {
            for (Filed one : all) {
                filed.add(one.with(client));
            }
        } catch (Stopped stopped) {
            say("filed before that: " + filed.size() + " of " + all.size());
            throw stopped;
        }
        Page page = new Page(Json.object()
                .put("filed", Json.array(filed.stream().map(Page::data).toList()))
                .build());
        filed.forEach(page::add);
        print(page);
        return ExitCode.VERIFIED;
    }

    /** What a file holds. */
    private interface Filed {
        Page with(RegistryClient client) throws Stopped;
    }

    private Filed read(Path file) throws Stopped {
        Json.Obj content = Disk.readJson(file);
        if (SignedPost.isIn(content)) {
            return SignedPost.read(file, content)::publish;
        }
        SignedAct act = SignedAct.read(file, content);
        return act.statement().act().isRemoving()
                ? client -> filing.file(act.statement(), client, () -> SelfSaid.keys(registry, world), world)
                : client -> ActCommand.file(act, client);
    }
}
