package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.server.Secrets;
import org.rescueregistry.wire.MalformedException;

/**
 * The keys of everybody in the demo, as files that {@code rescue} reads: {@code keys/<name>.p12}, the public half beside it
 * as {@code .jwk}, one passphrase for all in the file {@code passphrase}. In real life each would lie with its owner.
 *
 * <p>Sealing a key file is slow on purpose, so it happens beside the story; {@link #finish} waits for the last.
 */
final class KeyRing {
    private static final String KEYS = "keys";
    private static final String PASSPHRASE = "passphrase";

    private final Path folder;
    private final SecureRandom random;
    private final Secrets secrets;
    private final ExecutorService sealing = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sealing");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> sealed = new ArrayList<>();

    private KeyRing(Path folder, SecureRandom random, Secrets secrets) {
        this.folder = folder;
        this.random = random;
        this.secrets = secrets;
    }

    static KeyRing create(Path folder, SecureRandom random) throws IOException, MalformedException {
        Files.createDirectories(folder.resolve(KEYS));
        return new KeyRing(folder, random, Secrets.create(folder.resolve(PASSPHRASE), random));
    }

    /** A new key under this name. */
    Es256Signer draw(String name) {
        Es256Signer signer = Es256Signer.generate(random);
        Callable<Void> work = () -> {
            Files.writeString(
                    folder.resolve(KEYS).resolve(name + ".jwk"),
                    signer.publicKey().jwk().text() + "\n",
                    UTF_8);
            secrets.keep(folder.resolve(file(name)), signer);
            return null;
        };
        sealed.add(sealing.submit(work));
        return signer;
    }

    /** Where the key of this name is, seen from the demo's folder. */
    static String file(String name) {
        return KEYS + "/" + name + ".p12";
    }

    /** Waits until all drawn keys are on the disk. */
    void finish() throws IOException, InterruptedException {
        try {
            for (Future<?> one : sealed) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a key could not be written to " + folder, e.getCause());
        } finally {
            sealing.shutdown();
        }
    }
}
