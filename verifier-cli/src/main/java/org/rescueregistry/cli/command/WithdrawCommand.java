package org.rescueregistry.cli.command;

import java.util.Optional;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rescue withdraw}. */
@Command(
        name = "withdraw",
        description = {
            "Take your organisation out of its registry, after the waiting time. Until then a pause cancels it; afterwards the code is gone for good."
        })
public final class WithdrawCommand extends OrganisationActCommand {
    @Mixin
    private final Filing filing = new Filing();

    @Mixin
    private final Home home = new Home();

    public WithdrawCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) {
        return scene.proposals().withdraw(code());
    }

    @Override
    Optional<Unseen> unseen() {
        return Optional.of(new Unseen(new Act.Withdraw(), home, code()));
    }
}
