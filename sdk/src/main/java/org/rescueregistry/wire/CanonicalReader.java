package org.rescueregistry.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of RFC 8785 from its bytes, for what is read by the ten thousand: without a tree where one knows what has to come,
 * and without printing it again to compare.
 *
 * <p>It takes canonical JSON alone and, of that, what is plain: no escapes, whole numbers, not deep. Everything else ends in
 * {@code json_not_plain}, which is for nobody outside: the parser of {@link Json} then takes it, or says what is wrong. Not for
 * several threads.
 */
public final class CanonicalReader {
    /** What else is in the bytes is for the parser that says why. */
    private static final String NOT_PLAIN = "json_not_plain";

    /** Deeper ones are rare; that parser counts exactly. */
    private static final int MAX_DEPTH = 8;

    /** A number of so many digits is within 2⁵³. */
    private static final int MAX_DIGITS = 15;

    private final byte[] bytes;
    private int at;

    /** @param bytes which nobody changes meanwhile */
    public CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A value that is all there is; null if it is not plain. */
    static @Nullable Json readAll(byte[] bytes) {
        CanonicalReader reader = new CanonicalReader(bytes);
        try {
            Json value = reader.value(0);
            reader.end();
            return value;
        } catch (MalformedException notPlain) {
            return null;
        }
    }

    /** Takes these ASCII characters, if they come next. */
    public boolean takes(String ascii) {
        int length = ascii.length();
        if (bytes.length - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    /** Takes these ASCII characters, which have to come next. */
    public void expect(String ascii) throws MalformedException {
        if (!takes(ascii)) {
            throw notPlain();
        }
    }

    /** There is nothing more. */
    public void end() throws MalformedException {
        if (at != bytes.length) {
            throw notPlain();
        }
    }

    private static MalformedException notPlain() {
        return new MalformedException(NOT_PLAIN, "not canonical JSON, or not a plain one");
    }

    private int next() throws MalformedException {
        if (at == bytes.length) {
            throw notPlain();
        }
        return bytes[at];
    }

    /** A whole number that is not negative. */
    public long index() throws MalformedException {
        int start = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start <= MAX_DIGITS) {
            value = 10 * value + bytes[at++] - '0';
        }
        int digits = at - start;
        if (digits == 0 || digits > MAX_DIGITS || (digits > 1 && bytes[start] == '0')) {
            throw notPlain();
        }
        return value;
    }

    /** A string. */
    public String string() throws MalformedException {
        expect("\"");
        int start = at;
        boolean ascii = true;
        for (; next() != '"'; at++) {
            int c = bytes[at];
            ascii &= c >= 0;
            if (c == '\\' || (c >= 0 && c < ' ')) {
                throw notPlain();
            }
        }
        int end = at++;
        if (ascii) {
            return new String(bytes, start, end - start, ISO_8859_1);
        }
        String text = new String(bytes, start, end - start, UTF_8);
        // What is no UTF-8 was replaced: printed again it is something else, or longer.
        byte[] again = text.getBytes(UTF_8);
        if (!Arrays.equals(bytes, start, end, again, 0, again.length)) {
            throw notPlain();
        }
        return text;
    }

    /** A string that is canonical base64url of as many bytes as there is room for in {@code into}, where they are put. */
    public void base64Url(byte[] into) throws MalformedException {
        expect("\"");
        int end = at + (8 * into.length + 5) / 6;
        if (end >= bytes.length || bytes[end] != '"' || !Base64Url.decode(bytes, at, end, into)) {
            throw notPlain();
        }
        at = end + 1;
    }

    /** Whatever comes next. */
    public Json value() throws MalformedException {
        return value(1);
    }

    private Json value(int depth) throws MalformedException {
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> new Json.Num(index());
        };
    }

    private Json word(String word, Json value) throws MalformedException {
        expect(word);
        return value;
    }

    private Json object(int depth) throws MalformedException {
        requireShallow(depth);
        TreeMap<String, Json> members = new TreeMap<>();
        String last = null;
        expect("{");
        while (!takes("}")) {
            if (last != null) {
                expect(",");
            }
            String name = string();
            if (last != null && name.compareTo(last) <= 0) {
                throw notPlain();
            }
            last = name;
            expect(":");
            members.put(name, value(depth + 1));
        }
        return new Json.Obj(members);
    }

    private Json array(int depth) throws MalformedException {
        requireShallow(depth);
        List<Json> items = new ArrayList<>();
        expect("[");
        while (!takes("]")) {
            if (!items.isEmpty()) {
                expect(",");
            }
            items.add(value(depth + 1));
        }
        return new Json.Arr(items);
    }

    private static void requireShallow(int depth) throws MalformedException {
        if (depth == MAX_DEPTH) {
            throw notPlain();
        }
    }
}
