package org.rescueregistry.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.rescueregistry.ledger.Acknowledgement;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry replayer acknowledge}: says that somebody has looked into evidence, so that the replayer goes on. */
@Command(
        name = "acknowledge",
        description =
                "Say that you have looked into evidence that a replayer found: it cosigns what is right again. The replayer"
                        + " may run meanwhile, and notices.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets parameters before call()
final class ReplayerAcknowledge implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the file of evidence, in the replayer's folder")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new MalformedException("file_missing", file + " is not there", e);
        }
        Acknowledgement acknowledged = Acknowledgement.of(file.toAbsolutePath().normalize(), bytes);
        acknowledged.write(Instant.now());
        PrintWriter out = spec.commandLine().getOut();
        out.println("acknowledged: " + SafeText.isolated(acknowledged.about()));
        out.flush();
        return 0;
    }
}
