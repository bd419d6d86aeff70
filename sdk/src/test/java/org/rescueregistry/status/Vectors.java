package org.rescueregistry.status;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Test vectors of draft-ietf-oauth-status-list-20: sections 4.1, 5.1 and appendix C. */
final class Vectors {
    private Vectors() {}

    static String read(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/statuslist/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
