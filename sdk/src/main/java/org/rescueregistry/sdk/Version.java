package org.rescueregistry.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this SDK, as the build wrote it. */
public final class Version {
    /** Such as {@code 0.1.0}. */
    public static final String SDK = read();

    private Version() {}

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw new IllegalStateException("this jar does not say its version", broken);
        }
    }
}
