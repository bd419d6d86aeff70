package org.rescueregistry.log;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** Evidence from anybody: it prints what it read, and accuses a log only of what it has signed. */
final class ForkEvidenceFuzz implements FuzzTarget {
    private final TestLog one = new TestLog(1).grow("a", "b", "c", "d", "e");
    private final TestLog other = new TestLog(1).grow("a", "B", "c");

    ForkEvidenceFuzz() throws Exception {}

    /** The evidence that the corpus begins with. */
    ForkEvidence genuine() throws Exception {
        return ForkEvidence.of(
                        one.signer.verifierKeys(),
                        one.checkpoint(),
                        other.checkpoint(),
                        one.tiles.hashes().prefixProof(other.tiles.size))
                .orElseThrow();
    }

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        ForkEvidence evidence;
        Optional<ForkEvidence.Fork> fork;
        try {
            evidence = ForkEvidence.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(evidence.toBytes(), input), "it prints what it read");
        try {
            fork = evidence.verify(one.signer.verifierKeys());
        } catch (MalformedException refused) {
            return false;
        }
        if (fork.isPresent()) {
            Set<Checkpoint> signed =
                    Set.of(one.checkpoint().checkpoint(), other.checkpoint().checkpoint());
            must(signed.equals(Set.of(fork.get().smaller(), fork.get().larger())), "the log has signed both");
            must(!fork.get().prefixRoot().equals(fork.get().smaller().root()), "and they contradict each other");
        }
        return fork.isPresent();
    }
}
