package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.FuzzTarget;

/**
 * Proofs of any shape against the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which lead to the same root or refuse as ours do; and
 * against a real tree, under whose root nothing verifies but its own leaves and its own past.
 *
 * <p>Input: two sizes of eight bytes, big-endian, then a byte for each hash: below 128 a node of the real tree, else another one.
 */
final class ProofFuzz implements FuzzTarget {
    private static final int LEAVES = 37;
    private static final List<byte[]> ENTRIES = IntStream.range(0, LEAVES)
            .mapToObj(i -> ("entry " + i).getBytes(UTF_8))
            .toList();
    private static final List<Digest> LEAF_HASHES =
            ENTRIES.stream().map(Merkle::leafHash).toList();
    private static final List<Digest> NODES = nodes();

    @Override
    public boolean accepts(byte[] input) {
        if (input.length < 2 * Long.BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        long first = in.getLong();
        long second = in.getLong();
        List<Digest> hashes = new ArrayList<>();
        while (in.hasRemaining()) {
            hashes.add(hash(in.get()));
        }
        boolean included = inclusion(new InclusionProof(first, second, hashes));
        boolean consistent = consistency(new ConsistencyProof(first, second, hashes));
        return included || consistent;
    }

    private static Digest hash(byte choice) {
        return choice >= 0 ? NODES.get(choice % NODES.size()) : Digest.sha256(new byte[] {choice});
    }

    private static boolean inclusion(InclusionProof proof) {
        Digest leaf = LEAF_HASHES.get((int) Long.remainderUnsigned(proof.index(), LEAVES));
        Optional<Digest> naive = naiveRoot(proof, leaf);
        ProofResult shown = proof.verify(leaf, Merkle.EMPTY_ROOT);
        if (naive.isEmpty()) {
            must(shown instanceof ProofResult.WrongShape, "both refuse the shape of an inclusion proof");
            return false;
        }
        must(
                shown instanceof ProofResult.OtherRoot other && other.computed().equals(naive.get()),
                "both climb to the same root");
        must(proof.verify(leaf, naive.get()).isProven(), "the root it leads to is the one it proves");
        must(proof.hashes().size() <= InclusionProof.MAX_HASHES, "no path is longer than the tree is high");
        boolean proven = proof.size() == LEAVES && naive.get().equals(TREE_ROOT);
        if (proven) {
            must(LEAF_HASHES.get((int) proof.index()).equals(leaf), "only the leaf that is there is proven");
        }
        return true;
    }

    /** RFC 9162 section 2.1.3.2; nothing where that says "fail". */
    private static Optional<Digest> naiveRoot(InclusionProof proof, Digest leaf) {
        if (proof.index() < 0 || proof.index() >= proof.size()) {
            return Optional.empty();
        }
        long fn = proof.index();
        long sn = proof.size() - 1;
        Digest r = leaf;
        for (Digest p : proof.hashes()) {
            if (sn == 0) {
                return Optional.empty();
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = Merkle.nodeHash(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = Merkle.nodeHash(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 ? Optional.of(r) : Optional.empty();
    }

    private static boolean consistency(ConsistencyProof proof) {
        Digest old = realRoot(proof.oldSize());
        Optional<List<Digest>> naive = naiveRoots(proof, old);
        if (naive.isEmpty()) {
            boolean nothingToShow = proof.oldSize() == proof.newSize()
                    && proof.oldSize() > 0
                    && proof.hashes().isEmpty();
            must(proof.verify(old, old).isProven() == nothingToShow, "only of equal sizes nothing is to be shown");
            return false;
        }
        Digest oldRoot = naive.get().get(0);
        Digest newRoot = naive.get().get(1);
        must(proof.verify(oldRoot, newRoot).isProven(), "the roots it leads to are those it proves");
        must(!proof.verify(oldRoot, Merkle.EMPTY_ROOT).isProven(), "no other new root is proven");
        must(!proof.verify(Merkle.EMPTY_ROOT, newRoot).isProven(), "no other old root is proven");
        if (proof.newSize() == LEAVES && newRoot.equals(TREE_ROOT)) {
            must(oldRoot.equals(old), "only the tree's own past is proven");
        }
        return true;
    }

    private static Digest realRoot(long size) {
        int within = (int) Long.remainderUnsigned(size, LEAVES + 1L);
        return Merkle.root(LEAF_HASHES.subList(0, within));
    }

    /** RFC 9162 section 2.1.4.2: the two roots that the proof leads to; nothing where that says "fail". */
    private static Optional<List<Digest>> naiveRoots(ConsistencyProof proof, Digest firstHash) {
        long first = proof.oldSize();
        List<Digest> path = new ArrayList<>(proof.hashes());
        if (first <= 0 || first >= proof.newSize() || path.isEmpty()) {
            return Optional.empty();
        }
        if (Long.bitCount(first) == 1) {
            path.add(0, firstHash);
        }
        long fn = first - 1;
        long sn = proof.newSize() - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Digest fr = path.get(0);
        Digest sr = fr;
        for (Digest c : path.subList(1, path.size())) {
            if (sn == 0) {
                return Optional.empty();
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = Merkle.nodeHash(c, fr);
                sr = Merkle.nodeHash(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = Merkle.nodeHash(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 ? Optional.of(List.of(fr, sr)) : Optional.empty();
    }

    private static final Digest TREE_ROOT = Merkle.root(LEAF_HASHES);

    /** Every node that a proof in the real tree may need. */
    private static List<Digest> nodes() {
        NaiveTree tree = new NaiveTree(ENTRIES);
        List<Digest> nodes = new ArrayList<>(LEAF_HASHES);
        for (int span = 2; span < 2 * LEAVES; span *= 2) {
            for (int from = 0; from + 1 < LEAVES; from += span) {
                nodes.add(tree.mth(from, Math.min(LEAVES, from + span)));
            }
        }
        return List.copyOf(nodes);
    }
}
