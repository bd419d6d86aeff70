package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue report list}. */
@Command(
        name = "list",
        description = "List reports: with a platform's key its own, newest first; with the key of an auditor,"
                + " vetter or operator those that wait for a decision, oldest first. What is listed was not"
                + " checked; `rescue report show` checks.")
final class ReportListCommand extends RescueCommand {
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

    ReportListCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        Es256Signer signer = SigningKey.open(world, key, passphrase);
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        List<ReportView> reports = Asking.ask(() -> client.reports(signer));
        Table table = new Table("REPORT", "RECEIVED", "KIND", "CODE", "ACCOUNT", "REASON", "STATUS");
        for (ReportView view : reports) {
            PlatformReport.Content content = view.report().content();
            table.row(
                    view.report().id().toString(),
                    PlainWords.time(view.received()),
                    content.kind().text(),
                    content.code().canonical(),
                    content.account().toString(),
                    content.reason().text(),
                    ReportPage.status(view));
        }
        Json.Obj data = Json.object()
                .put(
                        "reports",
                        Json.array(reports.stream().map(ReportView::json).toList()))
                .build();
        print(new Page(data).line(reports.size() + " reports").table(table));
        return ExitCode.VERIFIED;
    }
}
