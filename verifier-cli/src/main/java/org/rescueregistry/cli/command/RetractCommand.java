package org.rescueregistry.cli.command;

import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
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

    @Mixin
    private final Home home = new Home();

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

    @Override
    Optional<Unseen> unseen() {
        return Optional.of(new Unseen(new Act.Retract(attestation), home, code()));
    }
}
