package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.wire.MalformedException;

/** The two private keys of a log, a witness or a replayer. */
record NoteKeys(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) {
    static NoteKeys draw(SecureRandom random) {
        return new NoteKeys(Ed25519Signer.generate(random), MlDsa44Signer.generate(random));
    }

    /** What keys are for; refuses a name that no key can have. */
    interface Use<T> {
        T of(NoteKeys keys) throws MalformedException;
    }

    /** Opens the key file of this name in {@code folder}, with the passphrase beside it, or makes both at the first start: nothing, if {@code use} refuses. */
    static <T> T openOrMake(Path folder, String name, SecureRandom random, Use<T> use)
            throws IOException, MalformedException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        Path passphrase = folder.resolve(Secrets.PASSPHRASE);
        if (Files.exists(file)) {
            return use.of(Secrets.read(passphrase).noteKeys(file, random));
        }
        NoteKeys drawn = draw(random);
        T used = use.of(drawn);
        Secrets.create(passphrase, random).keep(file, drawn);
        return used;
    }

    /** @throws MalformedException {@code passphrase_not_ascii} */
    byte[] seal(char[] passphrase) throws MalformedException {
        return KeyFile.seal(ed25519, mlDsa44, passphrase);
    }

    /** @throws MalformedException {@code vkey_bad_name} */
    LogSigner asLog(String origin) throws MalformedException {
        return LogSigner.of(origin, ed25519, mlDsa44);
    }

    /**
     * Ed25519 first.
     *
     * @throws MalformedException {@code vkey_bad_name}
     */
    List<CosignatureSigner> asWitness(String name) throws MalformedException {
        return List.of(CosignatureSigner.of(name, ed25519), CosignatureSigner.of(name, mlDsa44));
    }
}
