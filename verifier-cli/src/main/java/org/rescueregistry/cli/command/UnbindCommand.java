package org.rescueregistry.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue unbind}. */
@Command(
        name = "unbind",
        description = {"Give up one of your accounts, at once."})
public final class UnbindCommand extends OrganisationActCommand {
    @Option(
            names = "--account",
            paramLabel = "DIGEST|PLATFORM:ID",
            description = "the account, by its digest or by platform and id (default: the only one)")
    private @Nullable String account;

    private List<GivenDisclosure> own = List.of();

    @Mixin
    private final Filing filing = new Filing();

    public UnbindCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        own = own();
        return scene.proposals().unbind(code(), MeantAccount.of(account, scene, code(), own));
    }

    @Override
    List<GivenDisclosure> known() {
        return own;
    }
}
