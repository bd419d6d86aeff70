package org.rescueregistry.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue revoke}. */
@Command(
        name = "revoke",
        description = "End an organisation's registration for good: an auditor or operator begins, an officer"
                + " of another body completes it. Whoever is first suspends; whoever is second can leave"
                + " --reason out.")
public final class RevokeCommand extends OrganisationActCommand {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            converter = ValueReader.OfReason.class,
            description = "a reason code of the rulebook, such as advance_fee_or_extortion")
    private @Nullable Reason reason;

    @Mixin
    private final Filing filing = new Filing();

    @Mixin
    private final Home home = new Home();

    public RevokeCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        Reason given = reason;
        if (given == null) {
            given = scene.proposals()
                    .revocationBegun(code())
                    .orElseThrow(() -> new Stopped(
                            StopCode.BAD_OPTION,
                            "nobody else has begun to revoke " + code() + ": say why with --reason"));
        }
        return scene.proposals().revoke(code(), given);
    }

    @Override
    Optional<Unseen> unseen() throws Stopped {
        if (reason == null) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    "its registry cannot be asked who has begun to revoke it: say why with --reason");
        }
        return Optional.of(new Unseen(new Act.Revoke(reason), home, code()));
    }
}
