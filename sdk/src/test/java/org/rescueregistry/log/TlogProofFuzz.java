package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A receipt from anybody: it prints what it read, and proves only entries that are in the log, at their own index. */
final class TlogProofFuzz implements FuzzTarget {
    private static final List<String> ENTRIES = List.of("a", "b", "c", "d", "e");

    private final TestLog log = new TestLog(3).grow(ENTRIES.toArray(new String[0]));
    private final LogPolicy policy = log.policy("group g 2 w0 w1 w2\nquorum g\n");

    TlogProofFuzz() throws Exception {}

    /** The receipts that the corpus begins with. */
    TlogProof genuine(int index) throws Exception {
        return TlogProof.of(log.tiles.hashes().inclusionProof(index), log.cosigned(0, 100, 2, 101));
    }

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        TlogProof receipt;
        try {
            receipt = TlogProof.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(receipt.toBytes(), input), "it prints what it read");
        must(receipt.index() >= 0, "an index is not negative");
        must(NaiveNote.read(receipt.note().toBytes()).isPresent(), "its checkpoint is a note");
        boolean proven = false;
        for (int index = 0; index < ENTRIES.size(); index++) {
            proven |= proves(receipt, index);
        }
        return proven;
    }

    private boolean proves(TlogProof receipt, int index) {
        Digest leaf = Merkle.leafHash(ENTRIES.get(index).getBytes(UTF_8));
        ReceiptResult result;
        try {
            result = receipt.verify(leaf, policy);
        } catch (MalformedException refused) {
            return false;
        }
        if (result instanceof ReceiptResult.Logged logged) {
            must(logged.entry().index() == index, "an entry is proven at its own index");
            must(receipt.note().text().equals(log.checkpoint().note().text()), "under what the log signed");
            must(logged.entry().leafHash().equals(leaf), "and it is the entry that was asked about");
            return true;
        }
        return false;
    }
}
