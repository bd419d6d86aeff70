package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue apply}. */
@Command(
        name = "apply",
        description = {
            "Apply to a registry for your organisation. Nothing of it is public until you are admitted.",
            "What you say of yourself is kept in a file beside your key: keep it with the key."
        })
public final class ApplyCommand extends RescueCommand {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry you apply to")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(
            names = "--pause-key",
            paramLabel = "FILE",
            required = true,
            description = "the public key (JWK) that will be able to pause you; keep its key file elsewhere")
    @SuppressWarnings("NullAway.Init")
    private Path pauseKey;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "JSON with the members name, kind, jurisdiction, accounts; options add to it")
    private @Nullable Path profile;

    @Option(names = "--name", paramLabel = "LANG=NAME", description = "your name in a language: zh-Hans=蓝舟救援")
    private Map<String, String> names = Map.of();

    @Option(names = "--kind", paramLabel = "WORD", description = "what you are, such as rescue_team")
    private @Nullable String kind;

    @Option(names = "--jurisdiction", paramLabel = "WORD", description = "where you are registered, such as CN")
    private @Nullable String jurisdiction;

    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID=NAME[|NAME]...",
            description = "an account of yours, told to its platform only; may be given several times")
    private List<String> accounts = List.of();

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final SigningKey key = new SigningKey();

    public ApplyCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        var trusted = anchors.load(world);
        SelfDescription description =
                SelfDescription.read(profile).with(names, kind, jurisdiction).withAccounts(accounts);
        SelfDescription.Disclosed disclosed = description.disclose(world.random());
        Es256Signer signer = key.open(world);
        FoldedState state = View.of(world, trusted, signer).state(registry);
        Application.Content content = disclosed.content(signer.publicKey(), PublicKeys.read(pauseKey));
        Envelope envelope = Envelope.about(registry, state.charter().log(), Stamp.at(world.now(), world.random()));
        key.confirm(
                world,
                Preview.of(
                        words(signer, disclosed.all()),
                        Application.TYPE,
                        signer.keyId(),
                        Application.payload(content, envelope)));
        Application application = Application.sign(content, envelope, signer);
        say("disclosures kept in " + DisclosureFile.beside(key.file()).add(disclosed.all()));
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        Digest id = Asking.ask(() -> client.apply(application, disclosed.all()));
        print(new Page(Json.object()
                        .put("application", id.base64Url())
                        .put("registry", registry.toString())
                        .build())
                .headline(Tone.GOOD, "applied to " + registry)
                .field("application", id.base64Url()));
        return ExitCode.VERIFIED;
    }

    private List<String> words(Es256Signer signer, List<GivenDisclosure> all) {
        List<String> words = new ArrayList<>();
        words.add("You are about to sign an application to " + registry + ", saying:");
        all.forEach(given -> words.add("  " + Meaning.of(given.disclosure()) + ", for " + given.audience()));
        words.add("  pause key from " + pauseKey);
        words.add("  signed with your key " + signer.keyId());
        return words;
    }
}
