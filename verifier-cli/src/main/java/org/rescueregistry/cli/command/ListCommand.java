package org.rescueregistry.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue list}. */
@Command(
        name = "list",
        description = {
            "List the organisations of all registries that your anchors lead to, every leaf of their logs checked.",
            "Ends with 3 if a registry could not be read whole: then there may be more."
        })
public final class ListCommand extends RescueCommand {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = ValueReader.OfEntity.class,
            description = "only those of this registry")
    private @Nullable EntityId registry;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "only active, suspended, revoked or withdrawn ones; several with commas")
    private Set<Status> statuses = Set.of();

    @Option(names = "--kind", paramLabel = "WORD", description = "only those that say they are this: rescue_team")
    private @Nullable String kind;

    @Option(
            names = "--jurisdiction",
            paramLabel = "WORD",
            description = "only those that say they are registered here: CN")
    private @Nullable String jurisdiction;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "only those that an act has changed since: 2026-11-18T10:26:40Z, or seconds since 1970")
    private @Nullable Instant since;

    @Option(
            names = "--expiring",
            paramLabel = "TIME",
            converter = Span.class,
            description = "only those in force whose admission ends within this time, or has ended: 30d")
    private @Nullable Duration expiring;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public ListCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        KnownOnes known = KnownOnes.read(world, trusted, reader.open(world));
        List<Known> wanted = known.all().filter(this::isWanted).toList();
        Table table = new Table("CODE", "STATUS", "NAME", "KIND", "JURISDICTION", "CHANGED", "VALID UNTIL");
        for (Known one : wanted) {
            table.row(
                    one.record().code().canonical(),
                    one.record().status().text(),
                    String.join(SafeText.BETWEEN, one.names()),
                    one.kind().orElse(""),
                    one.jurisdiction().orElse(""),
                    one.changed() == null ? "" : PlainWords.time(one.changed()),
                    PlainWords.time(one.record().admission().validUntil()));
        }
        Json.Obj data = Json.object()
                .put(
                        "organisations",
                        Json.array(
                                wanted.stream().map(one -> one.json().build()).toList()))
                .put("troubles", known.troublesJson())
                .build();
        print(new Page(data)
                .line(wanted.size() == 1 ? "1 organisation" : wanted.size() + " organisations")
                .table(table));
        return known.end(this::say);
    }

    private boolean isWanted(Known one) {
        Instant end = one.record().admission().validUntil();
        return (registry == null || one.registry().registry().equals(registry))
                && (statuses.isEmpty() || statuses.contains(one.record().status()))
                && (kind == null || one.kind().filter(kind::equals).isPresent())
                && (jurisdiction == null
                        || one.jurisdiction().filter(jurisdiction::equals).isPresent())
                && (since == null || (one.changed() != null && !one.changed().isBefore(since)))
                && (expiring == null
                        || (one.record().status().isInForce()
                                && !end.isAfter(world.now().plus(expiring))));
    }
}
