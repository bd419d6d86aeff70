package org.rescueregistry.status;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.MalformedException;

/** DEFLATE (RFC 1951) in the zlib format (RFC 1950), as Token Status List section 4.1 step 4 has it. */
final class Zlib {
    private static final int CHUNK = 8192;

    private Zlib() {}

    /** Compresses at the highest level, which the draft recommends. */
    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Decompresses at most {@code limit} bytes. A megabyte of zeros takes a kilobyte, so the limit is checked while
     * bytes come out, never after.
     */
    static byte[] inflate(byte[] compressed, int limit) throws MalformedException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && !inflater.finished()) {
                    throw notZlib("it ends early or asks for a dictionary", null);
                }
                if (out.size() + count > limit) {
                    throw new MalformedException("status_list_too_long", "a status list has over " + limit + " bytes");
                }
                out.write(chunk, 0, count);
            }
            if (inflater.getRemaining() > 0) {
                throw new MalformedException("status_list_trailing_bytes", "bytes follow the compressed status list");
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw notZlib(String.valueOf(e.getMessage()), e);
        } finally {
            inflater.end();
        }
    }

    private static MalformedException notZlib(String why, @Nullable Throwable cause) {
        String message = "a status list is not zlib data: " + why;
        return cause == null
                ? new MalformedException("status_list_not_zlib", message)
                : new MalformedException("status_list_not_zlib", message, cause);
    }
}
