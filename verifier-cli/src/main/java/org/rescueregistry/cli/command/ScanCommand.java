package org.rescueregistry.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue scan}. */
@Command(
        name = "scan",
        description = {
            "Run a file of posts through the verifier and count what comes of them, for measuring alarms and speed.",
            "It names no post and no author: nothing is held against anybody for the words of a post."
        })
public final class ScanCommand extends RescueCommand {
    private static final String COLUMN = "text";

    /** Authors are not in the file; a domain that no platform can have (RFC 2606) stands for theirs. */
    private static final String NO_PLATFORM = "scan.invalid";

    @Option(
            names = "--posts",
            paramLabel = "FILE",
            required = true,
            description = "UTF-8, tab-separated, the first line a heading with the column `text`")
    @SuppressWarnings("NullAway.Init")
    private Path posts;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long count;
    private long tooLong;

    public ScanCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        List<String> texts = texts();
        RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
        verifier.use(View.of(world, trusted, reader.open(world)).snapshot());
        Instant now = world.now();
        long before = System.nanoTime();
        for (int i = 0; i < texts.size(); i++) {
            scan(verifier, texts.get(i), i, now);
        }
        long nanos = Math.max(1, System.nanoTime() - before);
        long perSecond = count * Duration.ofSeconds(1).toNanos() / nanos;
        print(page(perSecond));
        return ExitCode.VERIFIED;
    }

    private void scan(RescueVerifier verifier, String text, int row, Instant now) {
        if (text.length() > Post.MAX_CHARS) {
            tooLong++;
            return;
        }
        AccountId nobody = new AccountId(NO_PLATFORM, Integer.toString(row));
        Verdict verdict = verifier.verify(new Post(nobody, List.of(), "", text), now);
        count++;
        outcomes.merge(verdict.outcome().name(), 1L, Long::sum);
        TreeSet<String> seen = new TreeSet<>();
        for (Because because : verdict.reasons()) {
            if (seen.add(because.reason().name())) {
                reasons.merge(because.reason().name(), 1L, Long::sum);
            }
        }
    }

    private List<String> texts() throws Stopped {
        try (BufferedReader lines = Files.newBufferedReader(posts, StandardCharsets.UTF_8)) {
            String heading = lines.readLine();
            int column = heading == null ? -1 : List.of(heading.split("\t", -1)).indexOf(COLUMN);
            if (column < 0) {
                throw new Stopped(StopCode.BAD_FILE, posts + " has no column `" + COLUMN + "` in its first line");
            }
            return lines.lines()
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("\t", -1))
                    .map(cells -> column < cells.length ? cells[column] : "")
                    .toList();
        } catch (UncheckedIOException e) {
            throw Disk.unreadable(posts, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw Disk.unreadable(posts, e);
        }
    }

    private Page page(long perSecond) {
        Json.Obj data = Json.object()
                .put("outcomes", counts(outcomes))
                .put("posts", count)
                .put("posts_per_second", perSecond)
                .put("reasons", counts(reasons))
                .put("too_long", tooLong)
                .build();
        Page page = new Page(data).line(count + " posts, " + perSecond + " a second; counts, accusing nobody");
        if (tooLong > 0) {
            page.line(tooLong + " rows were longer than a post can be, and left out");
        }
        return page.table(table("OUTCOME", outcomes)).table(table("REASON", reasons));
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
