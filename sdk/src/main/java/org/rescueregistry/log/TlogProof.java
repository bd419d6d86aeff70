package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * A receipt: shows offline that an entry is in a log, under a checkpoint witnesses saw (C2SP tlog-proof, files
 * {@code .tlog-proof}):
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * index 73894
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 * B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *
 * example.com/fancylog
 * 109482
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — example.com/fancylog hI2DJw…
 * — witness1.example mJirIklj…
 * </pre>
 */
public final class TlogProof {
    /** Longest receipt that is read, in bytes. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + (128 << 10);

    private static final String CODE = "receipt_malformed";
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    private final byte @Nullable [] extra;
    private final InclusionProof proof;
    private final SignedNote note;

    private TlogProof(byte @Nullable [] extra, InclusionProof proof, SignedNote note) {
        this.extra = extra;
        this.proof = proof;
        this.note = note;
    }

    /** A receipt for the entry that {@code proof} places in the tree of {@code checkpoint}. */
    public static TlogProof of(InclusionProof proof, SignedCheckpoint checkpoint) {
        if (proof.size() != checkpoint.checkpoint().size()) {
            throw new IllegalArgumentException("a proof for a tree of another size");
        }
        return new TlogProof(null, proof, checkpoint.note());
    }

    /**
     * Reads a receipt; nothing in it is verified.
     *
     * @throws MalformedException {@code receipt_malformed}, or those of {@link SignedNote#parse} and {@link
     *     Checkpoint#parse}
     */
    public static TlogProof parse(byte[] bytes) throws MalformedException {
        String text = Lines.utf8(bytes, MAX_BYTES, CODE);
        int divide = text.indexOf("\n\n");
        if (divide < 0) {
            throw new MalformedException(CODE, "no empty line between the proof and the checkpoint");
        }
        List<String> lines = Lines.split(text.substring(0, divide + 1), CODE);
        if (!lines.get(0).equals(HEADER)) {
            throw new MalformedException(CODE, "the first line is not " + HEADER);
        }
        int at = 1;
        byte[] extra = null;
        if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
            extra = Lines.base64(lines.get(at).substring(EXTRA.length()), CODE);
            at++;
        }
        if (at >= lines.size() || !lines.get(at).startsWith(INDEX)) {
            throw new MalformedException(CODE, "no index line where one belongs");
        }
        long index = Lines.decimal(lines.get(at).substring(INDEX.length()), CODE);
        List<Digest> hashes = Lines.hashes(lines.subList(at + 1, lines.size()), CODE);
        SignedNote note = SignedNote.parse(text.substring(divide + 2).getBytes(StandardCharsets.UTF_8));
        long size = Checkpoint.parse(note.text()).size();
        return new TlogProof(extra, new InclusionProof(index, size, hashes), note);
    }

    /** The index it says the entry has. */
    public long index() {
        return proof.index();
    }

    /** Data somebody put beside the proof; nothing vouches for it. */
    public Optional<byte[]> unauthenticatedExtra() {
        return Optional.ofNullable(extra).map(byte[]::clone);
    }

    /** The checkpoint, not verified. */
    public SignedNote note() {
        return note;
    }

    /**
     * Checks that the entry with {@code leafHash} is in a log of the policy, under a checkpoint that meets it (C2SP
     * tlog-proof, "Verifying a tlog proof").
     *
     * @throws MalformedException as {@link LogPolicy#check}
     */
    public ReceiptResult verify(Digest leafHash, LogPolicy policy) throws MalformedException {
        PolicyResult checked = policy.check(note);
        if (checked instanceof PolicyResult.TooFew tooFew) {
            return new ReceiptResult.TooFew(tooFew.missing());
        }
        CosignedCheckpoint checkpoint = ((PolicyResult.Met) checked).checkpoint();
        ProofResult included = proof.verify(leafHash, checkpoint.checkpoint().root());
        return included.isProven()
                ? new ReceiptResult.Logged(new LoggedEntry(proof.index(), leafHash, checkpoint))
                : new ReceiptResult.NotIncluded(included);
    }

    /** The receipt as it is stored. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        if (extra != null) {
            out.append(EXTRA).append(Lines.base64(extra)).append('\n');
        }
        out.append(INDEX).append(proof.index()).append('\n');
        proof.hashes().forEach(hash -> out.append(Lines.hash(hash)).append('\n'));
        return out.append('\n').append(note).toString();
    }
}
