package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.MalformedException;

/** Public keys in files: a JWK (RFC 7517), as {@code keys new} writes beside every key file. */
final class PublicKeys {
    private PublicKeys() {}

    static Es256PublicKey read(Path file) throws Stopped {
        try {
            return Es256PublicKey.fromJwk(Disk.readJson(file));
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }
}
