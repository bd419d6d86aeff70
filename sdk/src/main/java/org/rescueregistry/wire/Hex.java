package org.rescueregistry.wire;

import java.util.HexFormat;

/** Lower-case hexadecimal (base 16, RFC 4648 section 8, in small letters): {@code 00ff}. */
public final class Hex {
    private static final HexFormat LOWER = HexFormat.of();

    private Hex() {}

    public static String encode(byte[] bytes) {
        return LOWER.formatHex(bytes);
    }

    /**
     * Reads lower-case hex; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code hex_not_canonical}
     */
    public static byte[] decode(String text, String where) throws MalformedException {
        if (text.length() % 2 != 0) {
            throw notCanonical(where);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!digit) {
                throw notCanonical(where);
            }
        }
        return LOWER.parseHex(text);
    }

    private static MalformedException notCanonical(String where) {
        return new MalformedException("hex_not_canonical", where + " is not lower-case hex of whole bytes");
    }
}
