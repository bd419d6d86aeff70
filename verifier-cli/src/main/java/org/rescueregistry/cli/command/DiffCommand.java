package org.rescueregistry.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.LogDiff;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue log diff}. */
@Command(
        name = "diff",
        description = {
            "Say what differs between two views: a registry, or a folder with a copy of a log; with"
                    + " @SIZE as it was after so many leaves.",
            "Of records: which are new, gone or changed. Of two views of one log: the first leaf that"
                    + " differs, if neither continues the other; then the log has signed two histories, and this"
                    + " ends with 1."
        })
final class DiffCommand extends RescueCommand {
    private static final Pattern SIZED = Pattern.compile("(.+)@([0-9]{1,18})");

    @Parameters(index = "0", paramLabel = "A", description = "URL, DIR, URL@SIZE or DIR@SIZE")
    @SuppressWarnings("NullAway.Init")
    private String one;

    @Parameters(index = "1", paramLabel = "B", description = "the same")
    @SuppressWarnings("NullAway.Init")
    private String other;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = ValueReader.OfEntity.class,
            description = "whose log a folder is a copy of (default: the registry on the other side)")
    private @Nullable EntityId registry;

    @Mixin
    private final Anchors anchors = new Anchors();

    DiffCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        LogDiff.Place first = place(one, other);
        LogDiff.Place second = place(other, one);
        LogDiff.Report report = new LogDiff(trusted.anchors(), world.web()).compare(first, second, world.now());
        print(page(report));
        return exit(report);
    }

    private LogDiff.Place place(String text, String beside) throws Stopped {
        Matcher sized = SIZED.matcher(text);
        String where = sized.matches() ? sized.group(1) : text;
        long size = sized.matches() ? Long.parseLong(sized.group(2)) : -1;
        if (!isFolder(where)) {
            return new LogDiff.Place(entity(where), null, size);
        }
        if (registry != null) {
            return new LogDiff.Place(registry, LogSource.in(Path.of(where)), size);
        }
        Matcher besideSized = SIZED.matcher(beside);
        String others = besideSized.matches() ? besideSized.group(1) : beside;
        if (isFolder(others)) {
            throw new Stopped(StopCode.BAD_OPTION, "say with --registry whose log the folders are copies of");
        }
        return new LogDiff.Place(entity(others), LogSource.in(Path.of(where)), size);
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static EntityId entity(String url) throws Stopped {
        try {
            return EntityId.parse(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (MalformedException e) {
            throw Stopped.at("'" + url + "' is neither a folder nor a registry", e);
        }
    }

    private static ExitCode exit(LogDiff.Report report) {
        List<Trouble> troubles = report.troubles();
        if (report.firstDifferent().isPresent()
                || troubles.stream().anyMatch(trouble -> trouble.kind().isEvidence())) {
            return ExitCode.REFUTED;
        }
        if (troubles.isEmpty()) {
            return ExitCode.VERIFIED;
        }
        return troubles.stream().allMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE)
                ? ExitCode.UNREACHABLE
                : ExitCode.UNDETERMINED;
    }

    private Page page(LogDiff.Report report) {
        Table records = new Table("CODE", "", "STATUS IN A", "STATUS IN B");
        List<Json> changed = new ArrayList<>();
        for (LogDiff.Changed record : report.changed()) {
            String how = record.before() == null ? "new" : record.after() == null ? "gone" : "changed";
            records.row(record.code().canonical(), how, status(record.before()), status(record.after()));
            changed.add(Json.object()
                    .put("after", status(record.after()))
                    .put("before", status(record.before()))
                    .put("code", record.code().canonical())
                    .put("how", how)
                    .build());
        }
        Json.ObjectBuilder data = Json.object()
                .put("a", view(report.one()))
                .put("b", view(report.other()))
                .put("changed", Json.array(changed));
        report.firstDifferent().ifPresent(leaf -> data.put("first_different_leaf", leaf));
        Page page = new Page(data.build());
        boolean oneLog = report.one().log().equals(report.other().log());
        if (report.firstDifferent().isPresent()) {
            page.headline(
                    Tone.BAD,
                    "the log has signed two histories: leaf "
                            + report.firstDifferent().getAsLong() + " is the first that differs");
        } else if (report.troubles().isEmpty()) {
            page.headline(Tone.GOOD, oneLog ? "one history: neither view contradicts the other" : "two logs");
        } else {
            page.headline(Tone.DOUBT, "the views could not be compared whole");
        }
        page.field("A", report.one().size() + " leaves of " + report.one().log());
        page.field("B", report.other().size() + " leaves of " + report.other().log());
        report.troubles().forEach(trouble -> page.field("trouble", trouble.toString()));
        page.field("records", changed.isEmpty() ? "the same in both" : changed.size() + " differ");
        return page.table(records);
    }

    private static String status(@Nullable OrganisationRecord record) {
        return record == null ? "" : record.status().text();
    }

    private static Json view(LogDiff.View view) {
        return Json.object()
                .put("log", view.log())
                .put("size", view.size())
                .put(
                        "troubles",
                        Json.strings(
                                view.troubles().stream().map(Trouble::toString).toList()))
                .build();
    }
}
