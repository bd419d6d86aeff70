package org.rescueregistry.cli.command;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue finding}. */
@Command(
        name = "finding",
        description = {
            "Record how a complaint about an organisation ended: two auditors of two bodies, each of whom runs this."
        })
public final class FindingCommand extends OrganisationActCommand {
    @Option(
            names = "--complaint",
            paramLabel = "DIGEST",
            required = true,
            converter = ValueReader.OfDigest.class,
            description = "the SHA-256 of the complaint, base64url")
    @SuppressWarnings("NullAway.Init")
    private Digest complaint;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            required = true,
            description = "upheld, not_upheld, settled or out_of_scope")
    @SuppressWarnings("NullAway.Init")
    private FindingOutcome outcome;

    public FindingCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) {
        return scene.proposals().finding(code(), complaint, outcome);
    }
}
