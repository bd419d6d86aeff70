package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes that cosignatures of both kinds are made over, and how they are put in a line (C2SP tlog-cosignature). */
final class SignedMessage {
    /** Longest cosigner's name and longest origin that a {@code cosigned_message} can hold, in bytes. */
    static final int MAX_NAME_BYTES = 255;

    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final long START = 0;

    private SignedMessage() {}

    /** Whether a name or origin is short enough to be signed. */
    static boolean holds(String name) {
        return name.length() <= MAX_NAME_BYTES && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
    }

    /** "Ed25519 signed message": a header, the time, and the note. */
    static byte[] cosignatureV1(long seconds, Checkpoint checkpoint) {
        return ("cosignature/v1\ntime " + seconds + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
    }

    /** "ML-DSA-44 signed message": the structure {@code cosigned_message}, for the whole tree of a checkpoint. */
    static byte[] cosigned(String cosigner, long seconds, Checkpoint checkpoint) {
        if (!holds(cosigner) || !holds(checkpoint.origin())) {
            throw new IllegalArgumentException("a name of more than " + MAX_NAME_BYTES + " bytes");
        }
        byte[] name = cosigner.getBytes(StandardCharsets.UTF_8);
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        byte[] hash = checkpoint.root().toBytes();
        return ByteBuffer.allocate(LABEL.length + 1 + name.length + 1 + origin.length + 3 * Long.BYTES + hash.length)
                .put(LABEL)
                .put((byte) name.length)
                .put(name)
                .putLong(seconds)
                .put((byte) origin.length)
                .put(origin)
                .putLong(START)
                .putLong(checkpoint.size())
                .put(hash)
                .array();
    }

    /** "Format": the structure {@code timestamped_signature}. */
    static byte[] timed(long seconds, byte[] signature) {
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
    }
}
