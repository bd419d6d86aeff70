package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue log evidence}. */
@Command(
        name = "evidence",
        description = {
            "Check the evidence that a log has signed two histories (both signatures, and that no log"
                    + " can be of both), or a state that does not follow (a signature, the leaf's place, and as"
                    + " much of the rest as can be told). Needs no network, but for a state with --from.",
            "Say with --vkey or --policy which keys are the log's; from the file alone nobody can know.",
            "Ends with 0 if it is proven for these keys, 3 if only for those in the file or not with"
                    + " what is at hand, 1 if it is not."
        })
final class EvidenceCommand extends RescueCommand {
    private static final String OF_STATE = "rescue-registry state-evidence ";

    @Parameters(paramLabel = "FILE", description = "the evidence")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--vkey",
            paramLabel = "VKEY",
            converter = ValueReader.OfVerifierKey.class,
            description =
                    "a key of the log, as its charter or a witness policy gives it; again for each (default: the keys in the file, of which it is only said whether they fit)")
    private List<VerifierKey> keys = new ArrayList<>();

    @Mixin
    private final StateReading reading = new StateReading();

    EvidenceCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        byte[] bytes = Disk.read(file);
        try {
            return new String(bytes, StandardCharsets.UTF_8).startsWith(OF_STATE)
                    ? state(StateEvidence.parse(bytes))
                    : fork(ForkEvidence.parse(bytes));
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    private ExitCode state(StateEvidence evidence) throws Stopped {
        StateEvidencePage page = new StateEvidencePage(evidence, reading.keysBeside(keys));
        print(page.check(reading, world));
        return page.exit();
    }

    private ExitCode fork(ForkEvidence evidence) {
        try {
            Optional<ForkEvidence.Fork> fork = evidence.verify(keys.isEmpty() ? evidence.unauthenticatedKeys() : keys);
            return fork.isPresent()
                    ? proven(evidence, fork.get())
                    : refuted(
                            evidence,
                            "not_contradictory",
                            "the proof does not show that the two contradict each other");
        } catch (MalformedException e) {
            return refuted(evidence, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private ExitCode proven(ForkEvidence evidence, ForkEvidence.Fork fork) {
        Page page = new Page(data(evidence, keys.isEmpty() ? "undetermined" : "proven")
                .put("prefix_root", hash(fork))
                .put("larger", tree(fork.larger()))
                .put("smaller", tree(fork.smaller()))
                .build());
        if (keys.isEmpty()) {
            page.headline(
                    Tone.DOUBT,
                    "whoever holds these keys has signed two histories; compare them with the log's, or give --vkey");
        } else {
            page.headline(Tone.BAD, "proven: the log has signed two histories");
        }
        page.field("log", evidence.origin())
                .field("first", words(fork.smaller()))
                .field("second", words(fork.larger()));
        if (fork.smaller().size() != fork.larger().size()) {
            page.field("but", "the first " + fork.smaller().size() + " leaves of the second give " + hash(fork));
        }
        evidence.unauthenticatedKeys().forEach(key -> page.field("key in file", key.toString()));
        print(page);
        return keys.isEmpty() ? ExitCode.UNDETERMINED : ExitCode.VERIFIED;
    }

    private ExitCode refuted(ForkEvidence evidence, String code, String why) {
        print(new Page(data(evidence, "refuted").put("code", code).build())
                .headline(Tone.BAD, "not proven: " + why + " [" + code + "]")
                .field("log", evidence.origin()));
        return ExitCode.REFUTED;
    }

    private static Json.ObjectBuilder data(ForkEvidence evidence, String outcome) {
        return Json.object()
                .put(
                        "keys",
                        Json.strings(evidence.unauthenticatedKeys().stream()
                                .map(VerifierKey::toString)
                                .toList()))
                .put("log", evidence.origin())
                .put("outcome", outcome);
    }

    private static Json.Obj tree(Checkpoint checkpoint) {
        return Json.object()
                .put("root", checkpoint.root().base64Url())
                .put("size", checkpoint.size())
                .build();
    }

    private static String words(Checkpoint checkpoint) {
        return checkpoint.size() + " leaves, root " + checkpoint.root().base64Url();
    }

    private static String hash(ForkEvidence.Fork fork) {
        return fork.prefixRoot().base64Url();
    }
}
