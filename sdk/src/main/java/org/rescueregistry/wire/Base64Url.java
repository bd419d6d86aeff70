package org.rescueregistry.wire;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * base64url without padding (RFC 4648 section 5, RFC 7515 section 2), in its one canonical spelling: {@code AP8}.
 *
 * <p>Bytes have exactly one text: padding, characters of the other alphabet, white space and set bits behind the last
 * byte are refused, so nobody can give one signed object two names.
 */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * Reads canonical base64url; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code base64url_not_canonical}
     */
    public static byte[] decode(String text, String where) throws MalformedException {
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            throw notCanonical(where, e);
        }
        // The JDK's decoder takes padding and stray trailing bits; the length and the end, encoded again, tell.
        int odd = bytes.length % 3;
        String end =
                odd == 0 ? "" : ENCODER.encodeToString(Arrays.copyOfRange(bytes, bytes.length - odd, bytes.length));
        if (text.length() != bytes.length / 3 * 4 + end.length() || !text.endsWith(end)) {
            throw notCanonical(where, null);
        }
        return bytes;
    }

    private static MalformedException notCanonical(String where, @Nullable Throwable cause) {
        String message = where + " is not canonical base64url without padding";
        return cause == null
                ? new MalformedException("base64url_not_canonical", message)
                : new MalformedException("base64url_not_canonical", message, cause);
    }
}
