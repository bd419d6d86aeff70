package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue scan}. */
@Command(
        name = "scan",
        description = "Run a file of posts through the verifier, count what comes of them, and list every"
                + " candidate that a human would look at with the phrase or name that chose it: for"
                + " measuring alarms and speed. It shows no post and names no author: nothing is held"
                + " against anybody for the words of a post. Ends with 0 whatever it finds.")
public final class ScanCommand extends RescueCommand {
    @Option(
            names = "--posts",
            paramLabel = "FILE",
            required = true,
            description = "UTF-8; tab-separated or CSV with a heading (`text`, and if you like `platform` and"
                    + " `id`, `name`, `handle`, `bio`, `ref`), or a post in JSON on each line")
    @SuppressWarnings("NullAway.Init")
    private Path posts;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "tsv, csv or jsonl (default: as the name of the file ends, else tsv)")
    private PostsFile.@Nullable Format format;

    @Option(names = "--counts-only", description = "list no candidates")
    private boolean countsOnly;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private long count;
    private long tooLarge;

    /** A post that a human would look at, and why. */
    private record Candidate(PostsFile.Row row, Outcome outcome, Because because) {
        Json.Obj json() {
            return Json.object()
                    .put("line", row.line())
                    .put("outcome", outcome.name())
                    .put("reason", because.reason().name())
                    .put("ref", row.post().ref())
                    .put("why", why())
                    .build();
        }

        String why() {
            String about = because.code() == null ? "" : because.code().canonical();
            return because.detail() == null ? about : (about + " " + because.detail()).strip();
        }
    }

    public ScanCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        List<PostsFile.Row> rows = PostsFile.read(posts, format == null ? PostsFile.Format.of(posts) : format);
        RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
        verifier.use(View.of(world, trusted, reader.open(world)).snapshot());
        Instant now = world.now();
        long before = System.nanoTime();
        List<Verdict> verdicts =
                verifier.verifyAll(rows.stream().map(PostsFile.Row::post).toList(), now);
        long nanos = Math.max(1, System.nanoTime() - before);
        for (int i = 0; i < rows.size(); i++) {
            count(rows.get(i), verdicts.get(i));
        }
        print(page(rows.size() * Duration.ofSeconds(1).toNanos() / nanos));
        return ExitCode.VERIFIED;
    }

    private void count(PostsFile.Row row, Verdict verdict) {
        if (verdict.has(VerdictReason.INPUT_TOO_LARGE)) {
            tooLarge++;
            return;
        }
        count++;
        outcomes.merge(verdict.outcome().name(), 1L, Long::sum);
        Set<String> seen = new LinkedHashSet<>();
        for (Because because : verdict.reasons()) {
            if (seen.add(because.reason().name())) {
                reasons.merge(because.reason().name(), 1L, Long::sum);
            }
            if (because.reason().display() == VerdictReason.Display.QUEUE) {
                candidates.add(new Candidate(row, verdict.outcome(), because));
            }
        }
    }

    private Page page(long perSecond) {
        Json.ObjectBuilder data = Json.object()
                .put("outcomes", counts(outcomes))
                .put("posts", count)
                .put("posts_per_second", perSecond)
                .put("reasons", counts(reasons))
                .put("too_large", tooLarge);
        if (!countsOnly) {
            data.put(
                    "candidates",
                    Json.array(candidates.stream().map(Candidate::json).toList()));
        }
        Page page = new Page(data.build()).line(count + " posts, " + perSecond + " a second; counts, accusing nobody");
        if (tooLarge > 0) {
            page.line(tooLarge + " rows were larger than a post may be, and left out");
        }
        page.table(table("OUTCOME", outcomes)).table(table("REASON", reasons));
        return countsOnly ? page : page.table(listed());
    }

    private Table listed() {
        Table table = new Table("LINE", "REF", "OUTCOME", "REASON", "WHY");
        for (Candidate candidate : candidates) {
            table.row(
                    Long.toString(candidate.row.line()),
                    candidate.row.post().ref(),
                    candidate.outcome.name(),
                    candidate.because.reason().name(),
                    candidate.why());
        }
        return table;
    }

    private static Json.Obj counts(Map<String, Long> counted) {
        Json.ObjectBuilder counts = Json.object();
        counted.forEach(counts::put);
        return counts.build();
    }

    private static Table table(String heading, Map<String, Long> counted) {
        Table table = new Table(heading, "POSTS");
        counted.forEach((name, number) -> table.row(name, Long.toString(number)));
        return table;
    }
}
