package org.rescueregistry.cli.command;

import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rescue show}. */
@Command(name = "show", description = "Show what the registry's log says of an organisation, every leaf of it checked.")
public final class ShowCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "the organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public ShowCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        RegistrySnapshot registry = View.of(world, trusted, reader.open(world)).registryOf(code);
        var record = registry.record(code);
        if (record.isEmpty()) {
            throw Stopped.refused("unknown_code", registry.registry() + " has given nobody the code " + code);
        }
        print(new RecordPage(registry, record.get(), world.now()).page());
        return ExitCode.VERIFIED;
    }
}
