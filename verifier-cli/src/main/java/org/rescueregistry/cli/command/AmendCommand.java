package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue amend}. */
@Command(
        name = "amend",
        description = {
            "Give your organisation a new name, kind and jurisdiction, all three together; they take effect after the waiting time.",
            "What they are stays out of the log: the disclosures go to the registry, and into a file beside your key."
        })
public final class AmendCommand extends OrganisationActCommand {
    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "JSON with the members name, kind, jurisdiction; options add to it")
    private @Nullable Path profile;

    @Option(names = "--name", paramLabel = "LANG=NAME", description = "your name in a language: zh-Hans=蓝舟救援")
    private Map<String, String> names = Map.of();

    @Option(names = "--kind", paramLabel = "WORD", description = "what you are, such as rescue_team")
    private @Nullable String kind;

    @Option(names = "--jurisdiction", paramLabel = "WORD", description = "where you are registered, such as CN")
    private @Nullable String jurisdiction;

    private List<GivenDisclosure> disclosed = List.of();

    public AmendCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        SelfDescription described = SelfDescription.read(profile).with(names, kind, jurisdiction);
        if (!described.accounts().isEmpty()) {
            throw new Stopped(StopCode.BAD_OPTION, "accounts are no part of a profile: use bind and unbind");
        }
        SelfDescription.Disclosed hidden = described.disclose(world.random());
        disclosed = hidden.all();
        return scene.proposals()
                .amend(
                        code(),
                        DigestSet.of(hidden.name().digest()),
                        hidden.kind().digest(),
                        hidden.jurisdiction().digest());
    }

    @Override
    List<GivenDisclosure> disclosures() {
        return disclosed;
    }

    @Override
    void beforeSending(SigningKey signingKey) throws Stopped {
        say("disclosures kept in " + DisclosureFile.beside(signingKey.file()).add(disclosures()));
    }
}
