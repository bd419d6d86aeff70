package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** An Ed25519 key as programs in Go want it: {@code PRIVATE+KEY+name+id+base64} (golang.org/x/mod/sumdb/note). */
record GoKey(String name, byte[] seed) {
    static GoKey drawn(String name) {
        return new GoKey(name, Ed25519Signer.generate(new SecureRandom()).exposeSeed());
    }

    VerifierKey verifierKey(VerifierKey.Type type) throws MalformedException {
        return VerifierKey.of(name, type, Ed25519Signer.fromSeed(seed).publicKey());
    }

    Path write(Path file) throws IOException, MalformedException {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = 1;
        System.arraycopy(seed, 0, typed, 1, seed.length);
        String id = verifierKey(VerifierKey.Type.ED25519).toString().split("\\+")[1];
        String key =
                "PRIVATE+KEY+" + name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
        return Files.write(file, key.getBytes(US_ASCII));
    }
}
