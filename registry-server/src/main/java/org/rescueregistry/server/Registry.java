package org.rescueregistry.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.server.demo.DemoCommand;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code registry}: what registries, councils and witnesses run. */
@Command(
        name = "registry",
        description = "Run a registry, a council or a witness of a federation of rescue organisations.",
        mixinStandardHelpOptions = true,
        versionProvider = Registry.Version.class,
        subcommands = {
            InitCommand.class,
            ServeCommand.class,
            WitnessCommand.class,
            CouncilCommand.class,
            LogCommand.class,
            MirrorCommand.class,
            ReplayerCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            BenchLogCommand.class,
            DemoCommand.class
        })
public final class Registry implements Runnable {
    /** The exit codes: findings, wrong settings, nobody can say, something that cannot be reached or signed, our bug. */
    static final int FINDINGS = 1;

    static final int USAGE = 2;
    static final int UNDETERMINED = 3;

    static final int UNREACHABLE = 4;
    static final int BUG = 70;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with what its failures mean, writing to standard output and error. */
    static CommandLine commandLine() {
        return new CommandLine(new Registry())
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see registry --help");
    }

    private static int report(Exception failure, CommandLine line) {
        if (failure instanceof MalformedException malformed) {
            line.getErr().println("registry: " + malformed.getMessage() + " [" + malformed.code() + "]");
            return USAGE;
        }
        if (failure instanceof SigningRefusedException refused) {
            line.getErr().println("registry: " + refused.getMessage() + " [" + refused.code() + "]");
            return UNREACHABLE;
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            line.getErr().println("registry: " + failure.getMessage() + " [io]");
            return UNREACHABLE;
        }
        line.getErr().println("registry: this is a bug of the program");
        failure.printStackTrace(line.getErr());
        return BUG;
    }

    /** Reads the version the build wrote beside this class. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            try (InputStream in = Registry.class.getResourceAsStream("version.txt")) {
                if (in == null) {
                    throw new IllegalStateException("the build wrote no version.txt");
                }
                return "registry ".concat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
