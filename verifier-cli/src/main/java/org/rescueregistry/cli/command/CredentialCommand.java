package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue credential}. */
@Command(
        name = "credential",
        description = "Get your organisation's credential, once its admission is published. Send the file to"
                + " whoever asks who you are: `rescue verify` checks it.")
public final class CredentialCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "your organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "your key, a PKCS#12 file")
    @SuppressWarnings("NullAway.Init")
    private Path key;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the file to write, such as team.rescue")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    private final Passphrase passphrase = new Passphrase();

    @Mixin
    private final Anchors anchors = new Anchors();

    public CredentialCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        Disk.requireAbsent(out);
        Es256Signer signer = SigningKey.open(world, key, passphrase);
        EntityId registry = View.of(world, trusted, signer).registryOf(code).registry();
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        CredentialFile file = Asking.ask(() -> client.credential(code, signer));
        Disk.writeNew(out, file.bytes());
        print(new Page(Json.object()
                        .put("code", code.canonical())
                        .put("file", out.toString())
                        .put("registry", registry.toString())
                        .build())
                .headline(Tone.GOOD, "the credential of " + code + " is in " + out));
        return ExitCode.VERIFIED;
    }
}
