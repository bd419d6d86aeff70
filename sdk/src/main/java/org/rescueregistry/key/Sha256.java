package org.rescueregistry.key;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 (FIPS 180-4) from one place of an array to another, for those who hash by the million and cannot afford an
 * object for each: everybody else wants {@link Digest}. Not for several threads.
 */
public final class Sha256 {
    private final MessageDigest sha;

    public Sha256() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Writes the 32 bytes of the digest of {@code length} bytes from {@code offset} on to {@code at} of {@code target},
     * which may be the same array: it is written after all was read.
     */
    public void hash(byte[] source, int offset, int length, byte[] target, int at) {
        sha.update(source, offset, length);
        try {
            int unused = sha.digest(target, at, Digest.SIZE);
        } catch (DigestException e) {
            throw new IndexOutOfBoundsException("no room for a digest at " + at + " of " + target.length);
        }
    }
}
