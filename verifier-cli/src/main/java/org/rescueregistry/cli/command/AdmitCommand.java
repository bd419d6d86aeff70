package org.rescueregistry.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue admit}. */
@Command(
        name = "admit",
        description = {
            "Admit an applicant, as an operator. The first operator's run draws the code; those after it sign the same.",
        })
public final class AdmitCommand extends ActCommand {
    @Parameters(
            index = "0",
            paramLabel = "APPLICATION",
            converter = ValueReader.OfDigest.class,
            description = "the id of the application")
    @SuppressWarnings("NullAway.Init")
    private Digest application;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long the admission is valid: 365d (default: as long as the charter allows)")
    private @Nullable Duration length;

    private @Nullable CaseView file;

    public AdmitCommand(World world) {
        super(world);
    }

    @Override
    EntityId registry(View view) {
        return registry;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        CaseView read = ApplicationFile.read(scene.client(), application, signer);
        file = read;
        if (!read.objections().isEmpty()) {
            say("an objection is open: " + read.objections().get(0).reason());
        }
        Instant from = wholeSeconds();
        Duration lasts = orLongest(length, scene.state().charter().limits().validityMax());
        return scene.proposals().admit(read.application(), read.vouches(), from, from.plus(lasts));
    }

    @Override
    List<GivenDisclosure> known() {
        return file == null ? List.of() : file.disclosures();
    }
}
