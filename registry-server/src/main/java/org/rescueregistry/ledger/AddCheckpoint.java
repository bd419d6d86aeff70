package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.wire.MalformedException;

/**
 * The body of a witness's {@code add-checkpoint} request (tlog-witness, "add-checkpoint"):
 *
 * <pre>
 * old 20852014
 * PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
 *
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
 * </pre>
 *
 * @param oldSize of the tree the witness cosigned last
 * @param proof consistency proof from there to the checkpoint's tree
 * @param note the checkpoint
 */
record AddCheckpoint(long oldSize, List<Digest> proof, SignedNote note) {
    /** Longest body that is read, in bytes. */
    static final int MAX_BYTES = SignedNote.MAX_BYTES + (4 << 10);

    static final int MAX_PROOF_LINES = 63;
    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");

    AddCheckpoint {
        proof = List.copyOf(proof);
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder lines = new StringBuilder("old ").append(oldSize).append('\n');
        for (Digest hash : proof) {
            lines.append(Base64.getEncoder().encodeToString(hash.toBytes())).append('\n');
        }
        out.writeBytes(lines.append('\n').toString().getBytes(UTF_8));
        out.writeBytes(note.toBytes());
        return out.toByteArray();
    }

    /**
     * Reads the body. The note's signatures are not verified.
     *
     * @throws MalformedException {@code add_checkpoint_malformed}, or those of {@link SignedNote#parse}
     */
    static AddCheckpoint parse(byte[] body) throws MalformedException {
        if (body.length > MAX_BYTES) {
            throw malformed("more than " + MAX_BYTES + " bytes");
        }
        long old = -1;
        List<Digest> proof = new ArrayList<>();
        for (int from = 0; ; ) {
            int end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (end == body.length) {
                throw malformed("no empty line before a checkpoint");
            }
            String line = new String(body, from, end - from, UTF_8);
            from = end + 1;
            if (old < 0) {
                old = oldSize(line);
            } else if (line.isEmpty()) {
                return new AddCheckpoint(old, proof, SignedNote.parse(Arrays.copyOfRange(body, from, body.length)));
            } else if (proof.size() == MAX_PROOF_LINES) {
                throw malformed("more than " + MAX_PROOF_LINES + " lines of proof");
            } else {
                proof.add(hash(line));
            }
        }
    }

    private static long oldSize(String line) throws MalformedException {
        if (!OLD.matcher(line).matches()) {
            throw malformed("the first line is not 'old' and a size");
        }
        return Long.parseLong(line.substring(4));
    }

    private static Digest hash(String line) throws MalformedException {
        try {
            byte[] bytes = Base64.getDecoder().decode(line);
            if (bytes.length == Digest.SIZE
                    && Base64.getEncoder().encodeToString(bytes).equals(line)) {
                return Digest.of(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw malformed("a line of proof is not one hash in base64");
    }

    private static MalformedException malformed(String what) {
        return new MalformedException("add_checkpoint_malformed", "add-checkpoint: " + what);
    }
}
