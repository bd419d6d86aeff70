package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Checks every vector of status proofs, and holds the files to their generator: {@code -Drescue.vectors=write} writes them
 * anew.
 */
final class StatusVectorsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "vectors", "status");
    private static final Path PAGE = Path.of("..", "docs", "reference", "status-proof.md");
    private static final Pattern NAMED = Pattern.compile("`([a-z_0-9]+)`");

    @TestFactory
    Stream<DynamicTest> findsWhatTheIndexSays() throws IOException, MalformedException {
        Map<String, LogPolicy> policies = new TreeMap<>();
        for (String name : List.of(StatusVectors.WITNESSES, StatusVectors.REPLAYERS)) {
            policies.put(name, LogPolicy.parse(Files.readAllBytes(FOLDER.resolve(name))));
        }
        return index().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.file() + ": " + vector.about(),
                        () -> assertThat(vector.found(
                                                Files.readAllBytes(FOLDER.resolve(vector.file())),
                                                policies.get(vector.policy()))
                                        .text())
                                .isEqualTo(vector.expected().text())));
    }

    @Test
    void filesAreWhatTheirGeneratorMakes() throws IOException, MalformedException {
        Map<String, byte[]> files = new StatusVectors().files();
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            write(files);
        }
        Set<String> there = names();
        there.removeAll(Set.of("README.md", "check.py"));
        assertThat(there).isEqualTo(files.keySet());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    private static void write(Map<String, byte[]> files) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : names()) {
            if (old.endsWith(".status-proof")) {
                Files.delete(FOLDER.resolve(old));
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(FOLDER.resolve(file.getKey()), file.getValue());
        }
    }

    private static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyReasonOfThePageIsShown() throws IOException, MalformedException {
        Set<String> shown = new TreeSet<>();
        for (StatusVector vector : index()) {
            if (vector.expected().members().get("reason") instanceof Json.Str reason) {
                shown.add(reason.value());
            }
        }
        String steps = Files.readString(PAGE).split("## Checking it by hand|## What comes out", -1)[1];
        Set<String> ours = new TreeSet<>();
        Matcher named = NAMED.matcher(steps);
        while (named.find()) {
            if (named.group(1).contains("_")
                    && !Set.of("valid_from", "valid_until").contains(named.group(1))) {
                ours.add(named.group(1));
            }
        }
        // That needs a chain, which the vectors have none of; the other is of a signed note with an unknown name.
        ours.removeAll(Set.of("wrong_registry", "checkpoint_unknown_log"));
        assertThat(shown).containsAll(ours);
    }

    @Test
    void whatIsReadIsPrintedTheSame() throws IOException, MalformedException {
        int read = 0;
        for (StatusVector vector : index()) {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(vector.file()));
            StatusProof proof;
            try {
                proof = StatusProof.parse(bytes);
            } catch (MalformedException refused) {
                continue;
            }
            assertThat(proof.toBytes()).as(vector.file()).isEqualTo(bytes);
            read++;
        }
        assertThat(read).isGreaterThan(60);
    }

    private static List<StatusVector> index() throws IOException, MalformedException {
        List<StatusVector> rows = new ArrayList<>();
        Json json = Json.parse(Files.readAllBytes(FOLDER.resolve("index.json")));
        for (Json row : ((Json.Arr) json).items()) {
            rows.add(StatusVector.parse(Members.of(row, "vector")));
        }
        return rows;
    }
}
