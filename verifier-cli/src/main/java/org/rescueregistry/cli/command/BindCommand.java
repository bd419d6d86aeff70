package org.rescueregistry.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue bind}. */
@Command(
        name = "bind",
        description = {
            "Add one of your accounts to your organisation. It counts after the registry's waiting time, once confirmed.",
            "What it is stays out of the log: its disclosure goes to the registry, and into a file beside your key."
        })
public final class BindCommand extends OrganisationActCommand {
    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID=NAME[|NAME]...",
            required = true,
            description = "the account by its stable id, and every name it shows: weibo.com:1234567890=蓝舟救援")
    @SuppressWarnings("NullAway.Init")
    private String account;

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            description = "who is told: public, check-only, vetters or platform:<domain> (default: its own platform)")
    private @Nullable String audience;

    private @Nullable GivenDisclosure disclosure;

    public BindCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        SelfDescription.Bound bound = AccountOption.parse(account);
        try {
            GivenDisclosure given = AccountOption.disclose(
                    new SelfDescription.Bound(bound.id(), bound.names(), audience), world.random());
            disclosure = given;
            return scene.proposals().bind(code(), given.disclosure().digest());
        } catch (MalformedException e) {
            throw Stopped.at("the account", e);
        }
    }

    @Override
    List<GivenDisclosure> disclosures() {
        return disclosure == null ? List.of() : List.of(disclosure);
    }

    @Override
    void beforeSending(SigningKey signingKey) throws Stopped {
        say("disclosures kept in " + DisclosureFile.beside(signingKey.file()).add(disclosures()));
    }
}
