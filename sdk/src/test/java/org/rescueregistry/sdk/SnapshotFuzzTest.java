package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rescueregistry.testing.FuzzRun;
import org.rescueregistry.testing.FuzzTarget;

/** What a host may send for a snapshot or a delta, a moment each; at length with {@code -Pfuzz}. */
class SnapshotFuzzTest {
    private static final List<Class<? extends FuzzTarget>> TARGETS =
            List.of(SnapshotFuzz.class, SnapshotDeltaFuzz.class);

    @Test
    void readsWhateverComes() throws Exception {
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            SnapshotFuzzScene scene = new SnapshotFuzzScene();
            write(SnapshotFuzz.class, corpus(scene.wholeFile()));
            write(SnapshotDeltaFuzz.class, corpus(scene.deltaFile()));
        }
        for (Class<? extends FuzzTarget> target : TARGETS) {
            FuzzRun run = new FuzzRun(target);
            run.corpusHolds();
            run.neighboursHold();
        }
    }

    private static Map<String, byte[]> corpus(byte[] good) {
        String text = new String(good, ISO_8859_1);
        Map<String, String> files = new TreeMap<>();
        files.put("good-one", text);
        files.put("bad-record-left-out", text.replaceFirst("\nrecord [^\n]*", ""));
        files.put("bad-record-changed", text.replaceFirst("\"status_index\":0", "\"status_index\":9"));
        files.put("bad-attestation-left-out", text.replaceFirst("\nattestation [^\n]*", ""));
        files.put("bad-cut", text.substring(0, text.length() / 2));
        files.put("bad-no-cosignature", text.replaceFirst("\n\u00e2\u0080\u0094 replayer[^\n]*", ""));
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, file) -> bytes.put(name, file.getBytes(ISO_8859_1)));
        return bytes;
    }

    private static void write(Class<?> target, Map<String, byte[]> corpus) throws Exception {
        Path folder = Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : corpus.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void readsWhateverJazzerFinds() throws Exception {
        for (Class<? extends FuzzTarget> target : TARGETS) {
            new FuzzRun(target).holdsUnderJazzer();
        }
    }
}
