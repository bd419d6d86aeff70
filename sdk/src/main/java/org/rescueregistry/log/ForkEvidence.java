package org.rescueregistry.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * Shows offline, to anybody, that a log has signed two histories: two of its signed checkpoints, the smaller first, and the proof that
 * the larger tree does not begin with the smaller one ({@link PrefixProof}; without lines when the sizes are equal, or the smaller
 * is of no leaves). The page {@code docs/reference/evidence.md} gives the format and the steps:
 *
 * <pre>
 * rescue-registry fork-evidence 1
 * key registry.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *
 * registry.example/log
 * 4
 * B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *
 * — registry.example/log Uw2QOkn8…
 *
 * registry.example/log
 * 5
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — registry.example/log Uw2QOkn8…
 * </pre>
 *
 * <p>The keys in it are those the signatures verify with. Whether they are the log's, a reader must know from elsewhere.
 */
public final class ForkEvidence {
    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + (128 << 10);

    /** Most keys that are read. */
    public static final int MAX_KEYS = 16;

    private static final String CODE = "evidence_malformed";
    private static final String HEADER = "rescue-registry fork-evidence 1";
    private static final String KEY = "key ";
    private static final int ID_CHARS = 16;
    private static final String BREAK = "\n\n";

    /** The head, and two notes of a text and signatures each. No text in it has empty lines of its own. */
    private static final int SECTIONS = 5;

    private final List<VerifierKey> keys;
    private final SignedNote smaller;
    private final SignedNote larger;
    private final List<Digest> prefixHashes;

    private ForkEvidence(
            Collection<VerifierKey> keys, SignedNote smaller, SignedNote larger, List<Digest> prefixHashes) {
        this.keys = List.copyOf(keys);
        this.smaller = smaller;
        this.larger = larger;
        this.prefixHashes = List.copyOf(prefixHashes);
    }

    /** A log has signed both, and they contradict each other. Made by {@link #verify} alone. */
    public static final class Fork {
        private final SignedCheckpoint smaller;
        private final SignedCheckpoint larger;
        private final Digest prefixRoot;

        private Fork(SignedCheckpoint smaller, SignedCheckpoint larger, Digest prefixRoot) {
            this.smaller = smaller;
            this.larger = larger;
            this.prefixRoot = prefixRoot;
        }

        public Checkpoint smaller() {
            return smaller.checkpoint();
        }

        public Checkpoint larger() {
            return larger.checkpoint();
        }

        /** What the first leaves of the larger tree hash to, as many as the smaller one has: not what the log said before. */
        public Digest prefixRoot() {
            return prefixRoot;
        }
    }

    /**
     * The evidence that two checkpoints give, in either order; nothing if they do not contradict each other.
     *
     * @param logKeys the log's keys; those that signed are written into it
     * @param proof that the beginning of the larger tree is another; null if the sizes are equal
     */
    public static Optional<ForkEvidence> of(
            Collection<VerifierKey> logKeys,
            SignedCheckpoint one,
            SignedCheckpoint other,
            @Nullable PrefixProof proof) {
        Checkpoint a = one.checkpoint();
        Checkpoint b = other.checkpoint();
        boolean inOrder = a.size() != b.size() ? a.size() < b.size() : a.root().compareTo(b.root()) <= 0;
        SignedNote smaller = inOrder ? one.note() : other.note();
        SignedNote larger = inOrder ? other.note() : one.note();
        List<VerifierKey> signers = logKeys.stream()
                .filter(key -> signed(smaller, key) || signed(larger, key))
                .toList();
        boolean needsProof = a.size() != b.size() && Math.min(a.size(), b.size()) > 0;
        List<Digest> hashes = needsProof && proof != null ? proof.hashes() : List.of();
        ForkEvidence evidence = new ForkEvidence(signers, smaller, larger, hashes);
        try {
            return evidence.verify(logKeys).map(fork -> evidence);
        } catch (MalformedException notOfThisLog) {
            return Optional.empty();
        }
    }

    /**
     * What proves that the log has signed two histories; nothing if one of the trees continues the other.
     *
     * @param ofLarger the tiles of the larger tree, read only where both trees have leaves and different sizes
     * @throws IOException if they cannot be read, or are not of that tree; then it cannot be told
     */
    public static Optional<ForkEvidence> between(
            Collection<VerifierKey> logKeys, SignedCheckpoint one, SignedCheckpoint other, TileReader ofLarger)
            throws IOException, MalformedException {
        boolean grown = other.checkpoint().size() > one.checkpoint().size();
        Checkpoint larger = (grown ? other : one).checkpoint();
        Checkpoint smaller = (grown ? one : other).checkpoint();
        if (smaller.size() == 0 || smaller.size() == larger.size()) {
            return smaller.equals(larger) ? Optional.empty() : of(logKeys, one, other, null);
        }
        PrefixProof proof = new TileHashes(larger.size(), ofLarger).prefixProof(smaller.size());
        Digest before = proof.prefixRoot(larger.root())
                .orElseThrow(
                        () -> new IOException("its tiles are not those of the tree of " + larger.size() + " leaves"));
        return before.equals(smaller.root()) ? Optional.empty() : of(logKeys, one, other, proof);
    }

    private static boolean signed(SignedNote note, VerifierKey key) {
        return note.signatures().stream().anyMatch(key::claims);
    }

    /**
     * Reads a file; nothing in it is verified.
     *
     * @throws MalformedException {@code evidence_malformed}, or those of {@link SignedNote#parse} and {@link VerifierKey#parse}
     */
    public static ForkEvidence parse(byte[] bytes) throws MalformedException {
        String text = Lines.utf8(bytes, MAX_BYTES, CODE);
        String[] sections = text.split(BREAK, -1);
        if (sections.length != SECTIONS) {
            throw new MalformedException(CODE, "it is not a head and two checkpoints, divided by empty lines");
        }
        List<String> head = Lines.split(sections[0] + "\n", CODE);
        if (!head.get(0).equals(HEADER)) {
            throw new MalformedException(CODE, "the first line is not " + HEADER);
        }
        List<VerifierKey> keys = new ArrayList<>();
        int at = 1;
        for (; at < head.size() && head.get(at).startsWith(KEY); at++) {
            keys.add(VerifierKey.parse(head.get(at).substring(KEY.length())));
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new MalformedException(CODE, "it has no key lines, or more than " + MAX_KEYS);
        }
        List<Digest> hashes = Lines.hashes(head.subList(at, head.size()), CODE);
        ForkEvidence evidence =
                new ForkEvidence(keys, note(sections[1], sections[2] + "\n"), note(sections[3], sections[4]), hashes);
        evidence.requireOrder();
        return evidence;
    }

    private static SignedNote note(String text, String signatures) throws MalformedException {
        return SignedNote.parse((text + BREAK + signatures).getBytes(StandardCharsets.UTF_8));
    }

    private void requireOrder() throws MalformedException {
        Checkpoint first = Checkpoint.parse(smaller.text());
        Checkpoint second = Checkpoint.parse(larger.text());
        boolean inOrder = first.size() != second.size()
                ? first.size() < second.size()
                : first.root().compareTo(second.root()) < 0;
        if (!first.origin().equals(second.origin()) || !inOrder) {
            throw new MalformedException(CODE, "the checkpoints are not two of one log, the smaller first");
        }
    }

    /** The keys its signatures are said to be by: only a reader knows whose they are. */
    public List<VerifierKey> unauthenticatedKeys() {
        return keys;
    }

    /** The log it is about. */
    public String origin() {
        return smaller.text().substring(0, smaller.text().indexOf('\n'));
    }

    /** A name for its file, the same for the same evidence: {@code fork-4-5-a1b2c3d4e5f60718.txt}. */
    public String fileName() {
        String id = Digest.sha256(toBytes()).hex().substring(0, ID_CHARS);
        return "fork-" + size(smaller) + "-" + size(larger) + "-" + id + ".txt";
    }

    /** The second line, which {@link #parse} and {@link #of} have read. */
    private static String size(SignedNote checkpoint) {
        return checkpoint.text().lines().skip(1).findFirst().orElseThrow();
    }

    /**
     * Checks that both checkpoints are signed by one of the keys, and that no tree can be of both. Nothing if it can.
     *
     * @throws MalformedException as {@link SignedCheckpoint#verify}
     */
    public Optional<Fork> verify(Collection<VerifierKey> logKeys) throws MalformedException {
        SignedCheckpoint a = SignedCheckpoint.verify(smaller, logKeys);
        SignedCheckpoint b = SignedCheckpoint.verify(larger, logKeys);
        if (!a.checkpoint().origin().equals(b.checkpoint().origin())) {
            return Optional.empty();
        }
        return beginning(a.checkpoint().size(), b.checkpoint())
                .filter(root -> !root.equals(a.checkpoint().root()))
                .map(root -> new Fork(a, b, root));
    }

    /** What the first leaves of a tree hash to; nothing if that was not shown. */
    private Optional<Digest> beginning(long prefix, Checkpoint tree) {
        if (prefix == 0 || prefix == tree.size()) {
            boolean nothingToShow = prefixHashes.isEmpty();
            return nothingToShow ? Optional.of(prefix == 0 ? Merkle.EMPTY_ROOT : tree.root()) : Optional.empty();
        }
        return new PrefixProof(prefix, tree.size(), prefixHashes).prefixRoot(tree.root());
    }

    /** The file. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        keys.forEach(key -> out.append(KEY).append(key).append('\n'));
        prefixHashes.forEach(hash -> out.append(Lines.hash(hash)).append('\n'));
        return out.append('\n').append(smaller).append('\n').append(larger).toString();
    }
}
