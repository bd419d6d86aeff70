package org.rescueregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs one {@link FuzzTarget}: always over its corpus and, for a moment, over neighbours of it; with the Maven profile {@code fuzz} for ten
 * minutes under Jazzer, which watches what the input reaches.
 *
 * <p>The corpus is {@code src/test/resources/fuzz/<name of the class>}: files named {@code good-} are accepted, {@code bad-} refused, of
 * others nothing is said. Whatever Jazzer finds is put there before it is mended.
 */
public final class FuzzRun {
    /** The system property that says how long a target is fuzzed under Jazzer. */
    public static final String SECONDS = "rescue.fuzz.seconds";

    private static final Duration A_MOMENT = Duration.ofMillis(400);
    private static final int LONGEST_INPUT = 20_000;
    private static final int SLOWEST_INPUT_SECONDS = 25;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    private final String name;
    private final FuzzTarget target;
    private final Path folder;

    public FuzzRun(Class<? extends FuzzTarget> target) throws ReflectiveOperationException {
        this.name = target.getName();
        this.target = create(name);
        // Tests run in a module's directory.
        this.folder = Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
    }

    static FuzzTarget create(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FuzzTarget) constructor.newInstance();
    }

    private SortedMap<String, byte[]> corpus() throws IOException {
        SortedMap<String, byte[]> corpus = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                corpus.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return corpus;
    }

    /** Every file of the corpus. */
    public void corpusHolds() throws Exception {
        SortedMap<String, byte[]> corpus = corpus();
        for (String file : corpus.keySet()) {
            boolean accepted = target.accepts(corpus.get(file));
            if (file.startsWith("good-") || file.startsWith("bad-")) {
                assertThat(accepted).as(file).isEqualTo(file.startsWith("good-"));
            }
        }
        assertThat(corpus).isNotEmpty();
    }

    /** Inputs near those of the corpus, for a moment. */
    public void neighboursHold() throws Exception {
        List<byte[]> corpus = new ArrayList<>(corpus().values());
        long seed = Long.getLong("rescue.seed", new Random().nextLong());
        Neighbours neighbours = new Neighbours(corpus, new Random(seed));
        long end = System.nanoTime() + A_MOMENT.toNanos();
        while (System.nanoTime() < end) {
            byte[] input = neighbours.next();
            try {
                boolean unused = target.accepts(input);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError(name + " on " + HexFormat.of().formatHex(input), e);
            }
        }
    }

    /** Under Jazzer for {@link #SECONDS}. Leaves what it learned in {@code target/fuzz}. */
    public void holdsUnderJazzer() throws IOException, InterruptedException {
        Path work = Path.of("target", "fuzz", folder.getFileName().toString());
        Path learned = Files.createDirectories(work.resolve("learned"));
        Path output = work.resolve("output");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzEntry.class.getName(),
                        "--target_args=" + name,
                        "--instrumentation_includes=org.rescueregistry.**",
                        "--reproducer_path=" + work,
                        "-artifact_prefix=" + work + "/",
                        "-max_total_time=" + Integer.getInteger(SECONDS),
                        "-max_len=" + LONGEST_INPUT,
                        "-timeout=" + SLOWEST_INPUT_SECONDS,
                        "-print_final_stats=1",
                        learned.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String said = Files.readString(output);
        Matcher done = DONE.matcher(said);
        assertThat(exit == 0 && done.find())
                .as("%s: see %s; put the input Jazzer wrote beside it into %s", name, output, folder)
                .isTrue();
        System.out.printf("%s: %s inputs in %s s%n", name, done.group(1), done.group(2));
    }
}
