package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Role;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue appoint}. */
@Command(
        name = "appoint",
        description = {
            "Give somebody an office. The body and a quorum of operators each run this with the same options.",
        })
public final class AppointCommand extends ActCommand {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(names = "--body", paramLabel = "NAME", required = true, description = "the body they will act for")
    @SuppressWarnings("NullAway.Init")
    private String body;

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "vetter, auditor or platform")
    @SuppressWarnings("NullAway.Init")
    private String role;

    @Option(names = "--platform", paramLabel = "DOMAIN", description = "with --role platform: whose platform")
    private @Nullable String platform;

    @Option(
            names = "--person",
            paramLabel = "FILE",
            required = true,
            description = "their public key, the JWK that `keys new` wrote")
    @SuppressWarnings("NullAway.Init")
    private Path person;

    public AppointCommand(World world) {
        super(world);
    }

    @Override
    EntityId registry(View view) {
        return registry;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        Role office;
        try {
            office = Role.parse(role, "--role");
        } catch (MalformedException e) {
            throw Stopped.at("--role " + role, e);
        }
        if ((office == Role.PLATFORM) != (platform != null)) {
            throw new Stopped(StopCode.BAD_OPTION, "--platform goes with --role platform, and only with it");
        }
        return scene.proposals().appoint(body, PublicKeys.read(person), office, platform);
    }
}
