package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.NoteSigner;
import org.rescueregistry.wire.MalformedException;

/** Keys that are the same in every run: the seed is the hash of the name. */
final class TestKeys {
    static final String ORIGIN = "registry.example/log";

    private TestKeys() {}

    static NoteSigner log(String origin) {
        try {
            return NoteSigner.of(origin, seeded("log " + origin));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static CosignatureSigner witness(String name) {
        try {
            return CosignatureSigner.of(name, seeded("witness " + name));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static Ed25519Signer seeded(String name) throws MalformedException {
        return Ed25519Signer.fromSeed(Digest.sha256(name.getBytes(UTF_8)).toBytes());
    }
}
