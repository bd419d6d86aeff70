package org.rescueregistry.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.MalformedException;

/** Public keys in files: a JWK (RFC 7517), as {@code keys new} writes beside every key file. */
final class PublicKeys {
    private PublicKeys() {}

    /** Whether what was given for a key is the name of a file that is there. */
    static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    static Es256PublicKey read(Path file) throws Stopped {
        try {
            return Es256PublicKey.fromJwk(Disk.readJson(file));
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }
}
