package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The key with which something is signed, and its owner's word that it is. */
final class SigningKey {
    @Option(names = "--key", paramLabel = "FILE", required = true, description = "your key, a PKCS#12 file")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private Path file;

    @Option(
            names = {"-y", "--yes"},
            description = "sign without asking; needed where there is no terminal")
    private boolean yes;

    @Option(
            names = "--exact",
            description = "show what is signed to the byte too: header and payload of the JWS (RFC 7515)")
    private boolean exact;

    @Mixin
    private final Passphrase passphrase = new Passphrase();

    Path file() {
        return file;
    }

    Es256Signer open(World world) throws Stopped {
        return open(world, file, passphrase);
    }

    static Es256Signer open(World world, Path file, Passphrase passphrase) throws Stopped {
        return openAny(world, file, passphrase)
                .match(new KeyFile.Opened.Cases<Optional<Es256Signer>>() {
                    @Override
                    public Optional<Es256Signer> es256(Es256Signer signer) {
                        return Optional.of(signer);
                    }

                    @Override
                    public Optional<Es256Signer> ed25519(Ed25519Signer signer) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Es256Signer> both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) {
                        return Optional.empty();
                    }
                })
                .orElseThrow(() -> new Stopped(
                        StopCode.KEY_WRONG_KIND,
                        file + " holds a key of a log or witness; statements are signed with ES256"));
    }

    static KeyFile.Opened openAny(World world, Path file, Passphrase passphrase) throws Stopped {
        byte[] sealed = Disk.read(file);
        char[] secret = passphrase.ask(world, file);
        try {
            return KeyFile.open(sealed, secret);
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** Shows what is about to be signed, and asks the person at the terminal unless told not to. */
    void confirm(World world, Preview preview) throws Stopped {
        preview.words().forEach(line -> world.err().println(SafeText.isolated(line)));
        if (exact) {
            world.err().println("Exactly this is signed: a JWS with this header and this payload");
            world.err().println(SafeText.inJson(preview.header().text()));
            world.err().println(SafeText.inJson(preview.payload().text()));
        }
        world.err().flush();
        if (yes) {
            return;
        }
        if (!world.terminal().isThere()) {
            throw new Stopped(
                    StopCode.NO_TERMINAL, "there is no terminal to ask whether you mean it: say so with --yes");
        }
        String typed = preview.typed();
        boolean meant = typed == null
                ? Set.of("y", "yes").contains(answer(world, "Sign this? [y/N] "))
                : typed.toLowerCase(Locale.ROOT)
                        .equals(answer(world, "This cannot be undone. To sign it type " + typed + ": "));
        if (!meant) {
            throw new Stopped(StopCode.NOT_CONFIRMED, "nothing was signed and nothing sent");
        }
    }

    private static String answer(World world, String prompt) {
        String answer = world.terminal().readLine(prompt);
        return answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    }
}
