package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** {@code rescue log evidence} of a wrong state: what it proves offline, and what it takes the log for. */
class StateEvidenceTest {
    @TempDir
    private static Path dir;

    private static FakeFederation federation;
    private static String policy;

    @BeforeAll
    static void open() throws IOException {
        federation = new FakeFederation();
        federation.registry.admit();
        federation.publish();
        policy = Files.writeString(dir.resolve("policy.txt"), federation.policy())
                .toString();
    }

    @AfterAll
    static void close() {
        federation.close();
    }

    /** A log that ends so, signed and cosigned by liars, and evidence about its last leaf. */
    private static final class Lie {
        final Path evidence;
        final Path copy;

        Lie(String name, byte[] last, List<String> differs, byte[] computed, SignedNote earlier) throws Exception {
            List<byte[]> leaves = new ArrayList<>(federation.registry.leaves());
            leaves.set(leaves.size() - 1, last);
            Map<String, byte[]> files = new TreeMap<>();
            SignedCheckpoint signed = federation.show(leaves, files);
            copy = dir.resolve(name);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = copy.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            TileHashes tiles = new TileHashes(signed.checkpoint().size(), path -> files.get(path.toString()));
            StateEvidence written = StateEvidence.of(
                    federation.logKeys(),
                    signed,
                    tiles.inclusionProof(leaves.size() - 1),
                    new StateEvidence.Finding(last, differs, computed, earlier));
            evidence = Files.write(dir.resolve(name + ".txt"), written.toBytes());
        }
    }

    private static StateLeaf last() throws MalformedException {
        List<byte[]> leaves = federation.registry.leaves();
        return StateLeaf.parse(leaves.get(leaves.size() - 1));
    }

    private static StateLeaf withMap(StateLeaf leaf) {
        return new StateLeaf(
                leaf.attestations(),
                leaf.charter(),
                leaf.log(),
                TestKeys.digest("another map"),
                leaf.size(),
                leaf.statusLists(),
                leaf.time());
    }

    private static StateLeaf later(StateLeaf leaf, Duration by) {
        return new StateLeaf(
                leaf.attestations(),
                leaf.charter(),
                leaf.log(),
                leaf.map(),
                leaf.size(),
                leaf.statusLists(),
                leaf.time().plus(by));
    }

    private static Shell.Run evidence(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("log", "evidence", file.toString()));
        args.addAll(List.of(more));
        return new Shell(federation.registry::now).run(args.toArray(String[]::new));
    }

    @Test
    void aWrongMapIsProvenByReplayingAnyCopy() throws Exception {
        Lie lie = new Lie("map", withMap(last()).bytes(), List.of("map"), last().bytes(), null);
        String key = federation.logKeys().get(0).toString();
        Shell.Run offline = evidence(lie.evidence, "--vkey", key);
        assertThat(offline.exit()).isEqualTo(3);
        assertThat(offline.out()).contains("the leaf is signed", "[needs_log]", federation.registry.log());
        Shell.Run run = evidence(lie.evidence, "--vkey", key, "--from", lie.copy.toString());
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("proven: the log has signed what is wrong", "replayed: another map follows");
        assertThat(evidence(lie.evidence, "--from", lie.copy.toString()).exit())
                .as("whose keys?")
                .isEqualTo(3);
    }

    @Test
    void aRightStateIsNotProvenWrong() throws Exception {
        Lie slander =
                new Lie("right", last().bytes(), List.of("map"), withMap(last()).bytes(), null);
        Shell.Run run = evidence(slander.evidence, "--policy", policy, "--from", slander.copy.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("not proven", "[not_wrong]");
        Lie nonsense = new Lie(
                "nonsense",
                last().bytes(),
                List.of("status_lists"),
                withMap(last()).bytes(),
                null);
        assertThat(evidence(nonsense.evidence, "--policy", policy).out()).contains("[evidence_contradicts_itself]");
    }

    @Test
    void aCopyOfAnotherTreeIsNotBelieved() throws Exception {
        Lie lie = new Lie("lie", withMap(last()).bytes(), List.of("map"), last().bytes(), null);
        Lie other = new Lie("other", last().bytes(), List.of("map"), last().bytes(), null);
        Shell.Run run = evidence(lie.evidence, "--policy", policy, "--from", other.copy.toString());
        assertThat(run.exit()).isEqualTo(4);
        assertThat(evidence(lie.evidence, "--policy", policy, "--from", "nowhere")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void aTreeThatEndsInNoStateLeafIsProvenOffline() throws Exception {
        byte[] nothing = "nothing".getBytes(StandardCharsets.UTF_8);
        Lie lie = new Lie("none", nothing, List.of("state"), new byte[0], null);
        assertThat(evidence(lie.evidence, "--policy", policy).out()).contains("proven", "does not end in a state leaf");
        assertThat(evidence(lie.evidence).exit()).isEqualTo(3);
        Lie moved = new Lie("moved", last().bytes(), List.of("state"), new byte[0], null);
        assertThat(evidence(moved.evidence, "--policy", policy, "--from", moved.copy.toString())
                        .out())
                .contains("[not_wrong]");
    }

    @Test
    void aTimeAfterItsOwnCosignaturesIsProvenByThem() throws Exception {
        StateLeaf future = later(last(), Duration.ofHours(1));
        Lie lie = new Lie("future", future.bytes(), List.of("time"), last().bytes(), null);
        assertThat(evidence(lie.evidence, "--vkey", federation.logKeys().get(0).toString())
                        .out())
                .contains("[needs_policy]");
        Shell.Run run = evidence(lie.evidence, "--policy", policy);
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("witnesses had seen it by");
    }

    @Test
    void aTimeBeforeWhatWitnessesHadSeenIsProvenByBothCheckpoints() throws Exception {
        List<byte[]> before = federation.registry.leaves();
        SignedCheckpoint earlier = federation.show(before.subList(0, before.size() - 3), new TreeMap<>());
        StateLeaf past = later(last(), Duration.ofHours(-1));
        Lie lie = new Lie("past", past.bytes(), List.of("time"), last().bytes(), earlier.note());
        Shell.Run run = evidence(lie.evidence, "--policy", policy);
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("witnesses vouched that the log ended before it");
        Lie slander = new Lie("now", last().bytes(), List.of("time"), last().bytes(), earlier.note());
        assertThat(evidence(slander.evidence, "--policy", policy).out()).contains("[not_wrong]");
    }
}
