package org.rescueregistry.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * base64url without padding (RFC 4648 section 5, RFC 7515 section 2), in its one canonical spelling: {@code AP8}.
 *
 * <p>Bytes have exactly one text: padding, characters of the other alphabet, white space and set bits behind the last
 * byte are refused, so nobody can give one signed object two names.
 */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** What a character stands for in each of the four places of a group; of one that stands for nothing all bits are set. */
    private static final int[] FIRST = bits(18);

    private static final int[] SECOND = bits(12);
    private static final int[] THIRD = bits(6);
    private static final int[] FOURTH = bits(0);

    private static final VarHandle CHARACTERS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DECODED = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Base64Url() {}

    private static int[] bits(int shift) {
        int[] values = new int[1 << Byte.SIZE];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = i << shift;
        }
        return values;
    }

    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * Reads canonical base64url; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code base64url_not_canonical}
     */
    public static byte[] decode(String text, String where) throws MalformedException {
        // What is beyond ISO 8859-1 becomes a question mark, two surrogates become one: that is no character of the
        // alphabet either.
        return decode(text.getBytes(ISO_8859_1), where);
    }

    /** The same of a text in ASCII. */
    public static byte[] decode(byte[] text, String where) throws MalformedException {
        byte[] decoded = new byte[text.length / 4 * 3 + Math.max(0, text.length % 4 - 1)];
        if (!decode(text, 0, text.length, decoded)) {
            throw new MalformedException(
                    "base64url_not_canonical", where + " is not canonical base64url without padding");
        }
        return decoded;
    }

    /**
     * Puts there what the characters from {@code from} to {@code to} stand for.
     *
     * @param decoded of just that length
     * @return whether they are canonical; if not, something else may have been put there
     */
    static boolean decode(byte[] text, int from, int to, byte[] decoded) {
        int rest = (to - from) % 4;
        int filled = 0;
        int seen = 0;
        int at = from;
        // Two groups at a time while there is room for eight bytes, of which
        // the next two groups overwrite the last two.
        for (; to - at >= 8 && decoded.length - filled >= Long.BYTES; at += 8) {
            long eight = (long) CHARACTERS.get(text, at);
            int one = four((int) eight);
            int two = four((int) (eight >>> Integer.SIZE));
            seen |= one | two;
            DECODED.set(decoded, filled, (long) one << 40 | (long) two << 16);
            filled += 6;
        }
        for (; to - at >= 4; at += 4) {
            int four = FIRST[text[at] & 0xff]
                    | SECOND[text[at + 1] & 0xff]
                    | THIRD[text[at + 2] & 0xff]
                    | FOURTH[text[at + 3] & 0xff];
            seen |= four;
            decoded[filled++] = (byte) (four >> 16);
            decoded[filled++] = (byte) (four >> 8);
            decoded[filled++] = (byte) four;
        }
        int bits = 0;
        for (; at < to; at++) {
            int six = FOURTH[text[at] & 0xff];
            seen |= six;
            bits = bits << 6 | six;
        }
        // Two characters hold one byte and four bits, three hold two bytes
        // and two bits: these are 0 in the one spelling.
        int behind = rest == 2 ? 4 : 2;
        if (seen < 0 || rest == 1 || (rest > 1 && (bits & (1 << behind) - 1) != 0)) {
            return false;
        }
        for (int shift = 6 * rest - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            decoded[filled++] = (byte) (bits >> shift);
        }
        return true;
    }

    /** What four characters stand for, of which the first is in the lowest byte; negative if one stands for nothing. */
    private static int four(int characters) {
        return FIRST[characters & 0xff]
                | SECOND[characters >>> 8 & 0xff]
                | THIRD[characters >>> 16 & 0xff]
                | FOURTH[characters >>> 24];
    }
}
