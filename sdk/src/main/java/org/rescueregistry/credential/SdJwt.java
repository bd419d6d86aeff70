package org.rescueregistry.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * An SD-JWT in compact serialisation (RFC 9901 section 4), read by section 7.1 steps 1 and 3 to 5: the disclosures
 * belong to it, each once. That its issuer signed it is for {@link Jwt#signedBy} of {@link #jwt()} to say.
 *
 * <pre>{@code <issuer-signed JWT>~<disclosure>~<disclosure>~}</pre>
 *
 * @param text as it travels, up to and with the last tilde
 * @param disclosures in the order of the text, still encoded
 * @param processed the payload with what was disclosed in place and without {@code _sd} and {@code _sd_alg}
 */
record SdJwt(String text, Jwt jwt, List<String> disclosures, Json.Obj processed) {
    /** Longest text that is read, in characters. */
    static final int MAX_CHARS = 1 << 20;

    /** Most disclosures that are read. */
    static final int MAX_DISCLOSURES = 64;

    SdJwt {
        disclosures = List.copyOf(disclosures);
    }

    /**
     * Reads an SD-JWT without key binding.
     *
     * @throws MalformedException {@code sd_jwt_…}, {@code jwt_…}, or why a part's base64url or JSON is refused
     */
    static SdJwt parse(String text, String typ) throws MalformedException {
        if (text.length() > MAX_CHARS) {
            throw new MalformedException("sd_jwt_too_long", "an SD-JWT has over " + MAX_CHARS + " characters");
        }
        // Section 4: the final tilde tells an SD-JWT from one with key binding, and is never left out.
        if (!text.endsWith("~")) {
            throw new MalformedException("sd_jwt_not_terminated", "an SD-JWT does not end in a tilde");
        }
        List<String> parts = split(text);
        if (parts.size() - 1 > MAX_DISCLOSURES) {
            throw new MalformedException("sd_jwt_too_long", "an SD-JWT has over " + MAX_DISCLOSURES + " disclosures");
        }
        Jwt jwt = Jwt.parse(parts.get(0), typ);
        List<String> disclosures = parts.subList(1, parts.size());
        return new SdJwt(text, jwt, disclosures, ProcessedPayload.of(jwt.claims(), disclosures));
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (int start = 0, tilde; start < text.length(); start = tilde + 1) {
            tilde = text.indexOf('~', start);
            parts.add(text.substring(start, tilde));
        }
        return parts;
    }

    /** What a key binding JWT binds itself to (section 4.3.1): SHA-256 of the text's ASCII bytes. */
    Digest hash() {
        return Digest.sha256(text.getBytes(US_ASCII));
    }
}
