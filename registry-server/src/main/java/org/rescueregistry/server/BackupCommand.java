package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry backup}. */
@Command(
        name = "backup",
        description = "Copy everything of a registry but its passphrase into a new folder, whether it runs or not.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class BackupCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, description = "its registry.json")
    private Path config;

    @Parameters(paramLabel = "DIR", description = "the folder to make")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException {
        Path folder = target.toAbsolutePath().normalize();
        Backup backup = Backup.take(ServerConfig.read(config), folder, Instant.now());
        spec.commandLine()
                .getOut()
                .printf(
                        "made %s%n"
                                + "  log       %s, all %d leaves of it, each verified%n"
                                + "  database  the case file and the disclosures: as private as the original%n"
                                + "  keys      without keys/passphrase; keep a copy of that in another place%n"
                                + "to put it back: registry restore --from %s --config NEWFOLDER/registry.json --mirror URL%n",
                        folder, backup.tree().origin(), backup.tree().size(), folder);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
