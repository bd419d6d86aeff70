package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

class ForkEvidenceTest {
    private static final int SIZES = 40;

    private final List<VerifierKey> keys;

    ForkEvidenceTest() throws Exception {
        keys = new TestLog(0).signer.verifierKeys();
    }

    /** A log whose leaf {@code changed} is another one; none is changed at -1. */
    private static TestLog log(int size, int changed) throws Exception {
        TestLog log = new TestLog(0);
        for (int i = 0; i < size; i++) {
            log.grow(i == changed ? "another" : "entry " + i);
        }
        return log;
    }

    private Optional<ForkEvidence> evidence(TestLog smaller, TestLog larger) throws Exception {
        PrefixProof proof = smaller.tiles.size == 0 || smaller.tiles.size == larger.tiles.size
                ? null
                : larger.tiles.hashes().prefixProof(smaller.tiles.size);
        return ForkEvidence.of(keys, smaller.checkpoint(), larger.checkpoint(), proof);
    }

    @Test
    void isProvenWhereverTheHistoriesPart() throws Exception {
        for (int larger = 2; larger <= SIZES; larger++) {
            TestLog honest = log(larger, -1);
            for (int smaller = 1; smaller <= larger; smaller++) {
                TestLog other = log(smaller, (smaller * 7 + larger) % smaller);
                ForkEvidence evidence = evidence(other, honest).orElseThrow();
                ForkEvidence read = ForkEvidence.parse(evidence.toBytes());
                assertThat(read.toBytes()).isEqualTo(evidence.toBytes());
                ForkEvidence.Fork fork = read.verify(keys).orElseThrow();
                assertThat(fork.prefixRoot())
                        .isEqualTo(smaller == larger ? fork.larger().root() : log(smaller, -1).tiles.root);
                assertThat(evidence.fileName()).matches("fork-\\d+-\\d+-[0-9a-f]{16}\\.txt");
            }
        }
    }

    @Test
    void isTheSameWhicheverIsNamedFirst() throws Exception {
        TestLog one = log(5, 2);
        TestLog other = log(9, -1);
        PrefixProof proof = other.tiles.hashes().prefixProof(5);
        assertThat(ForkEvidence.of(keys, other.checkpoint(), one.checkpoint(), proof))
                .hasValueSatisfying(evidence -> assertThat(evidence.toBytes())
                        .isEqualTo(ForkEvidence.of(keys, one.checkpoint(), other.checkpoint(), proof)
                                .orElseThrow()
                                .toBytes()));
    }

    @Test
    void isNotMadeFromOneHistory() throws Exception {
        for (int larger = 1; larger <= SIZES; larger++) {
            for (int smaller = 0; smaller <= larger; smaller++) {
                assertThat(evidence(log(smaller, -1), log(larger, -1)))
                        .as("%s of %s", smaller, larger)
                        .isEmpty();
            }
        }
    }

    @Test
    void needsHashesThatLeadToTheLargerRoot() throws Exception {
        TestLog smaller = log(6, 1);
        TestLog larger = log(11, -1);
        PrefixProof right = larger.tiles.hashes().prefixProof(6);
        for (int i = 0; i < right.hashes().size(); i++) {
            List<Digest> hashes = new ArrayList<>(right.hashes());
            hashes.set(i, Digest.sha256(new byte[] {1}));
            assertThat(ForkEvidence.of(keys, smaller.checkpoint(), larger.checkpoint(), new PrefixProof(6, 11, hashes)))
                    .isEmpty();
        }
        assertThat(ForkEvidence.of(keys, smaller.checkpoint(), larger.checkpoint(), null))
                .isEmpty();
    }

    @Test
    void anEmptyTreeWithAnotherRootContradictsEveryTree() throws Exception {
        TestLog log = log(3, -1);
        SignedCheckpoint wrong = log.signer.sign(new Checkpoint(TestLog.ORIGIN, 0, Digest.sha256(new byte[] {1})));
        assertThat(ForkEvidence.of(keys, wrong, log.checkpoint(), null)).isPresent();
    }

    @Test
    void isNothingToKeysThatDidNotSign() throws Exception {
        ForkEvidence evidence = evidence(log(4, 0), log(6, -1)).orElseThrow();
        List<VerifierKey> others = new TestLog(3).signer.verifierKeys();
        Malformed.refuses("checkpoint_not_signed", () -> evidence.verify(others));
        assertThat(evidence.unauthenticatedKeys()).isEqualTo(keys);
        assertThat(evidence.origin()).isEqualTo(TestLog.ORIGIN);
    }

    @Test
    void refusesWhatIsNotAHeadAndTwoCheckpointsInOrder() throws Exception {
        String good = evidence(log(4, 0), log(6, -1)).orElseThrow().toString();
        for (String bad : List.of(
                "",
                good.replace("evidence 1", "evidence 2"),
                good.replaceAll("(?m)^key .*\n", ""),
                good + "\n",
                good.replace("\n4\n", "\n7\n"),
                good.replaceFirst("registry.example/log\n4", "registry.example/log2\n4"))) {
            Malformed.refuses("evidence_malformed", () -> ForkEvidence.parse(bad.getBytes(UTF_8)));
        }
    }

    @Test
    void printsWhatItReads() throws Exception {
        Malformed.fuzz(
                evidence(log(5, 0), log(12, -1)).orElseThrow().toBytes(),
                bytes -> ForkEvidence.parse(bytes).toBytes());
    }
}
