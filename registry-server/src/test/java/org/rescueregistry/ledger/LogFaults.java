package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/** A log that is opened, appended to, across the end of a tile, and closed. */
class LogFaults implements FaultScenario {
    private static final int BEFORE = 250;
    private static final int[] BATCHES = {3, 5, 1};

    @Override
    public void prepare(Path folder) throws Exception {
        try (LeafLog log = open(folder)) {
            get(addAll(log, 0, BEFORE));
        }
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        LeafLog log = open(folder);
        say.accept(note(log));
        return () -> {
            int next = BEFORE;
            for (int batch : BATCHES) {
                for (CompletionStage<LeafLog.Added> answer : addAll(log, next, batch)) {
                    LeafLog.Added.At at = (LeafLog.Added.At) get(answer);
                    say.accept("leaf " + at.index() + " " + next);
                    next++;
                }
                say.accept(note(log));
            }
            log.close();
        };
    }

    static LeafLog open(Path folder) throws Exception {
        ForkGuard guard = ForkGuard.in(folder.resolve("guard"), TestKeys.ORIGIN);
        try {
            return LeafLog.open(
                    new LogHome(LogFiles.in(folder), guard, TestKeys.log(TestKeys.ORIGIN)), LeafLog.Limits.DEFAULT);
        } catch (IOException | SigningRefusedException e) {
            guard.close();
            throw e;
        }
    }

    static List<CompletionStage<LeafLog.Added>> addAll(LeafLog log, int from, int count) {
        List<CompletionStage<LeafLog.Added>> answers = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            answers.add(log.add(leaf(i)));
        }
        return answers;
    }

    private static byte[] leaf(int number) {
        return ("leaf number " + number).getBytes(UTF_8);
    }

    private static String note(LeafLog log) {
        return "note " + Base64.getEncoder().encodeToString(log.checkpoint());
    }

    private static LeafLog.Added get(CompletionStage<LeafLog.Added> answer) throws Exception {
        return answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void get(List<CompletionStage<LeafLog.Added>> answers) throws Exception {
        for (CompletionStage<LeafLog.Added> answer : answers) {
            get(answer);
        }
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        SignedTrees signed = new SignedTrees();
        Path published = folder.resolve("checkpoint");
        if (Files.exists(published)) {
            // A web server in front of the folder may have given it to anybody.
            signed.add(checkpoint(Files.readAllBytes(published)));
        }
        try (LeafLog log = open(folder)) {
            signed.add(checkpoint(log.checkpoint()));
            List<byte[]> leaves = leaves(log);
            for (String line : said) {
                String[] words = line.split(" ");
                if (words[0].equals("leaf")) {
                    assertThat(leaves).as(line).hasSizeGreaterThan(Integer.parseInt(words[1]));
                    assertThat(leaves.get(Integer.parseInt(words[1])))
                            .as(line)
                            .isEqualTo(leaf(Integer.parseInt(words[2])));
                } else if (words[0].equals("note")) {
                    signed.add(checkpoint(Base64.getDecoder().decode(words[1])));
                }
            }
            signed.areHeadsOf(leaves);
            goesOn(log, leaves.size());
            signed.add(checkpoint(log.checkpoint()));
            signed.areHeadsOf(leaves(log));
        }
        LogCheck.Result checked = new LogCheck(LogSource.in(folder), 1, (done, of, bytes) -> {})
                .run(checkpoint(Files.readAllBytes(published)));
        assertThat(checked.troubles()).isEmpty();
    }

    /** Leaves that are there keep their index, one that is not gets the next. */
    private static void goesOn(LeafLog log, int size) throws Exception {
        assertThat(get(log.add(leaf(BEFORE - 1)))).isEqualTo(new LeafLog.Added.At(BEFORE - 1, false));
        assertThat(get(log.add("another leaf".getBytes(UTF_8)))).isEqualTo(new LeafLog.Added.At(size, true));
    }

    static List<byte[]> leaves(LeafLog log) throws IOException, MalformedException {
        List<byte[]> leaves = new ArrayList<>();
        while (leaves.size() < log.size()) {
            long bundle = leaves.size() / TilePath.FULL_WIDTH;
            TilePath path = TilePath.entries(
                    bundle, (int) Math.min(TilePath.FULL_WIDTH, log.size() - bundle * TilePath.FULL_WIDTH));
            leaves.addAll(EntryBundle.parse(path, log.tile(path).orElseThrow()).entries());
        }
        return leaves;
    }

    static Checkpoint checkpoint(byte[] note) throws MalformedException {
        return SignedCheckpoint.verify(
                        SignedNote.parse(note), TestKeys.log(TestKeys.ORIGIN).verifierKeys())
                .checkpoint();
    }

    /** As {@link LogFaults}, on what a process that was killed before it could tidy up has left. */
    static final class AfterAKill extends LogFaults {
        @Override
        public void prepare(Path folder) throws Exception {
            Path live = folder.resolveSibling(folder.getFileName() + "-live");
            Files.createDirectories(live);
            try (LeafLog log = open(live)) {
                get(addAll(log, 0, BEFORE - 1));
                get(addAll(log, BEFORE - 1, 1));
                copy(live, folder);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
