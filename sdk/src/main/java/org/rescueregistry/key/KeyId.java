package org.rescueregistry.key;

import org.rescueregistry.wire.MalformedException;

/**
 * Names a key by its JWK thumbprint (RFC 7638, SHA-256): {@code
 * 0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I}. It is the {@code kid} of everything we sign.
 */
public record KeyId(Digest thumbprint) implements Comparable<KeyId> {
    /**
     * Reads 43 characters of base64url.
     *
     * @throws MalformedException as {@link Digest#parse}
     */
    public static KeyId parse(String base64Url) throws MalformedException {
        return new KeyId(Digest.parse(base64Url));
    }

    @Override
    public int compareTo(KeyId other) {
        return thumbprint.compareTo(other.thumbprint);
    }

    @Override
    public String toString() {
        return thumbprint.base64Url();
    }
}
