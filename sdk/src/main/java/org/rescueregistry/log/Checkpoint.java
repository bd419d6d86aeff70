package org.rescueregistry.log;

import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * The head of a log at one size (C2SP tlog-checkpoint, "Note text"):
 *
 * <pre>
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 *
 * <p>By itself it is only a claim; {@link SignedCheckpoint} and {@link CosignedCheckpoint} say who stands behind it.
 * Extension lines are refused: no monitor can audit them.
 *
 * @param origin the log's identity: one line, not empty
 * @param size the number of leaves, not negative
 * @param root the RFC 6962 tree hash over them
 */
public record Checkpoint(String origin, long size, Digest root) {
    private static final String CODE = "checkpoint_malformed";

    public Checkpoint {
        if (!isOrigin(origin) || size < 0) {
            throw new IllegalArgumentException("not a checkpoint: " + origin + " " + size);
        }
    }

    /**
     * Reads the text of a note.
     *
     * @throws MalformedException {@code checkpoint_malformed checkpoint_has_extensions}
     */
    public static Checkpoint parse(String noteText) throws MalformedException {
        List<String> lines = Lines.split(noteText, CODE);
        if (lines.size() < 3 || !isOrigin(lines.get(0))) {
            throw new MalformedException(CODE, "a checkpoint is an origin, a size and a root hash");
        }
        if (lines.size() > 3) {
            throw new MalformedException("checkpoint_has_extensions", "the checkpoint has extension lines");
        }
        return new Checkpoint(lines.get(0), Lines.decimal(lines.get(1), CODE), Lines.hash(lines.get(2), CODE));
    }

    private static boolean isOrigin(String origin) {
        return !origin.isEmpty() && origin.chars().noneMatch(c -> c < 0x20);
    }

    /** The text that is signed, three lines. */
    public String text() {
        return origin + "\n" + size + "\n" + Lines.hash(root) + "\n";
    }
}
