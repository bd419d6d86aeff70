package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * What a replayer writes down when a log signed a tree in which a leaf says of the state what does not follow from the leaves
 * before it. That the leaf stands in the signed tree is shown offline; that it is wrong is seen by replaying the same leaves. The
 * page {@code docs/reference/evidence.md} gives the format and the steps:
 *
 * <pre>
 * rescue-registry state-evidence 1
 * key registry.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
 * leaf 7 eyJhY3QiOiJzdGF0ZSIs…
 * differs map
 * computed eyJhY3QiOiJzdGF0ZSIs…
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *
 * registry.example/log
 * 8
 * B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *
 * — registry.example/log Uw2QOkn8…
 * </pre>
 *
 * <p>About a time that is wrong there may be a second checkpoint, of the tree that witnesses saw before.
 */
public final class StateEvidence {
    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + (512 << 10);

    private static final String CODE = "evidence_malformed";
    private static final String HEADER = "rescue-registry state-evidence 1";
    private static final String KEY = "key ";
    private static final String LEAF = "leaf ";
    private static final String DIFFERS = "differs ";
    private static final String COMPUTED = "computed ";
    private static final String BREAK = "\n\n";
    private static final Pattern WORDS = Pattern.compile("[a-z_]{1,32}( [a-z_]{1,32}){0,7}");
    private static final int ID_CHARS = 16;

    /** The head, and a note of a text and signatures; or two. No text in it has empty lines of its own. */
    private static final int SECTIONS = 3;

    private final List<VerifierKey> keys;
    private final InclusionProof proof;
    private final Finding finding;
    private final SignedNote checkpoint;

    /** What is wrong with a leaf. */
    public static final class Finding {
        private final byte[] leaf;
        private final List<String> differs;
        private final byte[] computed;
        private final @Nullable SignedNote earlier;

        /**
         * A finding about a leaf of these bytes.
         *
         * @param differs members of the state leaf that differ; {@code state} where the tree ends in no state leaf
         * @param computed the bytes of the state leaf that would have been right; empty if none would
         * @param earlier what the log showed before, where a time is wrong by it
         */
        public Finding(byte[] leaf, List<String> differs, byte[] computed, @Nullable SignedNote earlier) {
            this.leaf = leaf.clone();
            this.computed = computed.clone();
            this.differs = List.copyOf(differs);
            this.earlier = earlier;
        }

        public byte[] leaf() {
            return leaf.clone();
        }

        public List<String> differs() {
            return differs;
        }

        /** The bytes of the right state leaf; empty if none would be right. */
        public byte[] computed() {
            return computed.clone();
        }

        public Optional<SignedNote> earlier() {
            return Optional.ofNullable(earlier);
        }
    }

    /**
     * The log has signed a tree with this leaf in it. Made by {@link #verify} alone; whether the leaf is wrong is for a replay to say.
     *
     * @param earlier the log's earlier word, verified too; null if there is none
     */
    public record Signed(
            SignedCheckpoint checkpoint,
            long index,
            Finding finding,
            @Nullable SignedCheckpoint earlier) {}

    private StateEvidence(Collection<VerifierKey> keys, InclusionProof proof, Finding finding, SignedNote checkpoint) {
        this.keys = List.copyOf(keys);
        this.proof = proof;
        this.finding = finding;
        this.checkpoint = checkpoint;
    }

    /** Evidence about the leaf that {@code proof} places in the tree of {@code signed}. */
    public static StateEvidence of(
            Collection<VerifierKey> logKeys, SignedCheckpoint signed, InclusionProof proof, Finding finding) {
        List<VerifierKey> signers = logKeys.stream()
                .filter(key -> signed.note().signatures().stream().anyMatch(key::claims))
                .toList();
        return new StateEvidence(signers, proof, finding, signed.note());
    }

    /**
     * Reads a file; nothing in it is verified.
     *
     * @throws MalformedException {@code evidence_malformed}, or those of {@link SignedNote#parse}, {@link VerifierKey#parse} and
     *     {@link Checkpoint#parse}
     */
    public static StateEvidence parse(byte[] bytes) throws MalformedException {
        String[] sections = Lines.utf8(bytes, MAX_BYTES, CODE).split(BREAK, -1);
        if (sections.length != SECTIONS && sections.length != SECTIONS + 2) {
            throw new MalformedException(CODE, "it is not a head and one or two checkpoints, divided by empty lines");
        }
        boolean two = sections.length > SECTIONS;
        SignedNote note = note(sections[1], two ? sections[2] + "\n" : sections[2]);
        SignedNote earlier = two ? note(sections[3], sections[4]) : null;
        Head head = new Head(Lines.split(sections[0] + "\n", CODE));
        head.require(HEADER);
        List<VerifierKey> keys = new ArrayList<>();
        for (Optional<String> key = head.value(KEY); key.isPresent(); key = head.value(KEY)) {
            keys.add(VerifierKey.parse(key.get()));
        }
        String[] leaf = head.value(LEAF).orElse("").split(" ", -1);
        String differs = head.value(DIFFERS).orElse("");
        Optional<String> computed = head.value(COMPUTED);
        if (keys.isEmpty()
                || keys.size() > ForkEvidence.MAX_KEYS
                || leaf.length != 2
                || !WORDS.matcher(differs).matches()) {
            throw new MalformedException(CODE, "its head is not key, leaf, differs, computed and hashes");
        }
        Finding finding = new Finding(
                Lines.base64(leaf[1], CODE),
                List.of(differs.split(" ")),
                computed.isPresent() ? Lines.base64(computed.get(), CODE) : new byte[0],
                earlier);
        InclusionProof proof = new InclusionProof(
                Lines.decimal(leaf[0], CODE), Checkpoint.parse(note.text()).size(), Lines.hashes(head.rest(), CODE));
        return new StateEvidence(keys, proof, finding, note);
    }

    private static SignedNote note(String text, String signatures) throws MalformedException {
        return SignedNote.parse((text + BREAK + signatures).getBytes(StandardCharsets.UTF_8));
    }

    /** The lines of the head, one after the other. */
    private static final class Head {
        private final List<String> lines;
        private int at;

        Head(List<String> lines) {
            this.lines = lines;
        }

        void require(String line) throws MalformedException {
            if (!lines.get(at++).equals(line)) {
                throw new MalformedException(CODE, "the first line is not " + line);
            }
        }

        /** What stands behind {@code word} on the next line, if it begins so. */
        Optional<String> value(String word) {
            return at < lines.size() && lines.get(at).startsWith(word)
                    ? Optional.of(lines.get(at++).substring(word.length()))
                    : Optional.empty();
        }

        List<String> rest() {
            return lines.subList(at, lines.size());
        }
    }

    /** The keys its signatures are said to be by: only a reader knows whose they are. */
    public List<VerifierKey> unauthenticatedKeys() {
        return keys;
    }

    /** The log it is about. */
    public String origin() {
        return checkpoint.text().substring(0, checkpoint.text().indexOf('\n'));
    }

    /** The leaf it is about. */
    public long index() {
        return proof.index();
    }

    /** What is said to be wrong. */
    public Finding finding() {
        return finding;
    }

    /**
     * A name for its file, the same for the same fault of the same leaf, under whichever checkpoint it was found: {@code
     * state-7-a1b2c3d4e5f60718.txt}.
     */
    public String fileName() {
        byte[] fault = (origin() + "\n" + String.join(" ", finding.differs()) + "\n").getBytes(StandardCharsets.UTF_8);
        String id = Digest.sha256(fault, finding.leaf).hex().substring(0, ID_CHARS);
        return "state-" + proof.index() + "-" + id + ".txt";
    }

    /**
     * Checks that one of the keys signed the tree and that the leaf is in it. Nothing if the leaf is not there.
     *
     * @throws MalformedException as {@link SignedCheckpoint#verify}
     */
    public Optional<Signed> verify(Collection<VerifierKey> logKeys) throws MalformedException {
        SignedCheckpoint signed = SignedCheckpoint.verify(checkpoint, logKeys);
        SignedNote before = finding.earlier;
        SignedCheckpoint earlier = before == null ? null : SignedCheckpoint.verify(before, logKeys);
        return proof.verify(Merkle.leafHash(finding.leaf()), signed.checkpoint().root())
                        .isProven()
                ? Optional.of(new Signed(signed, proof.index(), finding, earlier))
                : Optional.empty();
    }

    /** The file. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        keys.forEach(key -> out.append(KEY).append(key).append('\n'));
        out.append(LEAF).append(proof.index()).append(' ').append(Lines.base64(finding.leaf));
        out.append('\n').append(DIFFERS).append(String.join(" ", finding.differs()));
        if (finding.computed.length > 0) {
            out.append('\n').append(COMPUTED).append(Lines.base64(finding.computed));
        }
        out.append('\n');
        proof.hashes().forEach(hash -> out.append(Lines.hash(hash)).append('\n'));
        out.append('\n').append(checkpoint);
        finding.earlier().ifPresent(before -> out.append('\n').append(before));
        return out.toString();
    }
}
