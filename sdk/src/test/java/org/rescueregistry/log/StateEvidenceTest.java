package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;

class StateEvidenceTest {
    private static final String ORIGIN = "registry.example/log";
    private static final byte[] SEED = Digest.sha256("log".getBytes(UTF_8)).toBytes();

    private static LogSigner log() throws MalformedException {
        return LogSigner.of(ORIGIN, Ed25519Signer.fromSeed(SEED), MlDsa44Signer.fromSeed(SEED));
    }

    private static List<Digest> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> Merkle.leafHash(("leaf " + i).getBytes(UTF_8)))
                .toList();
    }

    private static SignedCheckpoint signed(int size) throws MalformedException {
        return log().sign(new Checkpoint(ORIGIN, size, Merkle.root(leaves(size))));
    }

    /** The last of three leaves: its sibling is the tree of the two before. */
    private static StateEvidence evidence(String leaf, String computed, SignedNote earlier) throws MalformedException {
        return StateEvidence.of(
                log().verifierKeys(),
                signed(3),
                new InclusionProof(2, 3, List.of(Merkle.root(leaves(2)))),
                new StateEvidence.Finding(
                        leaf.getBytes(UTF_8), List.of("map", "status_lists"), computed.getBytes(UTF_8), earlier));
    }

    @Test
    void showsThatTheLeafIsInATreeTheLogSigned() throws Exception {
        StateEvidence read =
                StateEvidence.parse(evidence("leaf 2", "right", null).toBytes());
        StateEvidence.Signed signed = read.verify(log().verifierKeys()).orElseThrow();
        assertThat(signed.index()).isEqualTo(2);
        assertThat(signed.finding().differs()).containsExactly("map", "status_lists");
        assertThat(signed.finding().computed()).isEqualTo("right".getBytes(UTF_8));
        assertThat(signed.earlier()).isNull();
        assertThat(read.unauthenticatedKeys()).isEqualTo(log().verifierKeys());
        assertThat(read.origin()).isEqualTo(ORIGIN);
    }

    @Test
    void isReadAndPrintedAlike() throws Exception {
        for (SignedNote earlier : new SignedNote[] {null, signed(2).note()}) {
            for (String computed : List.of("", "right")) {
                StateEvidence evidence = evidence("leaf 2", computed, earlier);
                StateEvidence read = StateEvidence.parse(evidence.toBytes());
                assertThat(read.toBytes()).isEqualTo(evidence.toBytes());
                assertThat(read.fileName()).isEqualTo(evidence.fileName()).startsWith("state-2-");
                assertThat(read.finding().earlier().isPresent()).isEqualTo(earlier != null);
            }
        }
    }

    @Test
    void provesNothingAboutALeafThatIsNotThere() throws Exception {
        assertThat(evidence("another leaf", "right", null).verify(log().verifierKeys()))
                .isEmpty();
    }

    @Test
    void isOfNobodyWhenTheLogDidNotSign() throws Exception {
        byte[] other = Digest.sha256("another log".getBytes(UTF_8)).toBytes();
        LogSigner stranger = LogSigner.of(ORIGIN, Ed25519Signer.fromSeed(other), MlDsa44Signer.fromSeed(other));
        assertThatThrownBy(() -> evidence("leaf 2", "right", null).verify(stranger.verifierKeys()))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evidence 1|evidence 2",
                "leaf 2 |leaf 02 ",
                "differs map|differs MAP",
                "differs map|differ map",
                "key registry|kex registry",
                "computed |computed =",
            })
    void refusesAnotherHead(String part, String instead) throws Exception {
        String text = evidence("leaf 2", "right", null).toString();
        assertThat(text).contains(part);
        assertThatThrownBy(() ->
                        StateEvidence.parse(text.replaceFirst(part, instead).getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }
}
