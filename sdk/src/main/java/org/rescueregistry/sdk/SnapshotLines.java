package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/**
 * The lines above the tlog-proof in a {@link SnapshotFile} or {@link SnapshotDelta}: a word, a space and a value each, taken one
 * after the other from the bytes, for there may be tens of megabytes of them.
 */
final class SnapshotLines {
    static final String CODE = "snapshot_malformed";

    /** Longest line, its newline included, in bytes. */
    static final int MAX_LINE_BYTES = 4 << 20;

    private static final byte NEWLINE = '\n';
    private static final long ONES = 0x0101010101010101L;
    private static final long NEWLINES = NEWLINE * ONES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;
    private int line = 1;

    private SnapshotLines(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Up to the first empty line; from {@link #rest} on stands the tlog-proof. */
    static SnapshotLines of(byte[] bytes, int maxBytes) throws MalformedException {
        if (bytes.length > maxBytes) {
            throw new MalformedException("snapshot_too_long", "longer than " + maxBytes + " bytes");
        }
        for (int from = 0; from < bytes.length; ) {
            int newline = newline(bytes, from);
            if (newline == from) {
                return new SnapshotLines(bytes, from);
            }
            if (newline - from >= MAX_LINE_BYTES) {
                throw wrong("a line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            from = newline + 1;
        }
        throw wrong("no empty line before the tlog-proof");
    }

    /** Eight bytes at a time: a snapshot has tens of millions, and nothing else can begin before its lines are found. */
    private static int newline(byte[] bytes, int from) {
        int at = from;
        while (at + Long.BYTES <= bytes.length) {
            // A byte of 0 where there is a newline; the lowest 0 then has its highest bit set, and none below it.
            long differing = (long) LONGS.get(bytes, at) ^ NEWLINES;
            long zero = (differing - ONES) & ~differing & (ONES << 7);
            if (zero != 0) {
                return at + Long.numberOfTrailingZeros(zero) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] != NEWLINE) {
            at++;
        }
        return at;
    }

    static MalformedException wrong(String why) {
        return new MalformedException(CODE, why);
    }

    /** What stands behind the empty line. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, end + 1, bytes.length);
    }

    /** Takes the next line, which has to be this one. */
    void exactly(String text) throws MalformedException {
        if (!isAt(at, text) || !isNewline(at + text.length())) {
            throw wrong("line " + line + " is not " + text);
        }
        next(at + text.length());
    }

    private boolean isNewline(int place) {
        return place < end && bytes[place] == NEWLINE;
    }

    private boolean isAt(int place, String text) {
        byte[] ascii = text.getBytes(US_ASCII);
        return place + ascii.length <= end && Arrays.equals(bytes, place, place + ascii.length, ascii, 0, ascii.length);
    }

    private void next(int newline) {
        at = newline + 1;
        line++;
    }

    /** Whether the next line begins with this word and a space. */
    boolean isNext(String word) {
        return isAt(at, word + " ");
    }

    /** Takes the next line, which has to begin with this word, and gives what stands behind it. */
    byte[] bytes(String word) throws MalformedException {
        int from = value(word);
        return Arrays.copyOfRange(bytes, from, at - 1);
    }

    /** Takes the next line, and says where what stands behind the word begins; it ends before the newline that {@link #at} is behind. */
    private int value(String word) throws MalformedException {
        if (!isNext(word)) {
            throw wrong("line " + line + " does not begin with " + word);
        }
        int from = at + word.length() + 1;
        next(newline(bytes, from));
        return from;
    }

    /** As {@link #bytes}, as text; what is no ASCII in it is nothing that any of our parsers takes. */
    String text(String word) throws MalformedException {
        int from = value(word);
        return new String(bytes, from, at - 1 - from, ISO_8859_1);
    }

    /** As {@link #text}, if the next line begins so. */
    Optional<String> optional(String word) throws MalformedException {
        return isNext(word) ? Optional.of(text(word)) : Optional.empty();
    }

    /** Reads what stands between two places. */
    interface Reading<T> {
        T read(byte[] source, int from, int to) throws MalformedException;
    }

    /** What stands behind the word of a line, where it stands. */
    final class Value {
        private final int from;
        private final int to;

        private Value(int from, int to) {
            this.from = from;
            this.to = to;
        }

        <T> T as(Reading<T> reading) throws MalformedException {
            return reading.read(bytes, from, to);
        }

        String text() {
            return new String(bytes, from, to - from, ISO_8859_1);
        }
    }

    /** Takes all lines that begin with this word. */
    List<Value> values(String word) throws MalformedException {
        List<Value> values = new ArrayList<>();
        while (isNext(word)) {
            int from = value(word);
            values.add(new Value(from, at - 1));
        }
        return values;
    }

    /** Takes all lines that begin with this word, which ascend by their bytes. */
    List<Value> ascending(String word) throws MalformedException {
        int first = line;
        List<Value> values = values(word);
        for (int i = 1; i < values.size(); i++) {
            Value one = values.get(i - 1);
            Value next = values.get(i);
            if (Arrays.compareUnsigned(bytes, one.from, one.to, bytes, next.from, next.to) >= 0) {
                throw wrong("line " + (first + i) + ": the lines of " + word + " do not ascend");
            }
        }
        return values;
    }

    /** Takes all lines that begin with this word, in whatever order. */
    List<String> all(String word, int most) throws MalformedException {
        List<String> texts = new ArrayList<>();
        while (isNext(word)) {
            if (texts.size() == most) {
                throw wrong("more than " + most + " lines of " + word);
            }
            texts.add(text(word));
        }
        return texts;
    }

    /** Takes all lines that begin with this word and hold a digest each. */
    List<Digest> digests(String word, int most) throws MalformedException {
        List<Digest> digests = new ArrayList<>();
        for (String text : all(word, most)) {
            digests.add(Digest.parse(text));
        }
        return digests;
    }

    /** There is no further line. */
    void done() throws MalformedException {
        if (at != end) {
            throw wrong("line " + line + " is not what may stand there");
        }
    }
}
