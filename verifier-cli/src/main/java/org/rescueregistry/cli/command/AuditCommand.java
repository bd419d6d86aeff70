package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.ProgressBar;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.AuditFolder;
import org.rescueregistry.fetch.AuditReport;
import org.rescueregistry.fetch.LogAudit;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue log audit}. */
@Command(
        name = "audit",
        description = {
            "Replay a registry's log from its first leaf and check everything: chain to an anchor,"
                    + " cosignatures, what the witnesses say they have cosigned, tiles, every statement, every"
                    + " state leaf, the status lists that are served.",
            "Needs nobody's permission. With --state an audit that was broken off, even by a power cut,"
                    + " goes on behind the last leaves that it checked, and the next one reads what is new; what an"
                    + " earlier one found is found again."
        })
final class AuditCommand extends RescueCommand {
    @Parameters(index = "0", paramLabel = "URL", converter = ValueReader.OfEntity.class, description = "the registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description =
                    "if the log has signed two histories, write what proves it into this folder (rescue log evidence checks it)")
    private @Nullable Path evidence;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "keep what was checked in this folder, and go on from there; one folder for each registry")
    private @Nullable Path state;

    @Option(
            names = "--promises",
            paramLabel = "DIR",
            description =
                    "hold the promises in this folder (*.promise) against the log, and name those that were broken")
    private @Nullable Path promises;

    @Mixin
    private final Anchors anchors = new Anchors();

    AuditCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        AuditReport report;
        try (ProgressBar bar = new ProgressBar(world.err(), world.terminal().isThere(), world.clock())) {
            report = run(new LogAudit(trusted.anchors(), world.web())
                    .showing(bar)
                    .holding(promises == null ? List.of() : Filing.kept(promises)));
        }
        print(page(report, report.records().isEmpty() ? Map.of() : names()));
        keep(report.forks());
        return exit(report);
    }

    private AuditReport run(LogAudit audit) throws Stopped {
        if (state == null) {
            return audit.run(registry, world.now());
        }
        try {
            return audit.resume(registry, world.now(), AuditFolder.open(state));
        } catch (MalformedException e) {
            throw Stopped.at(state.toString(), e);
        } catch (IOException e) {
            throw new Stopped(StopCode.FILE_UNWRITABLE, "cannot keep the audit in " + state + ": " + e.getMessage());
        }
    }

    private void keep(List<ForkEvidence> forks) throws Stopped {
        for (ForkEvidence fork : forks) {
            if (evidence == null) {
                say("the log has signed two histories; with --evidence DIR the proof is written down");
                return;
            }
            Path file = evidence.resolve(fork.fileName());
            Disk.replace(file, fork.toBytes());
            say("wrote " + file);
        }
    }

    /** The public names by digest: the audit stands without them, so their absence is only said. */
    private Map<Digest, OrganisationName> names() {
        Map<Digest, OrganisationName> names = new HashMap<>();
        try {
            RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
            for (Disclosure disclosure : Asking.ask(client::disclosures)) {
                if (disclosure.name().equals(OrganisationName.DISCLOSURE)) {
                    names.put(disclosure.digest(), OrganisationName.of(disclosure));
                }
            }
        } catch (Stopped | MalformedException e) {
            say("the organisations' names could not be had: " + e.getMessage());
        }
        return names;
    }

    private static ExitCode exit(AuditReport report) {
        if (report.isClean()) {
            return ExitCode.VERIFIED;
        }
        if (report.hasEvidence()) {
            return ExitCode.REFUTED;
        }
        boolean tooNew = report.troubles().stream().anyMatch(trouble -> trouble.kind() == Trouble.Kind.TOO_NEW);
        return tooNew ? ExitCode.UNDETERMINED : ExitCode.UNREACHABLE;
    }

    private static Page page(AuditReport report, Map<Digest, OrganisationName> names) {
        Table records = new Table("CODE", "STATUS", "NAME");
        List<Json> all = new ArrayList<>();
        for (OrganisationRecord record : report.records()) {
            List<String> shown = record.profile().digests().items().stream()
                    .flatMap(digest -> Stream.ofNullable(names.get(digest)))
                    .flatMap(found -> found.byLanguage().values().stream())
                    .toList();
            records.row(record.code().canonical(), record.status().text(), String.join(SafeText.BETWEEN, shown));
            all.add(Json.object()
                    .put("code", record.code().canonical())
                    .put("names", Json.strings(shown))
                    .put("status", record.status().text())
                    .build());
        }
        Page page = new Page(data(report, all));
        if (report.isClean()) {
            page.headline(Tone.GOOD, "clean: every leaf, tile, state and status list is as it should be");
        } else {
            page.headline(Tone.BAD, report.troubles().size() + " findings");
        }
        page.field("registry", report.registry().toString()).field("leaves", Long.toString(report.size()));
        if (report.resumedFrom() > 0) {
            page.field("resumed from", report.resumedFrom() + " leaves that were checked before");
        }
        if (report.promises() > 0) {
            page.field("promises", report.promises() + " of this registry held against its log");
        }
        page.field(
                "witnesses",
                report.witnessesHeard().isEmpty() ? "none was heard" : String.join(", ", report.witnessesHeard()));
        report.provenAsOf().ifPresent(time -> page.field("proven as of", PlainWords.time(time)));
        Table findings = new Table("FINDING", "PLACE", "WHAT");
        report.troubles().forEach(trouble -> findings.row(trouble.kind().code(), trouble.place(), trouble.message()));
        return page.table(findings).table(records);
    }

    private static Json.Obj data(AuditReport report, List<Json> records) {
        Json.ObjectBuilder data = Json.object()
                .put("clean", report.isClean())
                .put(
                        "findings",
                        Json.array(report.troubles().stream()
                                .map(trouble -> Json.object()
                                        .put("kind", trouble.kind().code())
                                        .put("message", trouble.message())
                                        .put("place", trouble.place())
                                        .build())
                                .toList()))
                .put("promises", report.promises())
                .put("records", Json.array(records))
                .put("registry", report.registry().toString())
                .put("resumed_from", report.resumedFrom())
                .put("size", report.size())
                .put("witnesses_heard", Json.strings(report.witnessesHeard()));
        report.provenAsOf().ifPresent(time -> data.put("proven_as_of", time.getEpochSecond()));
        return data.build();
    }
}
