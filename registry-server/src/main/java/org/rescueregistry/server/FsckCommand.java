package org.rescueregistry.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry log fsck}. */
@Command(
        name = "fsck",
        description = {
            "Check every file of a log (C2SP tlog-tiles): every entry is hashed, every tile and the root compared,"
                    + " the checkpoint's signatures verified. Any log will do, a folder that is being written to as well.",
            "Ends with 0 if all is right and signed by a key you gave, 1 with findings, 3 if the files agree and no key"
                    + " says whose they are, 4 if something could not be read."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required parameters before call()
final class FsckCommand implements Callable<Integer> {
    /** What a distant server is asked at the same time. */
    private static final int REMOTE_THREADS = 16;

    @Parameters(
            paramLabel = "DIR|URL",
            description = "a log's folder, a registry's folder, or the prefix under which a log is served")
    private String where;

    @Mixin
    private final LogKeys keys = new LogKeys();

    @Option(names = "--output", description = "table or json (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.table;

    @Option(
            names = "--threads",
            description = "how many read and hash at a time (default: the processors; 16 for a URL)")
    private int threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException {
        LogPlace place = LogPlace.of(where);
        if (threads == 0) {
            threads = place.isRemote() ? REMOTE_THREADS : Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1) {
            throw new MalformedException("bad_threads", "--threads is a number from 1 up");
        }
        SignedHead head = keys.or(place.policy()).read(place.source().checkpoint());
        ProgressLine progress =
                new ProgressLine(spec.commandLine().getErr(), ProgressLine.onTerminal(), Clock.systemUTC());
        LogCheck.Result result = new LogCheck(place.source(), threads, progress).run(head.checkpoint());
        progress.end();
        Report report = new Report(where, head, result, place.ownFiles(head.checkpoint()));
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(report.json().text());
        } else {
            report.print(out);
        }
        out.flush();
        return report.exit();
    }

    /** Everything that is said at the end. */
    private record Report(String where, SignedHead head, LogCheck.Result result, OwnFiles own) {
        List<Trouble> troubles() {
            return Stream.of(head.troubles(), result.troubles(), own.troubles())
                    .flatMap(List::stream)
                    .toList();
        }

        int exit() {
            List<Trouble> troubles = troubles();
            if (troubles.stream().anyMatch(trouble -> trouble.kind() != Trouble.Kind.UNREACHABLE)) {
                return Registry.FINDINGS;
            }
            if (!troubles.isEmpty()) {
                return Registry.UNREACHABLE;
            }
            return head.isVerified() ? 0 : Registry.UNDETERMINED;
        }

        private String headline() {
            return switch (exit()) {
                case 0 -> "clean: every entry, every tile and the signed root agree";
                case Registry.UNDETERMINED ->
                    "the files agree with each other, but nothing is verified: no key was given that says whose they are"
                            + " (--vkey, --policy)";
                case Registry.UNREACHABLE -> "not finished: something could not be read";
                default -> "NOT CLEAN: " + troubles().size() + " findings";
            };
        }

        void print(PrintWriter out) {
            out.println(headline());
            out.println("  log         " + SafeText.isolated(head.checkpoint().origin()));
            out.println("  at          " + SafeText.isolated(where));
            out.println("  leaves      " + head.checkpoint().size());
            out.println("  root        " + head.checkpoint().root().hex());
            out.println("  signatures  " + head.words());
            own.notes().forEach(note -> out.println("  note        " + note));
            for (Trouble trouble : troubles()) {
                out.println("  " + trouble.kind().code() + "  " + SafeText.isolated(trouble.place()) + "  "
                        + SafeText.isolated(trouble.message()));
            }
        }

        Json json() {
            return Json.object()
                    .put("at", where)
                    .put("bytes", result.bytes())
                    .put("checked", result.leaves())
                    .put("clean", troubles().isEmpty())
                    .put(
                            "findings",
                            Json.array(troubles().stream()
                                    .map(trouble -> Json.object()
                                            .put("kind", trouble.kind().code())
                                            .put("message", trouble.message())
                                            .put("place", trouble.place())
                                            .build())
                                    .toList()))
                    .put("log", head.checkpoint().origin())
                    .put("notes", Json.strings(own.notes()))
                    .put("root", head.checkpoint().root().hex())
                    .put("size", head.checkpoint().size())
                    .put("verified", head.isVerified())
                    .build();
        }
    }

    /** What the writer of the log keeps beside it. */
    record OwnFiles(List<Trouble> troubles, List<String> notes) {
        static final OwnFiles NONE = new OwnFiles(List.of(), List.of());

        OwnFiles {
            troubles = List.copyOf(troubles);
            notes = List.copyOf(notes);
        }
    }
}
