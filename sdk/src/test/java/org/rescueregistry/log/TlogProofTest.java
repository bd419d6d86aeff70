package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.log.Malformed.refuses;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

class TlogProofTest {
    private final TestLog log;
    private final LogPolicy policy;
    private final TlogProof receipt;

    TlogProofTest() throws Exception {
        log = new TestLog(3).grow("a", "b", "c", "d", "e");
        policy = log.policy("group g 2 w0 w1 w2\nquorum g\n");
        receipt = TlogProof.of(log.tiles.hashes().inclusionProof(2), log.cosigned(0, 100, 2, 101));
    }

    @Test
    void provesItsEntryOffline() throws Exception {
        TlogProof read = TlogProof.parse(receipt.toBytes());
        assertThat(read).hasToString(receipt.toString());
        LoggedEntry entry = logged(read.verify(leaf("c"), policy));
        assertThat(entry.index()).isEqualTo(2);
        assertThat(entry.leafHash()).isEqualTo(leaf("c"));
        assertThat(entry.checkpoint().checkpoint().size()).isEqualTo(5);
        assertThat(read.unauthenticatedExtra()).isEmpty();
    }

    @Test
    void provesNoOtherEntryAndNoOtherIndex() throws Exception {
        assertThat(receipt.verify(leaf("d"), policy)).isInstanceOf(ReceiptResult.NotIncluded.class);
        TlogProof moved = parse(receipt.toString().replace("index 2\n", "index 3\n"));
        assertThat(moved.verify(leaf("c"), policy)).isInstanceOf(ReceiptResult.NotIncluded.class);
        TlogProof beyond = parse(receipt.toString().replace("index 2\n", "index 5\n"));
        assertThat(beyond.verify(leaf("c"), policy))
                .isEqualTo(new ReceiptResult.NotIncluded(new ProofResult.WrongShape("no leaf 5 in a tree of 5")));
    }

    @Test
    void saysWhichWitnessesAreMissing() throws Exception {
        TlogProof alone = TlogProof.of(log.tiles.hashes().inclusionProof(2), log.cosigned(0, 100));
        assertThat(alone.verify(leaf("c"), policy)).isEqualTo(new ReceiptResult.TooFew(List.of("w1", "w2")));
    }

    @Test
    void carriesExtraDataThatNothingVouchesFor() throws Exception {
        TlogProof read = parse(receipt.toString().replace("index 2\n", "extra AAEC\nindex 2\n"));
        assertThat(read.unauthenticatedExtra())
                .hasValueSatisfying(extra -> assertThat(extra).containsExactly(0, 1, 2));
        assertThat(read.toString()).contains("\nextra AAEC\n");
        assertThat(read.verify(leaf("c"), policy)).isInstanceOf(ReceiptResult.Logged.class);
    }

    @Test
    void refusesWhatIsNoReceipt() {
        String good = receipt.toString();
        for (String bad : List.of(
                "",
                good.replace("@v1", "@v2"),
                good.replace("index 2\n", ""),
                good.replace("index 2\n", "index 02\n"),
                good.replace("index 2\n", "index 2\nextra AAEC\n"),
                good.replace("index 2\n", "index 2\nAAAA\n"),
                good.replace("index 2\n", "index 2\n" + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n".repeat(64)),
                good.replace("index 2\n", "extra AAE\nindex 2\n"))) {
            refuses("receipt_malformed", () -> parse(bad));
        }
        refuses("receipt_malformed", () -> TlogProof.parse(new byte[TlogProof.MAX_BYTES + 1]));
    }

    @Test
    void survivesMutation() throws Exception {
        byte[] good = bytes(receipt.toString().replace("index 2\n", "extra AAEC\nindex 2\n"));
        Malformed.fuzz(good, b -> TlogProof.parse(b).toBytes());
    }

    private static LoggedEntry logged(ReceiptResult result) {
        return ((ReceiptResult.Logged) result).entry();
    }

    private static TlogProof parse(String text) throws MalformedException {
        return TlogProof.parse(bytes(text));
    }

    private static Digest leaf(String entry) {
        return Merkle.leafHash(bytes(entry));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
