package org.rescueregistry.cli.command;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue retract}. */
@Command(
        name = "retract",
        description = {"Take back a post attestation of your organisation."})
public final class RetractCommand extends OrganisationActCommand {
    @Option(
            names = "--attestation",
            paramLabel = "ID",
            required = true,
            converter = ValueReader.OfDigest.class,
            description = "the id of the attestation")
    @SuppressWarnings("NullAway.Init")
    private Digest attestation;

    @Mixin
    private final Filing filing = new Filing();

    public RetractCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) {
        return scene.proposals().retract(code(), attestation);
    }
}
