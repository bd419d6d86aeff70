package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The key of a platform or vetter who may be told more than everybody. */
final class ReaderKey {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "your key file, if registries disclose more to your platform or office than to everybody")
    private @Nullable Path file;

    @Mixin
    private final Passphrase passphrase = new Passphrase();

    /** The signer; null for nobody in particular. */
    @Nullable
    Es256Signer open(World world) throws Stopped {
        return file == null ? null : SigningKey.open(world, file, passphrase);
    }
}
