package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.key.Ed25519PublicKey;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.key.MlDsa44PublicKey;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue keys …}. */
@Command(
        name = "keys",
        description = "Make and show keys.",
        subcommands = {KeysCommand.New.class, KeysCommand.Show.class})
public final class KeysCommand extends GroupCommand {
    /** What a key is for decides its kind. */
    enum Kind {
        /** People, organisations, registries, councils. */
        ES256,
        /** Logs and witnesses. */
        ED25519;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code rescue keys new}. */
    @Command(
            name = "new",
            description = {
                "Make a key: a PKCS#12 file under a passphrase, and beside it the public key as a JWK.",
                "Keep a pause key apart from the key it can pause."
            })
    static final class New extends RescueCommand {
        @Parameters(
                paramLabel = "FILE",
                description = "the key file to write, such as team.p12; team.jwk comes beside it")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                defaultValue = "es256",
                description = "es256 for whoever signs statements, ed25519 for logs and witnesses (default: es256)")
        private Kind kind = Kind.ES256;

        @Mixin
        private final Passphrase passphrase = new Passphrase();

        New(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            Path publicFile = file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".jwk");
            Disk.requireAbsent(file);
            Disk.requireAbsent(publicFile);
            char[] secret = passphrase.choose(world, file);
            Shown shown;
            try {
                shown = switch (kind) {
                    case ES256 -> {
                        Es256Signer signer = Es256Signer.generate(world.random());
                        Disk.writeNewSecret(file, KeyFile.seal(signer, secret));
                        yield Shown.of(signer.publicKey());
                    }
                    case ED25519 -> {
                        Ed25519Signer signer = Ed25519Signer.generate(world.random());
                        Disk.writeNewSecret(file, KeyFile.seal(signer, secret));
                        yield Shown.of(signer.publicKey());
                    }
                };
            } catch (MalformedException e) {
                throw Stopped.at("passphrase", e);
            } finally {
                Arrays.fill(secret, '\0');
            }
            Disk.writeNew(publicFile, (shown.jwk().text() + "\n").getBytes(StandardCharsets.UTF_8));
            print(shown.page());
            say("wrote " + file + " and " + publicFile);
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue keys show}. */
    @Command(name = "show", description = "Show the public part of a key file.")
    static final class Show extends RescueCommand {
        @Parameters(paramLabel = "FILE", description = "the key file")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Mixin
        private final Passphrase passphrase = new Passphrase();

        Show(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Shown shown = SigningKey.openAny(world, file, passphrase).match(new KeyFile.Opened.Cases<>() {
                @Override
                public Shown es256(Es256Signer signer) {
                    return Shown.of(signer.publicKey());
                }

                @Override
                public Shown ed25519(Ed25519Signer signer) {
                    return Shown.of(signer.publicKey());
                }

                @Override
                public Shown both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) {
                    return Shown.of(ed25519.publicKey()).with(mlDsa44.publicKey());
                }
            });
            print(shown.page());
            return ExitCode.VERIFIED;
        }
    }

    /** A public key for people and programs; {@code kid} is empty for a key that has no thumbprint in our protocols. */
    private record Shown(Json.Obj jwk, String kid, Optional<MlDsa44PublicKey> second) {
        static Shown of(Es256PublicKey key) {
            return new Shown(key.jwk(), key.keyId().toString(), Optional.empty());
        }

        Shown with(MlDsa44PublicKey key) {
            return new Shown(jwk, kid, Optional.of(key));
        }

        /** RFC 8037 section 2. */
        static Shown of(Ed25519PublicKey key) {
            Json.Obj jwk = Json.object()
                    .put("crv", "Ed25519")
                    .put("kty", "OKP")
                    .put("x", Base64Url.encode(key.toBytes()))
                    .build();
            return new Shown(jwk, "", Optional.empty());
        }

        Page page() {
            Json.ObjectBuilder data = Json.object().put("jwk", jwk);
            if (second.isPresent()) {
                // Its 1,312 bytes are for programs.
                data.put("ml_dsa_44", Base64Url.encode(second.get().toBytes()));
                return new Page(data.build())
                        .field("jwk", jwk.text())
                        .field("ML-DSA-44", second.get().toString());
            }
            if (kid.isEmpty()) {
                return new Page(data.build()).field("jwk", jwk.text());
            }
            return new Page(data.put("kid", kid).build()).field("kid", kid).field("jwk", jwk.text());
        }
    }

    public KeysCommand(World world) {
        super(world);
    }
}
