package org.rescueregistry.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.wire.MalformedException;
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

    @Mixin
    private final Home home = new Home();

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

    @Override
    Optional<Unseen> unseen() throws Stopped {
        try {
            return Optional.of(new Unseen(
                    new Act.Unbind(Digest.parse(String.valueOf(account).strip())), home, code()));
        } catch (MalformedException noDigest) {
            throw Stopped.at("its registry cannot be asked which account that is: give --account its digest", noDigest);
        }
    }
}
