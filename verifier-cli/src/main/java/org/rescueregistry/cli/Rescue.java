package org.rescueregistry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code rescue}: checks codes, posts, credentials and whole registries, and signs what its user decides. */
@Command(
        name = "rescue",
        description = "Check and audit rescue organisations, and sign what you decide.",
        mixinStandardHelpOptions = true,
        versionProvider = Rescue.Version.class)
public final class Rescue implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            // Scripts and installers ask this first and often; loading picocli would be most of the answer's time.
            System.out.println(Version.text());
            return;
        }
        System.exit(new CommandLine(new Rescue()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see rescue --help");
    }

    /** Reads the version the build wrote beside this class. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            try (InputStream in = Rescue.class.getResourceAsStream("version.txt")) {
                if (in == null) {
                    throw new IllegalStateException("the build wrote no version.txt");
                }
                return "rescue ".concat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
