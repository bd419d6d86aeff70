package org.rescueregistry.statement;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

/**
 * The text of a C2SP verifier key (signed-note, <em>Verifier keys</em>) as a charter lists it: {@code
 * registry.example/log+7f4c2a10+AXq1…}. Of which algorithm the key is does not matter here.
 */
final class LogKey {
    private static final int MAX_CHARS = 4096;
    private static final int HASH_BYTES = 4;

    /** The type's byte and one of a key. */
    private static final int LEAST_BYTES = 2;

    private static final Pattern SHAPE =
            Pattern.compile("([^+\\p{Z}\\p{Cc}]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})");

    private LogKey() {}

    /**
     * Refuses every other text.
     *
     * @throws MalformedException {@code log_key_malformed}
     */
    static void require(String text, String where) throws MalformedException {
        Matcher parts = SHAPE.matcher(text);
        if (text.length() > MAX_CHARS || !parts.matches()) {
            throw malformed(where);
        }
        byte[] key = key(parts.group(3), where);
        byte[] name = (parts.group(1) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] hash = Arrays.copyOf(Digest.sha256(name, key).toBytes(), HASH_BYTES);
        if (!Hex.encode(hash).equals(parts.group(2))) {
            throw malformed(where);
        }
    }

    private static byte[] key(String base64, String where) throws MalformedException {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed(where);
        }
        if (key.length < LEAST_BYTES || !Base64.getEncoder().encodeToString(key).equals(base64)) {
            throw malformed(where);
        }
        return key;
    }

    private static MalformedException malformed(String where) {
        return new MalformedException("log_key_malformed", where + " is no C2SP verifier key");
    }
}
