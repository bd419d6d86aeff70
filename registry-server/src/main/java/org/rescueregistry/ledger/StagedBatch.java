package org.rescueregistry.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.wire.MalformedException;

/**
 * Everything one batch will put among the log's files, kept as one file, so that it is either there whole or not at all. Until
 * the fork guard holds {@code to}, the batch has not happened; from then on it has, and is written out however often it takes.
 *
 * <p>Binary: a head line, {@code from} and {@code to} as the text of a checkpoint, the number of files, each as name, length and bytes;
 * at the end SHA-256 of all that.
 */
record StagedBatch(Checkpoint from, Checkpoint to, SortedMap<String, byte[]> files) {
    static final String NAME = "staged-batch";
    private static final String HEAD = "rescue-registry staged batch 1\n";

    StagedBatch {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(HEAD);
            write(out, from);
            write(out, to);
            out.writeInt(files.size());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
            out.write(Digest.sha256(bytes.toByteArray()).toBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedException {@code staged_batch_damaged} */
    static StagedBatch parse(byte[] bytes) throws MalformedException {
        int end = bytes.length - Digest.SIZE;
        if (end < 0 || !Digest.of(bytes, end).equals(Digest.sha256(Arrays.copyOf(bytes, end)))) {
            throw damaged();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            if (!in.readUTF().equals(HEAD)) {
                throw damaged();
            }
            Checkpoint from = readHead(in);
            Checkpoint to = readHead(in);
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                files.put(in.readUTF(), in.readNBytes(in.readInt()));
            }
            return new StagedBatch(from, to, files);
        } catch (IOException e) {
            throw damaged();
        }
    }

    private static void write(DataOutputStream out, Checkpoint head) throws IOException {
        out.writeUTF(head.text());
    }

    private static Checkpoint readHead(DataInputStream in) throws IOException, MalformedException {
        return Checkpoint.parse(in.readUTF());
    }

    private static MalformedException damaged() {
        return new MalformedException("staged_batch_damaged", "the file " + NAME + " does not match its own hash");
    }
}
