package org.rescueregistry.cli.command;

import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue erase}. */
@Command(
        name = "erase",
        description = "Take digests out of a record, and have what they stand for deleted wherever the"
                + " registry keeps it: the organisation alone, or a quorum of operators, each of whom runs"
                + " this with the same digests.")
public final class EraseCommand extends OrganisationActCommand {
    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            required = true,
            converter = ValueReader.OfDigest.class,
            description = "what to take out, as `rescue show --output json` has it; may be given several times")
    private List<Digest> digests = List.of();

    private List<GivenDisclosure> own = List.of();

    public EraseCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        own = own();
        return scene.proposals().erase(code(), DigestSet.of(digests));
    }

    @Override
    List<GivenDisclosure> known() {
        return own;
    }
}
