package org.rescueregistry.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * Everything one batch will put among the log's files, kept as one record of the journal. Until the fork guard holds {@code to},
 * the batch has not happened; from then on it has, and is written out however often it takes.
 *
 * <p>Binary, numbers big-endian: four bytes {@code RRJ1}, the length of what follows up to the last four bytes, {@code from} and
 * {@code to} as the text of a checkpoint, the number of files, each as path, length and bytes; at the end CRC-32C of all between
 * the length and itself. It tells a record that was torn off or rotted from a whole one; who may have written it is
 * not its business.
 */
record StagedBatch(Checkpoint from, Checkpoint to, Map<TilePath, byte[]> files) {
    private static final int MAGIC = 0x52524a31;
    private static final int HEAD = 8;
    private static final int TAIL = 4;

    StagedBatch {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** A record found in a segment, and where the next one begins. */
    record Found(StagedBatch batch, int next) {}

    /** The files that a reader of the tree of {@code size} leaves can want: not the partial tiles whose full one it has. */
    Map<TilePath, byte[]> filesFor(long size) {
        Map<TilePath, byte[]> wanted = new LinkedHashMap<>(files);
        wanted.keySet().removeIf(path -> isSuperseded(path, size));
        return wanted;
    }

    /** Whether readers of the tree of {@code size} leaves have the full tile instead of this partial one. */
    static boolean isSuperseded(TilePath path, long size) {
        return !path.isFull() && path.full().isWithin(size);
    }

    /** The record, in parts: the bytes of the files are not copied. */
    List<byte[]> record() {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream between = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(between)) {
            out.writeUTF(from.text());
            out.writeUTF(to.text());
            out.writeInt(files.size());
            for (Map.Entry<TilePath, byte[]> file : files.entrySet()) {
                out.writeUTF(file.getKey().toString());
                out.writeInt(file.getValue().length);
                parts.add(between.toByteArray());
                between.reset();
                parts.add(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        CRC32C crc = new CRC32C();
        int length = 0;
        for (byte[] part : parts) {
            crc.update(part, 0, part.length);
            length = Math.addExact(length, part.length);
        }
        parts.add(0, ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(length).array());
        parts.add(ByteBuffer.allocate(TAIL).putInt((int) crc.getValue()).array());
        return parts;
    }

    /** The record at {@code at} of a segment; nothing if what stands there is not a whole one. */
    static Optional<Found> find(byte[] segment, int at) {
        if (segment.length - at < HEAD + TAIL) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        int length = bytes.getInt(at + 4);
        if (bytes.getInt(at) != MAGIC || length < 0 || length > segment.length - at - HEAD - TAIL) {
            return Optional.empty();
        }
        CRC32C crc = new CRC32C();
        crc.update(segment, at + HEAD, length);
        int end = at + HEAD + length;
        if ((int) crc.getValue() != bytes.getInt(end)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(segment, at + HEAD, length))) {
            Checkpoint from = Checkpoint.parse(in.readUTF());
            Checkpoint to = Checkpoint.parse(in.readUTF());
            Map<TilePath, byte[]> files = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                files.put(TilePath.parse(in.readUTF()), in.readNBytes(in.readInt()));
            }
            return Optional.of(new Found(new StagedBatch(from, to, files), end + TAIL));
        } catch (IOException | MalformedException e) {
            return Optional.empty();
        }
    }
}
