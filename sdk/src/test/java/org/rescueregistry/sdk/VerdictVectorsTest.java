package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Judges every post of the verdict vectors again, and holds the files to their generator: {@code -Drescue.vectors=write} writes them
 * anew.
 */
class VerdictVectorsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "vectors", "verdict");
    private static final String README = "README.md";

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FOLDER.resolve(VerdictVectors.FILE));
    }

    @Test
    void everyVerdictReplaysToTheSameBytes() throws Exception {
        VerdictScenes scenes = new VerdictScenes(files());
        for (String line : lines()) {
            Members members = Members.of(Json.parse(line), "vector");
            TreeMap<String, Json> replay = new TreeMap<>(members.json().members());
            replay.keySet().removeAll(Set.of("case", "scene"));
            ReplayFile.Finding found = ReplayFile.parse(new Json.Obj(replay).canonical())
                    .replay(scenes.named(members.string("scene")), scenes.lexicon());
            assertThat(found.now().json().text())
                    .as(members.string("case"))
                    .isEqualTo(((Json.Obj) members.value("verdict")).text());
            assertThat(found.isSame()).isTrue();
        }
        assertThat(lines()).hasSize(VerdictVectors.MANY);
    }

    @BeforeAll
    static void writesThemAnewWhenAsked() throws IOException, MalformedException {
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            for (String old : files().keySet()) {
                if (!old.equals(README)) {
                    Files.delete(FOLDER.resolve(old));
                }
            }
            for (Map.Entry<String, byte[]> file : new VerdictVectors().files().entrySet()) {
                Files.write(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Test
    void filesAreWhatTheirGeneratorMakes() throws IOException, MalformedException {
        Map<String, byte[]> made = new VerdictVectors().files();
        Map<String, byte[]> there = files();
        there.remove(README);
        assertThat(there.keySet()).isEqualTo(made.keySet());
        made.forEach((name, bytes) -> assertThat(there.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void everyOutcomeAndEveryReasonIsThere() throws IOException, MalformedException {
        Set<String> outcomes = new TreeSet<>();
        Set<String> reasons = new TreeSet<>();
        Set<String> cases = new TreeSet<>();
        for (String line : lines()) {
            Members vector = Members.of(Json.parse(line), "vector");
            cases.add(vector.string("case"));
            Members verdict = vector.object("verdict");
            outcomes.add(verdict.string("outcome"));
            for (Members reason : verdict.objects("reasons")) {
                reasons.add(reason.string("reason"));
            }
        }
        assertThat(cases).hasSize(VerdictVectors.MANY);
        assertThat(outcomes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::name).toList());
        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(VerdictReason.values())
                        .map(VerdictReason::name)
                        .toList());
    }
}
