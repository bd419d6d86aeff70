package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.PrefixProof;
import org.rescueregistry.log.VerifierKey;

/** {@code rescue log evidence}: three leaves that were once other ones. */
class EvidenceTest {
    private static final String ORIGIN = "registry.example/log";

    @TempDir
    private Path dir;

    private LogSigner log;
    private Path file;

    @BeforeEach
    void fork() throws Exception {
        log = LogSigner.of(ORIGIN, Ed25519Signer.fromSeed(new byte[32]), MlDsa44Signer.fromSeed(new byte[32]));
        List<Digest> before = leaves("a", "B");
        List<Digest> after = leaves("a", "b", "c");
        ForkEvidence evidence = ForkEvidence.of(
                        log.verifierKeys(),
                        log.sign(new Checkpoint(ORIGIN, 2, Merkle.root(before))),
                        log.sign(new Checkpoint(ORIGIN, 3, Merkle.root(after))),
                        new PrefixProof(2, 3, List.of(Merkle.root(after.subList(0, 2)), after.get(2))))
                .orElseThrow();
        file = Files.write(dir.resolve(evidence.fileName()), evidence.toBytes());
    }

    private static List<Digest> leaves(String... texts) {
        return Arrays.stream(texts)
                .map(text -> Merkle.leafHash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList();
    }

    private static Shell.Run evidence(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("log", "evidence", file.toString()));
        args.addAll(List.of(more));
        return Shell.at(Instant.EPOCH).run(args.toArray(String[]::new));
    }

    @Test
    void isProvenForTheKeysOfTheLog() {
        Shell.Run run = evidence(file, "--vkey", log.verifierKeys().get(0).toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("proven: the log has signed two histories", ORIGIN, "2 leaves", "3 leaves");
    }

    @Test
    void isUndeterminedWithoutKeysSinceAnybodyCouldHaveMadeThoseInTheFile() {
        Shell.Run run = evidence(file, "--output", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out())
                .contains(
                        "\"outcome\":\"undetermined\"",
                        log.verifierKeys().get(0).toString());
    }

    @Test
    void isRefutedForOtherKeysAndForAChangedRoot() throws Exception {
        String other = VerifierKey.of(
                        ORIGIN,
                        VerifierKey.Type.ED25519,
                        Ed25519Signer.fromSeed(new byte[] {
                                    1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8,
                                    9, 0, 1, 2
                                })
                                .publicKey())
                .toString();
        assertThat(evidence(file, "--vkey", other).exit()).isEqualTo(1);
        Path changed =
                Files.writeString(dir.resolve("changed"), Files.readString(file).replaceFirst("\n2\n.", "\n2\n/"));
        Shell.Run run = evidence(changed, "--vkey", log.verifierKeys().get(0).toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("not proven", "[note_bad_signature]");
    }

    @Test
    void saysWhatIsWrongWithAFileOfAnotherKind() throws Exception {
        Shell.Run run = evidence(Files.writeString(dir.resolve("letter"), "Dear all,\n"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("letter", "[evidence_malformed]");
    }
}
