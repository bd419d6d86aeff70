package org.rescueregistry.cli.command;

import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.FoldedState;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is signed about an application and stays in its private case file. */
abstract class CaseCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "APPLICATION",
            converter = ValueReader.OfDigest.class,
            description = "the id of the application")
    @SuppressWarnings("NullAway.Init")
    private Digest application;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry it was made to")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final SigningKey key = new SigningKey();

    CaseCommand(World world) {
        super(world);
    }

    abstract ExitCode run(RegistryClient client, Es256Signer signer) throws Stopped;

    @Override
    final ExitCode run() throws Stopped {
        anchors.load(world); // before anything else, so that whoever forgot them is asked for no passphrase
        return run(new RegistryClient(registry, world.web(), world.clock()), key.open(world));
    }

    /** The registry's state, from anchors alone. */
    final FoldedState state(Es256Signer reader) throws Stopped {
        AnchorSet trusted = anchors.load(world);
        return View.of(world, trusted, reader).state(registry);
    }

    final Digest application() {
        return application;
    }

    final SigningKey key() {
        return key;
    }
}
