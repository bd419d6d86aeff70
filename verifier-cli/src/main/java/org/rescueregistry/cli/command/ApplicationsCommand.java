package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue applications}. */
@Command(
        name = "applications",
        description = "List the applications that a registry's vetters and operators have to look at, for one of them.")
public final class ApplicationsCommand extends RescueCommand {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "your key, a PKCS#12 file")
    @SuppressWarnings("NullAway.Init")
    private Path key;

    @Mixin
    private final Passphrase passphrase = new Passphrase();

    public ApplicationsCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        Es256Signer signer = SigningKey.open(world, key, passphrase);
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        List<Digest> ids = Asking.ask(() -> client.applications(signer));
        Table table = new Table("APPLICATION", "STATUS", "VOUCHES", "OBJECTIONS");
        for (Digest id : ids) {
            CaseView file = ApplicationFile.read(client, id, signer);
            table.row(
                    id.toString(),
                    file.status(),
                    Integer.toString(file.vouches().size()),
                    Integer.toString(file.objections().size()));
        }
        Json.Obj data = Json.object()
                .put(
                        "applications",
                        Json.strings(ids.stream().map(Digest::base64Url).toList()))
                .build();
        print(new Page(data).line(ids.size() + " applications").table(table));
        return ExitCode.VERIFIED;
    }
}
