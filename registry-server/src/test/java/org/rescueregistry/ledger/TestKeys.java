package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.wire.MalformedException;

/** Keys that are the same in every run: the seed is the hash of the name. */
final class TestKeys {
    static final String ORIGIN = "registry.example/log";

    private TestKeys() {}

    static LogSigner log(String origin) {
        try {
            return LogSigner.of(origin, seeded("log " + origin), mlDsa44("log " + origin));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ed25519 first. */
    static List<CosignatureSigner> witness(String name) {
        try {
            return List.of(
                    CosignatureSigner.of(name, seeded("witness " + name)),
                    CosignatureSigner.of(name, mlDsa44("witness " + name)));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static MlDsa44Signer mlDsa44(String name) {
        return MlDsa44Signer.fromSeed(
                Digest.sha256(("ml-dsa " + name).getBytes(UTF_8)).toBytes());
    }

    private static Ed25519Signer seeded(String name) throws MalformedException {
        return Ed25519Signer.fromSeed(Digest.sha256(name.getBytes(UTF_8)).toBytes());
    }
}
